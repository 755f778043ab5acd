import { NumericError } from '../errors.ts';

/**
 * Mean of a smooth function over one period, (1/period) ∫ f, by `steps` equal steps: for an analytic periodic function the
 * error falls exponentially with their number.
 *
 * Source: Trefethen, Weideman, "The exponentially convergent trapezoidal rule", SIAM Review 56(3), 2014, theorem 3.2.
 */
export function periodicMean(f: (x: number) => number, period: number, steps: number): number {
  let sum = 0;
  for (let k = 0; k < steps; k++) sum += f((period * (k + 0.5)) / steps);
  return sum / steps;
}

/**
 * ∫₀^∞ f(x) dx by x = e^t and equal steps in t. For functions that are smooth, bounded near 0 and fall exponentially, such
 * as densities of fading powers times a logarithm. The relative error is below 1e-12 where f is analytic for x > 0 and does
 * not oscillate faster than it falls.
 *
 * @throws NumericError `quadrature` when the function is not finite somewhere
 *
 * Source: Trefethen, Weideman 2014, section 5.
 */
export function integratePositive(f: (x: number) => number): number {
  const step = 1 / 64;
  let sum = 0;
  for (let t = -45; t <= 7; t += step) {
    const x = Math.exp(t);
    sum += f(x) * x;
  }
  if (!Number.isFinite(sum))
    throw new NumericError('quadrature', 'integratePositive: the function is not finite everywhere');
  return sum * step;
}
