import { normalCdf } from '../../../kernels/statistics/normal.ts';

/** Steps and reach, in standard deviations, of the trapezoidal sums. */
const STEP = 0.01;
const REACH = 10;

/**
 * Frame error rate that the best code of n bits with k information bits can be expected to reach over the binary-input
 * channel y = ±1 + w, w ~ N(0, N0/2): ε = Q(√(n/V)·(C − k/n + log2(n)/(2n))) with capacity C and dispersion V of
 * i = 1 − log2(1 + e^−L), L = 4y/N0. It is an approximation; practical codes stay above it.
 *
 * @param noiseVar N0 per use of the real axis, Eb/N0 = n/(k·N0); > 0
 *
 * Source: Polyanskiy, Poor, Verdú, "Channel coding rate in the finite blocklength regime", IEEE Trans. IT 56(5), 2010,
 * equation 296.
 */
export function normalApproximation(n: number, k: number, noiseVar: number): number {
  let capacity = 0;
  let square = 0;
  for (let u = -REACH; u <= REACH; u += STEP) {
    const llr = (4 / noiseVar) * (1 + Math.sqrt(noiseVar / 2) * u);
    const information = 1 - softplus(-llr) / Math.LN2;
    const weight = (STEP * Math.exp((-u * u) / 2)) / Math.sqrt(2 * Math.PI);
    capacity += weight * information;
    square += weight * information ** 2;
  }
  const dispersion = square - capacity ** 2;
  return normalCdf(-Math.sqrt(n / dispersion) * (capacity - k / n + Math.log2(n) / (2 * n)));
}

/** ln(1 + e^x) */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
