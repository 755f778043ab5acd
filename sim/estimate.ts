import { NumericError } from '../kernels/errors.ts';
import { bisect } from '../kernels/statistics/bisection.ts';
import type { Estimate } from './results.ts';

/**
 * Mean of independent values with its 95 % confidence interval m ± t·s/√n: s the sample standard deviation, t the
 * 97.5 % quantile of Student's t with n − 1 degrees of freedom (Student 1908).
 *
 * @throws NumericError `estimate-values` for fewer than two values or one that is not finite
 */
export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  if (count < 2) throw new NumericError('estimate-values', `estimate: ${count} values give no interval`);
  for (const value of values)
    if (!Number.isFinite(value)) throw new NumericError('estimate-values', `estimate: one value is ${value}`);
  const mean = average(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const margin = studentQuantile(0.975, count - 1) * Math.sqrt(variance / count);
  return { mean, low: mean - margin, high: mean + margin, count };
}

/** Mean of the differences a_i − b_i of values that belong together pair by pair, with its interval. Throws as `estimate`. */
export function pairedEstimate(a: readonly number[], b: readonly number[]): Estimate {
  return estimate(a.map((value, i) => value - b[i]));
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The t for which Student's distribution with `freedom` degrees of freedom (whole, ≥ 1) holds P(T ≤ t) = p ∈ [½, 1). */
export function studentQuantile(p: number, freedom: number): number {
  // P rises with the angle θ = atan(t/√freedom) ∈ [0, π/2): bisection cannot fail.
  const angle = bisect(theta => (1 + central(theta, freedom)) / 2 < p, [0, Math.PI / 2], 60);
  return Math.sqrt(freedom) * Math.tan(angle);
}

/** P(|T| ≤ √freedom · tan θ), the finite sums of Abramowitz & Stegun 1964, equations 26.7.3 and 26.7.4. */
function central(theta: number, freedom: number): number {
  const odd = freedom % 2 === 1;
  const cosine = Math.cos(theta);
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k <= freedom - 3; k += 2) {
    term *= (k / (k + 1)) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}
