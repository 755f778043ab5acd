import { NumericError } from '../errors.ts';
import { bisect } from './bisection.ts';

/**
 * P(X ≤ x) of a chi-square variable with `freedom` degrees of freedom (whole, ≥ 1): the regularised incomplete gamma
 * function P(freedom/2, x/2) by its series.
 *
 * Source: Abramowitz and Stegun 1964, equation 6.5.29.
 */
export function chiSquareCdf(x: number, freedom: number): number {
  if (!Number.isInteger(freedom) || freedom < 1)
    throw new NumericError('degrees-of-freedom', `chiSquareCdf: ${freedom} degrees of freedom`);
  if (!(x > 0)) return 0;
  const shape = freedom / 2;
  const half = x / 2;
  let term = Math.exp(shape * Math.log(half) - half - logGammaOfHalf(freedom + 2));
  let sum = term;
  for (let k = 1; term > 1e-17 * sum || half > shape + k; k++) {
    term *= half / (shape + k);
    sum += term;
  }
  return Math.min(1, sum);
}

/** The x with P(X ≤ x) = p ∈ [0, 1). Throws NumericError `probability` for any other p. */
export function chiSquareQuantile(p: number, freedom: number): number {
  if (!(p >= 0 && p < 1)) throw new NumericError('probability', `chiSquareQuantile: ${p} is not in [0, 1)`);
  let high = freedom + 1;
  while (chiSquareCdf(high, freedom) < p) high *= 2;
  return bisect(x => chiSquareCdf(x, freedom) < p, [0, high], 80);
}

/** ln Γ(n/2) for whole n ≥ 1, by Γ(z + 1) = z·Γ(z) from Γ(½) = √π or Γ(1) = 1. */
function logGammaOfHalf(n: number): number {
  let sum = n % 2 === 1 ? Math.log(Math.PI) / 2 : 0;
  for (let k = n % 2 === 1 ? 1 : 2; k < n; k += 2) sum += Math.log(k / 2);
  return sum;
}
