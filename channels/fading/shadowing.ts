import { normal } from '../../kernels/random/normal.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { nonNegative } from '../settings.ts';

export interface ShadowingSettings {
  /** σ of the loss in dB, ≥ 0; 4 to 12 dB outdoors. */
  readonly sigmaDb: number;
  /**
   * Which mean stays: `db` (default), E[loss in dB] = 0, the definition of path-loss models; or `linear`, E[power gain] = 1,
   * so that the mean SNR is the one asked for.
   */
  readonly mean?: 'db' | 'linear';
}

/**
 * Log-normal shadowing as a loss X ~ N(0, σ²) in dB: the power gain 10^(−X/10) has median 1 and mean e^{(σ ln10/10)²/2}, which is
 * 5.46 at 8 dB. With `mean: 'linear'` the loss is 10 log₁₀ of that mean larger, σ² ln10/20 dB, and E[power gain] = 1.
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Rappaport, "Wireless Communications: Principles and Practice", 2nd ed. 2002, section 4.9.2.
 */
export function shadowingDb({ sigmaDb, mean = 'db' }: ShadowingSettings, stream: RandomStream): number {
  nonNegative('sigmaDb', sigmaDb);
  const shift = mean === 'linear' ? (sigmaDb ** 2 * Math.LN10) / 20 : 0;
  return shift + sigmaDb * normal(stream);
}
