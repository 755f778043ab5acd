import { NumericError } from '../errors.ts';

const EULER_GAMMA = 0.5772156649015329;

/**
 * Exponential integral E₁(x) = ∫ₓ^∞ e^(−t)/t dt for x > 0, with a relative error below 1e-14 (below 1e-12 beyond x = 100).
 *
 * @throws NumericError `exponential-integral` when x is not above 0
 */
export function exponentialIntegral(x: number): number {
  return x > 1 ? Math.exp(-x) * scaledExponentialIntegral(x) : series(checked(x));
}

/**
 * eˣE₁(x) for x > 0, which stays in range where E₁ does not; between 1/(x + 1) and 1/x.
 *
 * Source: Abramowitz and Stegun 1964, the series 5.1.11 up to 1 and the fraction 5.1.22 in its contracted form
 * 1/(x + 1 − 1²/(x + 3 − 2²/(x + 5 − …))) beyond.
 *
 * @throws NumericError `exponential-integral` when x is not above 0
 */
export function scaledExponentialIntegral(x: number): number {
  if (checked(x) <= 1) return Math.exp(x) * series(x);
  const terms = Math.ceil(100 / x) + 12;
  let fraction = x + 2 * terms + 1;
  for (let k = terms; k >= 1; k--) fraction = x + 2 * k - 1 - (k * k) / fraction;
  return 1 / fraction;
}

/** −γ − ln x − Σ (−x)ᵏ/(k·k!). */
function series(x: number): number {
  let power = 1;
  let sum = -EULER_GAMMA - Math.log(x);
  for (let k = 1; k <= 20; k++) {
    power *= -x / k;
    sum -= power / k;
  }
  return sum;
}

function checked(x: number): number {
  if (!(x > 0)) throw new NumericError('exponential-integral', `E₁: ${x} is not above 0`);
  return x;
}
