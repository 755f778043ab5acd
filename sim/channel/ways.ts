import { blockFading, type FadingProcess } from '../../channels/fading/block.ts';
import { ricianGain } from '../../channels/fading/gain.ts';
import { jakesFading } from '../../channels/fading/jakes.ts';
import { exponentialProfile, type PowerDelayProfile, tapProfile } from '../../channels/multipath/profile.ts';
import { drawTaps } from '../../channels/multipath/taps.ts';
import type { Complex, ComplexSignal } from '../../kernels/complex.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import type { ChannelSettings } from './settings.ts';

/** What lies between a user's antenna and the receiver's during one frame, E|h|² = 1 over the frames. */
export type Way =
  | { readonly kind: 'steady'; readonly gain: Complex }
  | { readonly kind: 'changing'; readonly process: FadingProcess }
  | { readonly kind: 'echoes'; readonly taps: ComplexSignal };

/** An exponential profile ends where its power has fallen by 30 dB. */
const FAINTEST = 3 * Math.LN10;

/**
 * Draws the way of one user through one frame. Names of the streams: `frameName`, 'fading', the user's number.
 *
 * @param bandwidthHz samples or symbols per second
 */
export function drawWay(
  { fading, multipath }: Pick<ChannelSettings, 'fading' | 'multipath'>,
  bandwidthHz: number,
  frameName: readonly NamePart[],
  user: number,
): Way {
  const stream = randomStream(...frameName, 'fading', user);
  if (multipath)
    return { kind: 'echoes', taps: drawTaps(profileOf(multipath, bandwidthHz), bandwidthHz, stream) };
  if (!fading) return { kind: 'steady', gain: { re: 1, im: 0 } };
  const kFactor = fading.kFactorDb === undefined ? 0 : dbToLinear(fading.kFactorDb);
  switch (fading.time) {
    case 'block':
      return { kind: 'steady', gain: ricianGain({ kFactor }, stream) };
    case 'fast':
      return { kind: 'changing', process: blockFading({ kFactor, symbolsPerBlock: 1 }, stream) };
    case 'doppler': {
      const { dopplerHz = 0 } = fading;
      const process = jakesFading({ kFactor, dopplerHz, symbolRateHz: bandwidthHz }, stream);
      return { kind: 'changing', process };
    }
  }
}

/** Prior knowledge of a gain on one subcarrier or symbol: its mean, and its variance about that. */
export function gainPrior({ fading, multipath }: Pick<ChannelSettings, 'fading' | 'multipath'>): {
  readonly mean: number;
  readonly variance: number;
} {
  if (multipath) return { mean: 0, variance: 1 };
  if (!fading) return { mean: 1, variance: 0 };
  const kFactor = fading.kFactorDb === undefined ? 0 : dbToLinear(fading.kFactorDb);
  return { mean: Math.sqrt(kFactor / (1 + kFactor)), variance: 1 / (1 + kFactor) };
}

function profileOf(
  { delaySpreadNs, paths }: NonNullable<ChannelSettings['multipath']>,
  bandwidthHz: number,
): PowerDelayProfile {
  if (paths) return tapProfile(paths);
  const spacingNs = 1e9 / bandwidthHz;
  const decayNs = delaySpreadNs!;
  const taps = 1 + Math.ceil((FAINTEST * decayNs) / spacingNs);
  return exponentialProfile({ decayNs, spacingNs, taps });
}
