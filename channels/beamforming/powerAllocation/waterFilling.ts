import { NumericError } from '../../../kernels/errors.ts';

/**
 * Powers p_k ≥ 0, Σ p_k = P, that maximise Σ log(1 + g_k p_k): p_k = max(0, ν − 1/g_k) with the water level ν that spends P. Found
 * exactly: with the n best channels open, ν = (P + Σ 1/g)/n, and n is the largest for which the worst of them stays above the ground.
 *
 * @param gains g_k ≥ 0, SNR of channel k per unit of power; at least one > 0
 * @param power P ≥ 0
 * @throws NumericError `power-range`
 *
 * Source: Cover, Thomas, "Elements of information theory", 2006, section 9.4.
 */
export function waterFilling(gains: readonly number[], power: number): number[] {
  if (!(power >= 0 && power < Number.POSITIVE_INFINITY))
    throw new NumericError('power-range', `waterFilling: power ${power} is not in [0, ∞)`);
  if (!gains.every(gain => gain >= 0 && gain < Number.POSITIVE_INFINITY) || !gains.some(gain => gain > 0))
    throw new NumericError(
      'power-range',
      `waterFilling: gains ${gains.join(', ')} are not in [0, ∞), or all 0`,
    );
  // Heights over the best channel's ground, so that little power over a high ground is not lost to rounding.
  const best = Math.max(...gains);
  const heights = gains.map(gain => (gain === best ? 0 : (best - gain) / (best * gain)));
  const ascending = heights.filter(Number.isFinite).sort((a, b) => a - b);
  let level = 0;
  let spent = power;
  for (const [index, height] of ascending.entries()) {
    if (index > 0 && height >= level) break;
    spent += height;
    level = spent / (index + 1);
  }
  return heights.map(height => Math.max(0, level - height));
}
