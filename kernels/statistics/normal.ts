import { NumericError } from '../errors.ts';
import { bisect } from './bisection.ts';

/** Beyond this many standard deviations the upper tail is below the precision of a double near 1. */
const REACH = 9;

/** Density of the standard normal distribution: exp(−x²/2)/√(2π). */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * P(X ≤ x) of a standard normal X, with an absolute error below 1e-14.
 *
 * Source: Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/15 + …), Abramowitz and Stegun 1964, equation 26.2.11.
 */
export function normalCdf(x: number): number {
  if (x < -REACH) return 0;
  if (x > REACH) return 1;
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/**
 * The x with P(X ≤ x) = p. Its error is that of `normalCdf` divided by the density: below 1e-9 for p ∈ [1e-6, 1 − 1e-6].
 *
 * @throws NumericError `probability` when p is not inside (0, 1)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new NumericError('probability', `normalQuantile: ${p} is not in (0, 1)`);
  return bisect(x => normalCdf(x) < p, [-REACH, REACH], 60);
}
