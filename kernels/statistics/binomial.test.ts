import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialInterval } from './binomial.ts';

/** P(X ≤ k) of a binomial X, term by term. */
function cdf(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

describe('binomialInterval', () => {
  it.each([
    [100, 1e6, 0.95, 8.136471e-5, 1.2162548e-4],
    // The example in the documentation of MATLAB's berconfint.
    [100, 1e6, 0.9, 8.41399e-5, 1.180782e-4],
    [0, 1e6, 0.95, 0, 3.688873e-6],
    [3, 3, 0.95, 0.292401773821, 1],
  ])('of %d in %d at %d is [%d…, %d…]', (successes, trials, confidence, low, high) => {
    const interval = binomialInterval(successes, trials, confidence);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it('leaves the same small tail on both sides', () => {
    const counts = fc
      .integer({ min: 1, max: 60 })
      .chain(n => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, fc.constantFrom(0.9, 0.99, 0.999), ([k, n], confidence) => {
        const { low, high } = binomialInterval(k, n, confidence);
        const tail = (1 - confidence) / 2;
        expect(1 - cdf(k - 1, n, low)).toBeCloseTo(tail, 9);
        if (k < n) expect(cdf(k, n, high)).toBeCloseTo(tail, 9);
      }),
    );
  });

  it('refuses counts that are none and confidences outside (0, 1)', () => {
    expect(() => binomialInterval(2, 1, 0.9)).toThrow('binomialInterval: 2 of 1');
    expect(() => binomialInterval(0, 0, 0.9)).toThrow('binomialInterval: 0 of 0');
    expect(() => binomialInterval(1, 2, 1)).toThrow('confidence 1 is not in (0, 1)');
  });
});
