import type { ComplexSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { type Axis, BITS_PER_SYMBOL, grayAxis, type Modulation } from './qam.ts';

/** Exact: ln Σ exp over all levels. Max-log: only the nearest level of either bit value. */
export type Demapper = 'exact' | 'max-log';

/**
 * Log-likelihood ratio ln P(b = 0 | y)/P(b = 1 | y) of every bit of every symbol, in the order of `mapBits`, for
 * y = s + n, n ~ CN(0, N0), equally likely bits. The axes are independent, each with noise N0/2:
 *
 *     exact:   ln Σ_{a: b=0} e^{−(y−a)²/N0} − ln Σ_{a: b=1} e^{−(y−a)²/N0}
 *     max-log: max_{a: b=0} −(y−a)²/N0 − max_{a: b=1} −(y−a)²/N0
 *
 * @param noiseVar N0 per complex symbol, relative to symbols of unit mean energy; > 0
 * @throws NumericError `noise-variance` unless it is positive and finite; ConfigError `modulation`
 *
 * Source: Viterbi, "An intuitive justification and a simplified implementation of the MAP decoder for convolutional
 * codes", IEEE JSAC 16(2), 1998, for max-log.
 */
export function demap(
  signal: ComplexSignal,
  noiseVar: number,
  modulation: Modulation,
  demapper: Demapper,
): Float64Array {
  if (!(noiseVar > 0 && noiseVar < Number.POSITIVE_INFINITY))
    throw new NumericError('noise-variance', `demap: N0 = ${noiseVar} is not in (0, ∞)`);
  const axis = grayAxis(modulation);
  const perSymbol = BITS_PER_SYMBOL[modulation];
  const combine = demapper === 'exact' ? logSumExp : Math.max;
  const metrics = new Float64Array(axis.levels.length);
  const likelihoods = new Float64Array(axis.levels.length);
  const llr = new Float64Array(signal.length * perSymbol);
  for (let i = 0; i < signal.length; i++) {
    axisLlr(signal.re[i], i * perSymbol);
    if (perSymbol > 1) axisLlr(signal.im[i], i * perSymbol + axis.bits);
  }
  return llr;

  function axisLlr(y: number, first: number): void {
    fillMetrics(metrics, y, axis, noiseVar);
    if (demapper === 'exact') fillLikelihoods(likelihoods, metrics);
    for (let j = 0; j < axis.bits; j++) {
      const selector = 1 << (axis.bits - 1 - j);
      llr[first + j] = (demapper === 'exact' && sumsRatio(selector)) || combinedRatio(selector);
    }
  }

  /** From sums of likelihoods that all bits share; NaN where one side lies too far away to be seen beside the other. */
  function sumsRatio(selector: number): number {
    let zero = 0;
    let one = 0;
    for (let g = 0; g < likelihoods.length; g++)
      if (g & selector) one += likelihoods[g];
      else zero += likelihoods[g];
    return Math.min(zero, one) > TOO_FAR ? Math.log(zero / one) : Number.NaN;
  }

  function combinedRatio(selector: number): number {
    let zero = Number.NEGATIVE_INFINITY;
    let one = Number.NEGATIVE_INFINITY;
    for (let g = 0; g < metrics.length; g++)
      if (g & selector) one = combine(one, metrics[g]);
      else zero = combine(zero, metrics[g]);
    return zero - one;
  }
}

/** Likelihoods below lose digits. */
const TOO_FAR = 1e-250;

/** Relative to the most likely level. */
function fillLikelihoods(likelihoods: Float64Array, metrics: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let g = 0; g < metrics.length; g++) highest = Math.max(highest, metrics[g]);
  for (let g = 0; g < metrics.length; g++) likelihoods[g] = Math.exp(metrics[g] - highest);
}

function fillMetrics(metrics: Float64Array, y: number, { levels }: Axis, noiseVar: number): void {
  for (let g = 0; g < metrics.length; g++) metrics[g] = -((y - levels[g]) ** 2) / noiseVar;
}

/** ln(e^a + e^b), without leaving the range of numbers. */
function logSumExp(a: number, b: number): number {
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}
