/**
 * P(X ≤ k) of a binomial X with n trials of probability p, summed term by term.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += binomialMass(i, n, p);
  return sum;
}

/** P(X = k) of a binomial X. */
export function binomialMass(k: number, n: number, p: number): number {
  let logarithm = k * Math.log(p) + (n - k) * Math.log1p(-p);
  for (let i = 1; i <= k; i++) logarithm += Math.log((n - k + i) / i);
  return Math.exp(logarithm);
}

/** Upper end of the two-sided exact interval after no error in n trials: 1 − ((1−c)/2)^{1/n}. Source: Clopper, Pearson 1934. */
export function noErrorBound(trials: number, confidence: number): number {
  return -Math.expm1(Math.log((1 - confidence) / 2) / trials);
}

/**
 * Mean of N/n where n trials of probability p were needed for N errors; it is above p, by about p/N. The unbiased estimate is
 * (N−1)/(n−1). Summed until the rest is below 1e-15.
 *
 * Source: Haldane, "On a method of estimating frequencies", Biometrika 33(3), 1945.
 */
export function stoppedEstimateMean(errors: number, p: number): number {
  let mass = p ** errors;
  let [sum, total] = [0, 0];
  for (let n = errors; total < 1 - 1e-15 && mass > 1e-300; n++) {
    sum += (mass * errors) / n;
    total += mass;
    mass *= (n / (n - errors + 1)) * (1 - p);
  }
  return sum / total;
}
