import { normalCdf } from '../statistics/normal.ts';

/**
 * Complementary error function: erfc(x) = (2/√π) ∫ₓ^∞ e^(−t²) dt, with a relative error below 1e-14 down to the smallest
 * doubles (x ≈ 26.5), 0 beyond.
 *
 * Source: below 1 by the normal distribution, erfc(x) = 2Φ(−√2 x); from 1 on by Laplace's continued fraction
 * e^(−x²)/(√π (x + ½/(x + 1/(x + ³⁄₂/(x + …))))), Abramowitz and Stegun 1964, equation 7.1.14.
 */
export function erfc(x: number): number {
  if (!(x >= 1)) return 2 * normalCdf(-Math.SQRT2 * x);
  if (x > 27) return 0;
  // The fraction gains digits like e^(−2x√(2·terms)).
  const terms = Math.ceil(180 / (x * x)) + 8;
  let fraction = x;
  for (let k = terms; k >= 1; k--) fraction = x + k / 2 / fraction;
  return expOfMinusSquare(x) / (Math.sqrt(Math.PI) * fraction);
}

/**
 * Gaussian tail Q(x) = P(X > x) of a standard normal X = ½ erfc(x/√2), with a relative error below 1e-13 for x ≤ 37.
 *
 * Source: Abramowitz and Stegun 1964, equation 26.2.29.
 */
export function qFunction(x: number): number {
  return erfc(x * Math.SQRT1_2) / 2;
}

/** e^(−x²) with x² in two parts, the first exact: the rounding of x² alone would cost x² units of the last place. */
function expOfMinusSquare(x: number): number {
  const coarse = Math.round(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp((coarse - x) * (coarse + x));
}
