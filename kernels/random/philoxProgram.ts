import { type Code, i32, i32x4, type Local, local, moduleBytes, repeatWhile } from '../webAssembly.ts';
import { MULTIPLIER_0, MULTIPLIER_1, ROUNDS, WEYL_0, WEYL_1 } from './philox.ts';

/** Blocks side by side, and the bytes of them. */
const BLOCKS_AT_ONCE = 4;
const STRIDE = 64;

/**
 * `blocks(first, high, name2, name3, key0, key1, end)`: Philox-4x32-10 of the counters (first + i, high, name2, name3) for as many i
 * as it takes to fill the memory from address 0 to `end` (a multiple of 64, at least 64) with blocks of four words, as
 * `philox` gives them. Four blocks run side by side, one in each lane.
 */
export function philoxProgram(): Uint8Array<ArrayBuffer> {
  const [first, high, name2, name3, key0, key1, end] = [0, 1, 2, 3, 4, 5, 6].map(local);
  const address = local(7);
  const [counter, c0, c1, c2, c3] = [8, 9, 10, 11, 12].map(local);
  const [low0, high0, low1, high1] = [13, 14, 15, 16].map(local);
  const [m0, m1] = [17, 18].map(local);

  const body = [
    m0.set(i32x4.splat(i32.constant(MULTIPLIER_0 | 0))),
    m1.set(i32x4.splat(i32.constant(MULTIPLIER_1 | 0))),
    counter.set(i32x4.add(i32x4.splat(first.get), i32x4.constant([0, 1, 2, 3]))),
    repeatWhile(
      i32.less(address.get, end.get),
      c0.set(counter.get),
      c1.set(i32x4.splat(high.get)),
      c2.set(i32x4.splat(name2.get)),
      c3.set(i32x4.splat(name3.get)),
      ...Array.from({ length: ROUNDS }, (_, round) => oneRound(round)),
      ...storeBlocks(),
      counter.set(i32x4.add(counter.get, i32x4.splat(i32.constant(BLOCKS_AT_ONCE)))),
      address.set(i32.add(address.get, i32.constant(STRIDE))),
    ),
  ];
  return moduleBytes(
    [
      {
        name: 'blocks',
        parameters: Array(7).fill('i32'),
        results: [],
        locals: ['i32', ...Array(11).fill('v128')],
        body: body.flat(),
      },
    ],
    1,
  );

  function oneRound(round: number): Code {
    const key = (start: Local, step: number) =>
      i32x4.splat(i32.add(start.get, i32.constant(Math.imul(round, step))));
    return [
      ...low0.set(i32x4.productsLow(c0.get, m0.get)),
      ...high0.set(i32x4.productsHigh(c0.get, m0.get)),
      ...low1.set(i32x4.productsLow(c2.get, m1.get)),
      ...high1.set(i32x4.productsHigh(c2.get, m1.get)),
      ...c0.set(i32x4.xor(i32x4.xor(highWords(low1, high1), c1.get), key(key0, WEYL_0))),
      ...c2.set(i32x4.xor(i32x4.xor(highWords(low0, high0), c3.get), key(key1, WEYL_1))),
      ...c1.set(lowWords(low1, high1)),
      ...c3.set(lowWords(low0, high0)),
    ];
  }

  /** From one word of four blocks per vector to four words of one block. */
  function storeBlocks(): Code[] {
    return [
      low0.set(i32x4.pick(c0.get, c1.get, [0, 4, 1, 5])),
      high0.set(i32x4.pick(c0.get, c1.get, [2, 6, 3, 7])),
      low1.set(i32x4.pick(c2.get, c3.get, [0, 4, 1, 5])),
      high1.set(i32x4.pick(c2.get, c3.get, [2, 6, 3, 7])),
      i32x4.store(address.get, i32x4.pick(low0.get, low1.get, [0, 1, 4, 5]), 0),
      i32x4.store(address.get, i32x4.pick(low0.get, low1.get, [2, 3, 6, 7]), 16),
      i32x4.store(address.get, i32x4.pick(high0.get, high1.get, [0, 1, 4, 5]), 32),
      i32x4.store(address.get, i32x4.pick(high0.get, high1.get, [2, 3, 6, 7]), 48),
    ];
  }
}

const lowWords = (a: Local, b: Local): Code => i32x4.pick(a.get, b.get, [0, 2, 4, 6]);
const highWords = (a: Local, b: Local): Code => i32x4.pick(a.get, b.get, [1, 3, 5, 7]);
