import { NumericError } from '../errors.ts';
import { bisect } from './bisection.ts';

/** A closed interval of probabilities. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Exact confidence interval of a probability p from `successes` in `trials` independent trials: the p for which neither
 * P(X ≥ successes) nor P(X ≤ successes) is below (1 − confidence)/2.
 *
 * @param confidence in (0, 1)
 * @throws NumericError `binomial-counts` unless 0 ≤ successes ≤ trials, whole numbers, trials ≥ 1; `probability`
 *
 * Source: Clopper, Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika
 * 26(4), 1934.
 */
export function binomialInterval(successes: number, trials: number, confidence: number): Interval {
  if (
    !(
      Number.isInteger(successes) &&
      Number.isInteger(trials) &&
      successes >= 0 &&
      successes <= trials &&
      trials > 0
    )
  )
    throw new NumericError('binomial-counts', `binomialInterval: ${successes} of ${trials}`);
  if (!(confidence > 0 && confidence < 1))
    throw new NumericError('probability', `binomialInterval: confidence ${confidence} is not in (0, 1)`);
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}

function betaQuantile(p: number, a: number, b: number): number {
  return bisect(x => betaCdf(x, a, b) < p, [0, 1], 100);
}

/**
 * Regularised incomplete beta function I_x(a, b), the P(X ≥ a) of a binomial X with a + b − 1 trials of probability x.
 *
 * Source: Abramowitz and Stegun 1964, equations 26.5.2 and 26.5.8, the fraction evaluated as in Lentz 1976.
 */
function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  let numerator = 1;
  let denominator = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = denominator;
  for (let m = 1, change = 2; Math.abs(change - 1) > 1e-15; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / (1 + even * denominator);
    numerator = 1 + even / numerator;
    fraction *= denominator * numerator;
    denominator = 1 / (1 + odd * denominator);
    numerator = 1 + odd / numerator;
    change = denominator * numerator;
    fraction *= change;
  }
  return (factor * fraction) / a;
}

/** ln Γ(x) for x ≥ 1: Stirling's series (Abramowitz and Stegun 1964, equation 6.1.41) after a climb to x ≥ 10. */
function logGamma(x: number): number {
  let climbed = 0;
  let z = x;
  for (; z < 10; z++) climbed += Math.log(z);
  const inverse = 1 / (z * z);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - climbed;
}
