import { NumericError } from '../errors.ts';

/**
 * Bessel function of the first kind and order 0: J₀(x) = (1/π) ∫₀^π cos(x sin θ) dθ, with an absolute error below 1e-15
 * times the larger of 1 and |x|. Takes |x| + 16 cosines.
 *
 * The integrand is periodic and smooth, so n equal steps leave an error of 2|J₂ₙ(x)| < 2(e|x|/4n)²ⁿ, far below rounding.
 *
 * @throws NumericError `bessel-argument` when x is not finite or |x| > 10⁶
 *
 * Source: Abramowitz and Stegun 1964, equation 9.1.18.
 */
export function besselJ0(x: number): number {
  if (!(Math.abs(x) <= 1e6))
    throw new NumericError('bessel-argument', `besselJ0: ${x} is not in [−10⁶, 10⁶]`);
  const steps = Math.ceil(Math.abs(x)) + 16;
  let sum = 0;
  for (let k = 0; k < steps; k++) sum += Math.cos(x * Math.sin((Math.PI * k) / steps));
  return sum / steps;
}
