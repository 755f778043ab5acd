import {
  type Code,
  type FunctionCode,
  i16x8,
  i32,
  local,
  moduleBytes,
  repeatWhile,
} from '../../../kernels/webAssembly.ts';

/** Messages never exceed this, whatever the totals: eight or more of them must not saturate a total. */
const LARGEST_MESSAGE = 8191;

/** Bytes of a vector of eight words' values, and of an entry of the tables. */
export const VECTOR_BYTES = 16;
export const TABLE_BYTES = 4;

/**
 * The inner loops of normalised min-sum for eight words side by side, one 16-bit lane each.
 *
 * Memory: `totals` holds L_v, a vector for each place; `messages` m_e, a vector for each one of H, row by row; `columns` for
 * each one of H the distance in bytes of its L_v from `totals`; `rowEnds` for each row the address in `columns` where it
 * ends; `scratch` room for the vectors of one row.
 *
 * - `pass(rowEnds, end, columns, messages, totals, scratch, alphaQ15)` goes once over all rows:
 *   t = L − m, m' = α · Π sign(t_u) · min |t_u| over the others, L = t + m'.
 * - `failing(rowEnds, end, columns, totals)` tells the lanes whose signs are no code word, one bit each.
 */
export function minSumProgram(pages: number): Uint8Array<ArrayBuffer> {
  return moduleBytes([pass(), failing()], pages);
}

function pass(): FunctionCode {
  const [rowEnds, end, columns, messages, totals, scratch, alphaQ15] = [0, 1, 2, 3, 4, 5, 6].map(local);
  const [rowEnd, firstColumn, firstMessage, cursor] = [7, 8, 9, 10].map(local);
  const [alpha, smallest, second, sign, t, magnitude, flip] = [11, 12, 13, 14, 15, 16, 17].map(local);
  const total = i32.add(totals.get, i32.load(columns.get));
  const vector = i32.constant(VECTOR_BYTES);
  const advance: Code = [
    ...columns.set(i32.add(columns.get, i32.constant(TABLE_BYTES))),
    ...messages.set(i32.add(messages.get, vector)),
    ...cursor.set(i32.add(cursor.get, vector)),
  ];
  const inRow = i32.less(columns.get, rowEnd.get);
  const largest = i16x8.splat(i32.constant(LARGEST_MESSAGE));

  const gather = repeatWhile(
    inRow,
    t.set(i16x8.subtractSat(i16x8.load(total), i16x8.load(messages.get))),
    i16x8.store(cursor.get, t.get),
    sign.set(i16x8.xor(sign.get, t.get)),
    magnitude.set(i16x8.abs(t.get)),
    second.set(i16x8.minUnsigned(second.get, i16x8.maxUnsigned(smallest.get, magnitude.get))),
    smallest.set(i16x8.minUnsigned(smallest.get, magnitude.get)),
    advance,
  );
  // The smallest is scaled only where it is used: `select` compares it with unscaled magnitudes.
  const scatter = repeatWhile(
    inRow,
    t.set(i16x8.load(cursor.get)),
    magnitude.set(i16x8.select(second.get, smallest.get, i16x8.equal(i16x8.abs(t.get), smallest.get))),
    magnitude.set(i16x8.multiplyQ15(magnitude.get, alpha.get)),
    flip.set(i16x8.shiftRight(i16x8.xor(sign.get, t.get), i32.constant(15))),
    magnitude.set(i16x8.subtract(i16x8.xor(magnitude.get, flip.get), flip.get)),
    i16x8.store(messages.get, magnitude.get),
    i16x8.store(total, i16x8.addSat(t.get, magnitude.get)),
    advance,
  );
  const body = [
    alpha.set(i16x8.splat(alphaQ15.get)),
    repeatWhile(
      i32.less(rowEnds.get, end.get),
      rowEnd.set(i32.load(rowEnds.get)),
      rowEnds.set(i32.add(rowEnds.get, i32.constant(TABLE_BYTES))),
      firstColumn.set(columns.get),
      firstMessage.set(messages.get),
      cursor.set(scratch.get),
      smallest.set(largest),
      second.set(largest),
      sign.set(i16x8.splat(i32.constant(0))),
      gather,
      columns.set(firstColumn.get),
      messages.set(firstMessage.get),
      cursor.set(scratch.get),
      scatter,
    ),
  ];
  return {
    name: 'pass',
    parameters: Array(7).fill('i32'),
    results: [],
    locals: [...Array(4).fill('i32'), ...Array(7).fill('v128')],
    body: body.flat(),
  };
}

function failing(): FunctionCode {
  const [rowEnds, end, columns, totals, rowEnd] = [0, 1, 2, 3, 4].map(local);
  const [parity, wrong] = [5, 6].map(local);
  const total = i32.add(totals.get, i32.load(columns.get));
  const zero = i16x8.splat(i32.constant(0));
  const body = [
    wrong.set(zero),
    repeatWhile(
      i32.less(rowEnds.get, end.get),
      rowEnd.set(i32.load(rowEnds.get)),
      rowEnds.set(i32.add(rowEnds.get, i32.constant(TABLE_BYTES))),
      parity.set(zero),
      repeatWhile(
        i32.less(columns.get, rowEnd.get),
        parity.set(i16x8.xor(parity.get, i16x8.load(total))),
        columns.set(i32.add(columns.get, i32.constant(TABLE_BYTES))),
      ),
      wrong.set(i16x8.or(wrong.get, parity.get)),
    ),
    i16x8.signs(wrong.get),
  ];
  return {
    name: 'failing',
    parameters: Array(4).fill('i32'),
    results: ['i32'],
    locals: ['i32', 'v128', 'v128'],
    body: body.flat(),
  };
}
