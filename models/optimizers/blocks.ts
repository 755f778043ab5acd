import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import type { MatrixShape } from './parameterShape.ts';

/** Many small matrices [rows, cols], `count` of them in each row of `flat`, entry (r, c) of block k at column (k·rows + r)·cols + c. */
export interface Blocks<M> extends MatrixShape {
  readonly flat: M;
  readonly count: number;
}

/**
 * The algebra on blocks, block by block, made of elementwise operations and column gathers of the carrier underneath. It suits
 * the kernels of convolution filters, which have a few rows and columns. A value of one block per row stands for all blocks.
 */
export function blockAlgebra<M>(algebra: Algebra<M>): Algebra<Blocks<M>> {
  type B = Blocks<M>;
  /** A value of blocks [rows, cols] whose entry (r, c) is the entry `from(r, c)` of each block of a. */
  function gather(
    a: B,
    { rows, cols }: MatrixShape,
    from: (r: number, c: number) => readonly [number, number],
    count = a.count,
  ): B {
    const order = Array.from({ length: count * rows * cols }, (_, i) => {
      const [r, c] = from(Math.floor(i / cols) % rows, i % cols);
      const block = a.count === 1 ? 0 : Math.floor(i / (rows * cols));
      return (block * a.rows + r) * a.cols + c;
    });
    const inPlace = order.length === algebra.cols(a.flat) && order.every((from, to) => from === to);
    return { rows, cols, count, flat: inPlace ? a.flat : algebra.columns(a.flat, order) };
  }
  const each = (a: B, f: (flat: M) => M): B => ({ ...a, flat: f(a.flat) });
  function combine(f: (...flats: M[]) => M, ...parts: readonly B[]): B {
    const shape = {
      rows: Math.max(...parts.map(part => part.rows)),
      cols: Math.max(...parts.map(part => part.cols)),
    };
    const count = Math.max(...parts.map(part => part.count));
    const alike = parts.map(a =>
      gather(a, shape, (r, c) => [a.rows === 1 ? 0 : r, a.cols === 1 ? 0 : c], count),
    );
    return { ...shape, count, flat: f(...alike.map(part => part.flat)) };
  }
  const fold = (f: (a: B, b: B) => B, terms: readonly B[]) => terms.reduce((a, b) => f(a, b));
  const indices = (length: number) => Array.from({ length }, (_, i) => i);

  const add = (a: B, b: B) => combine(algebra.add, a, b);
  const subtract = (a: B, b: B) => combine(algebra.subtract, a, b);
  const times = (a: B, b: B) => combine(algebra.times, a, b);
  const row = (a: B, j: number) => gather(a, { rows: 1, cols: a.cols }, (_, c) => [j, c]);
  const column = (a: B, j: number) => gather(a, { rows: a.rows, cols: 1 }, r => [r, j]);
  const rowsOf = (a: B) => indices(a.rows).map(j => row(a, j));
  const columnsOf = (a: B) => indices(a.cols).map(j => column(a, j));
  const larger = (a: B, b: B) =>
    add(
      b,
      each(subtract(a, b), d => algebra.atLeast(d, 0)),
    );

  return {
    machineEpsilon: algebra.machineEpsilon,
    rows: a => a.rows,
    cols: a => a.cols,
    constant: ({ flat }, rows, cols, entry) => ({
      rows,
      cols,
      count: 1,
      flat: algebra.constant(flat, 1, rows * cols, (_, i) => entry(Math.floor(i / cols), i % cols)),
    }),
    multiply: (a, b) =>
      fold(
        add,
        indices(a.cols).map(j => times(column(a, j), row(b, j))),
      ),
    transpose: a => gather(a, { rows: a.cols, cols: a.rows }, (r, c) => [c, r]),
    whole: (a, f) => f(a),
    add,
    subtract,
    times,
    divide: (a, b) => combine(algebra.divide, a, b),
    scale: (a, factor) => each(a, x => algebra.scale(x, factor)),
    shift: (a, offset) => each(a, x => algebra.shift(x, offset)),
    abs: a => each(a, algebra.abs),
    sqrt: a => each(a, algebra.sqrt),
    exp: a => each(a, algebra.exp),
    atLeast: (a, floor) => each(a, x => algebra.atLeast(x, floor)),
    rowSums: a => fold(add, columnsOf(a)),
    columnSums: a => fold(add, rowsOf(a)),
    columnMaxima: a => fold(larger, rowsOf(a)),
    columns: (a, order) => gather(a, { rows: a.rows, cols: order.length }, (r, c) => [r, order[c]]),
    joinColumns(parts) {
      const cols = parts.reduce((sum, part) => sum + part.cols, 0);
      const columns = parts.flatMap(columnsOf);
      const { rows, count } = columns[0];
      const flat = algebra.joinColumns(columns.map(part => part.flat));
      const stacked: B = { rows: cols * count * rows, cols: 1, count: 1, flat };
      const order = { rows: count * rows, cols };
      const joined = gather(stacked, order, (r, c) => [c * count * rows + r, 0]);
      return { rows, cols, count, flat: joined.flat };
    },
    positive: a => each(a, algebra.positive),
    finite: a => each(a, algebra.finite),
    select: (mask, a, b) => combine(algebra.select, mask, a, b),
    requireFinite: (a, what) => each(a, x => algebra.requireFinite(x, what)),
    isZero: a => algebra.isZero(a.flat),
  };
}
