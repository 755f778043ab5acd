import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_LENGTHS, CODE_RATES, ldpcCode } from './ldpc/code.ts';
import { channelUses, segment, shorteningOf } from './segmentation.ts';

describe('segment', () => {
  it('fills the air exactly and never leaves a word empty', () => {
    const any = fc.record({
      codedBits: fc.integer({ min: 0, max: 30_000 }),
      rate: fc.constantFrom(...CODE_RATES),
      length: fc.constantFrom('best' as const, ...BLOCK_LENGTHS),
    });
    fc.assert(
      fc.property(any, ({ codedBits, rate, length }) => {
        const plan = segment(codedBits, rate, length);
        if (!plan) {
          expect(codedBits).toBeLessThan(ldpcCode(length === 'best' ? 648 : length, rate).n);
          return;
        }
        const { n, k } = ldpcCode(plan.blockLength, rate);
        expect(plan.words * n - plan.shortenedBits + plan.paddingBits).toBe(codedBits);
        expect(plan.informationBits).toBe(plan.words * k - plan.shortenedBits);
        const shortened = Array.from({ length: plan.words }, (_, w) => shorteningOf(plan, w));
        expect(shortened.reduce((a, b) => a + b)).toBe(plan.shortenedBits);
        expect(Math.max(...shortened)).toBeLessThan(k);
        expect(Math.max(...shortened) - Math.min(...shortened)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('chooses what carries most', () => {
    const any = fc.record({
      codedBits: fc.integer({ min: 400, max: 9000 }),
      rate: fc.constantFrom(...CODE_RATES),
    });
    fc.assert(
      fc.property(any, ({ codedBits, rate }) => {
        const alone = BLOCK_LENGTHS.map(n => segment(codedBits, rate, n)?.informationBits ?? 0);
        expect(segment(codedBits, rate, 'best')?.informationBits).toBe(Math.max(...alone));
      }),
    );
  });

  it.each([
    // One short word: 512 = 648 − 136 bits, all 324 parities are sent.
    [512, { blockLength: 648, words: 1, informationBits: 188, shortenedBits: 136, paddingBits: 0 }],
    // 104 bits of padding cost less than parity of another word would.
    [2048, { blockLength: 1944, words: 1, informationBits: 972, shortenedBits: 0, paddingBits: 104 }],
    [3 * 1944, { blockLength: 1944, words: 3, informationBits: 2916, shortenedBits: 0, paddingBits: 0 }],
  ])('cuts %d bits at rate 1/2 as stated', (codedBits, expected) => {
    expect(segment(codedBits, '1/2', 'best')).toEqual({ rate: '1/2', ...expected });
  });

  it('says so when nothing fits, and refuses half bits', () => {
    expect(segment(324, '1/2', 'best')).toBeUndefined();
    expect(segment(325, '1/2', 'best')?.informationBits).toBe(1);
    expect(() => segment(1.5, '1/2', 'best')).toThrow('1.5 is not a number of bits');
  });
});

describe('channelUses', () => {
  it.each([
    [32, 32, 1 / 6, 512],
    [32, 32, 1 / 12, 256],
    [768, 512, 1 / 16, 73_728],
    [1, 1, 1, 3],
    [7, 5, 0.05, 5],
  ])('of a %d×%d picture at cbr %d are %d', (width, height, cbr, uses) => {
    expect(channelUses(width, height, cbr)).toBe(uses);
  });

  it('refuses a ratio that leaves none', () => {
    for (const cbr of [0.01, 0, -1, Number.NaN])
      expect(() => channelUses(1, 1, cbr)).toThrow(`cbr ${cbr} gives a 1×1 picture no channel use`);
  });
});
