import { describe, expect, it } from 'vitest';
import { bestTry, edgeOf, tryOf } from './choose.ts';

const tries = (...finals: (number | 'nan' | 'up')[]) =>
  finals.map((final, i) =>
    tryOf(
      4 ** (i - 1),
      typeof final === 'number'
        ? { finalLoss: final, diverged: false }
        : { finalLoss: final === 'nan' ? null : 9, diverged: true },
      0.1,
    ),
  );

describe('the choice of a learning rate', () => {
  it('takes the lowest loss at the end', () => {
    expect(bestTry(tries(3, 1, 2))).toMatchObject({ multiple: 1, learningRate: 0.1, finalLoss: 1 });
  });

  it('passes over what diverged, however low', () => {
    expect(bestTry(tries(3, 'nan', 'up')).multiple).toBe(0.25);
    expect(bestTry(tries('up', 'nan', 5)).multiple).toBe(4);
  });

  it('falls back on the lowest rate where all diverged', () => {
    expect(bestTry(tries('nan', 'up', 'nan')).multiple).toBe(0.25);
  });

  it('is flagged at either end of the grid', () => {
    const all = tries(1, 2, 3);
    expect(all.map(({ multiple }) => edgeOf(multiple, all))).toEqual(['lowest', null, 'highest']);
  });
});
