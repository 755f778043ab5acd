import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../kernels/random/stream.ts';
import { BLOCK_LENGTHS, CODE_RATES, isCodeWord, type LdpcCode, ldpcCode } from './code.ts';
import { encodeLdpc } from './encode.ts';
import type { BlockLength, CodeRate } from './prototypes.ts';

const codes = BLOCK_LENGTHS.flatMap(n => CODE_RATES.map(rate => [n, rate] as const));
const RATE = { '1/2': 1 / 2, '2/3': 2 / 3, '3/4': 3 / 4, '5/6': 5 / 6 };
/** Blocks that are not zero, and cycles of length four per lifting, as tables R.1 to R.3 have them. */
const BLOCKS = { 648: [88, 88, 88, 88], 1296: [86, 88, 88, 85], 1944: [86, 88, 85, 79] };
const FOUR_CYCLES = { 648: [0, 0, 2, 0], 1296: [0, 2, 0, 0], 1944: [0, 1, 0, 0] };

function fourCycles({ shifts, lifting }: LdpcCode): number {
  let count = 0;
  const rows = shifts.length;
  for (let a = 0; a < rows; a++)
    for (let b = a + 1; b < rows; b++) {
      const gaps = shifts[a].flatMap((s, j) =>
        s >= 0 && shifts[b][j] >= 0 ? [(s - shifts[b][j] + lifting) % lifting] : [],
      );
      for (let x = 0; x < gaps.length; x++)
        for (let y = x + 1; y < gaps.length; y++) if (gaps[x] === gaps[y]) count++;
    }
  return count;
}

const information = (code: LdpcCode, seed: number) => {
  const stream = randomStream('ldpc', code.n, code.k, seed);
  return Uint8Array.from({ length: code.k }, () => stream.uint32() & 1);
};

describe.each(codes)('the code of %d bits at rate %s', (n, rate) => {
  const code = ldpcCode(n, rate);
  const firstParity = code.k / code.lifting;

  it('has the size, weight and short cycles of the standard', () => {
    expect([code.n, code.k]).toEqual([n, RATE[rate] * n]);
    expect(code.shifts.flat().filter(s => s >= 0).length).toBe(BLOCKS[n][CODE_RATES.indexOf(rate)]);
    expect(Math.max(...code.shifts.flat())).toBeLessThan(code.lifting);
    expect(fourCycles(code)).toBe(FOUR_CYCLES[n][CODE_RATES.indexOf(rate)]);
    for (let j = 0; j < firstParity; j++)
      expect(code.shifts.filter(row => row[j] >= 0).length).toBeGreaterThanOrEqual(3);
  });

  it('ends in a column of shifts 1, 0, 1 and a double diagonal', () => {
    const rows = code.shifts.length;
    const column = code.shifts.map(row => row[firstParity]);
    expect([column[0], column[rows - 1]]).toEqual([1, 1]);
    expect(column.slice(1, -1).filter(s => s >= 0)).toEqual([0]);
    code.shifts.forEach((row, i) => {
      row.slice(firstParity + 1).forEach((s, j) => {
        expect(s).toBe(j === i || j === i - 1 ? 0 : -1);
      });
    });
  });

  it('contains what the encoder makes, and no neighbour of it', () => {
    for (let seed = 0; seed < 20; seed++) {
      const bits = information(code, seed);
      const word = encodeLdpc(code, bits);
      expect(word.subarray(0, code.k)).toEqual(bits);
      expect(isCodeWord(code, word)).toBe(true);
      word[(seed * 97) % n] ^= 1;
      expect(isCodeWord(code, word)).toBe(false);
    }
  });

  it('is linear', () => {
    const [a, b] = [information(code, 1), information(code, 2)];
    const sum = encodeLdpc(code, a).map((bit, i) => bit ^ encodeLdpc(code, b)[i]);
    expect(
      encodeLdpc(
        code,
        a.map((bit, i) => bit ^ b[i]),
      ),
    ).toEqual(sum);
  });
});

describe('ldpcCode', () => {
  it('lists what there is when asked for something else', () => {
    expect(() => ldpcCode(1000 as BlockLength, '1/2')).toThrow(
      'blockLength: IEEE 802.11 has no LDPC code with 1000 bits per code word, expected one of 648, 1296, 1944',
    );
    expect(() => ldpcCode(648, '7/8' as CodeRate)).toThrow('expected one of 1/2, 2/3, 3/4, 5/6');
    expect(() => encodeLdpc(ldpcCode(648, '1/2'), new Uint8Array(10))).toThrow(
      'needs 324 information bits, got 10',
    );
  });
});
