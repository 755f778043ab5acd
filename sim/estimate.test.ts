import { describe, expect, it } from 'vitest';
import { normal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { estimate, studentQuantile } from './estimate.ts';

describe('studentQuantile', () => {
  // Printed tables of Student's t.
  it.each([
    [0.975, 1, 12.7062],
    [0.975, 2, 4.30265],
    [0.975, 3, 3.18245],
    [0.975, 4, 2.77645],
    [0.975, 5, 2.57058],
    [0.975, 15, 2.13145],
    [0.975, 30, 2.04227],
    [0.975, 100, 1.98397],
    [0.995, 7, 3.49948],
    [0.9, 10, 1.37218],
    [0.975, 9999, 1.9602],
  ])('p = %d with %d degrees of freedom is %d', (p, freedom, t) => {
    expect(studentQuantile(p, freedom)).toBeCloseTo(t, 4);
  });
});

describe('estimate', () => {
  it('gives the interval worked out by hand', () => {
    // The squares of the deviations add up to 14: s² = 14/3, margin = t·s/√4.
    const { mean, low, high, count } = estimate([1, 2, 3, 6]);
    expect({ mean, count }).toEqual({ mean: 3, count: 4 });
    expect(low).toBeCloseTo(3 - (3.18245 * Math.sqrt(14 / 3)) / 2, 4);
    expect(high).toBeCloseTo(3 + (3.18245 * Math.sqrt(14 / 3)) / 2, 4);
  });

  it('covers the true mean in 95 % of 4000 samples of five', () => {
    const stream = randomStream(1, 'estimate coverage');
    let covered = 0;
    for (let i = 0; i < 4000; i++) {
      const { low, high } = estimate(Array.from({ length: 5 }, () => normal(stream)));
      if (low <= 0 && high >= 0) covered++;
    }
    // 99.9 % interval of the binomial share: 0.95 ± 3.29·√(0.95·0.05/4000).
    expect(Math.abs(covered / 4000 - 0.95)).toBeLessThan(0.0114);
  });

  it('refuses what gives no interval', () => {
    expect(() => estimate([1])).toThrow('1 values give no interval');
    expect(() => estimate([1, Number.NaN])).toThrow('one value is NaN');
    expect(() => estimate([1, Number.POSITIVE_INFINITY])).toThrow('one value is Infinity');
  });
});
