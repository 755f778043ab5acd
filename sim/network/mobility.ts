import { blockFading } from '../../channels/fading/block.ts';
import type { RicianSettings } from '../../channels/fading/gain.ts';
import { squaredMagnitude } from '../../kernels/complex.ts';
import { dbToLinear } from '../../kernels/power.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { need, needNs } from './checks.ts';

export interface Mobility extends RicianSettings {
  /** Mean over the fading, per complex channel use. */
  readonly meanSnrDb: number;
  /** The gain holds for this long, then another one is drawn; > 0. */
  readonly coherenceNs: number;
}

/**
 * Mobility as block fading: the SNR |h_b|²·10^(meanSnrDb/10) of the block b = ⌊t/coherenceNs⌋ to which an instant belongs, with E|h_b|² = 1,
 * Rayleigh unless `kFactor` says otherwise. It depends on the stream and on the instant only, so it may be asked in any order.
 *
 * @returns SNR (a ratio, not decibels) at an instant
 * @throws ConfigError `network` or `channel-setting` for settings that are none
 */
export function fadingSnr(mobility: Mobility, stream: RandomStream): (nowNs: number) => number {
  const { meanSnrDb, coherenceNs, ...rician } = mobility;
  needNs('mobility.coherenceNs', coherenceNs);
  need(coherenceNs > 0, 'mobility.coherenceNs', coherenceNs, 'more than 0 ns');
  need(Number.isFinite(meanSnrDb), 'mobility.meanSnrDb', meanSnrDb, 'a number of decibels');
  const process = blockFading({ ...rician, symbolsPerBlock: 1 }, stream);
  const mean = dbToLinear(meanSnrDb);
  return nowNs => {
    const { re, im } = process.gains(Math.floor(nowNs / coherenceNs), 1);
    return mean * squaredMagnitude({ re: re[0], im: im[0] });
  };
}
