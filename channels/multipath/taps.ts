import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { ricianGain } from '../fading/gain.ts';
import { positive, wholeNumber } from '../settings.ts';
import type { PowerDelayProfile } from './profile.ts';

/** Longest impulse response, so that a delay in the wrong unit is an error and not a memory problem. */
const MOST_TAPS = 65_536;

/**
 * Delays in whole samples, each rounded to the nearest: up to half a sample early or late. A sample lasts
 * 1e9/sampleRateHz ns.
 *
 * @throws ConfigError `channel-setting` when the rate is not above 0 or a delay is longer than 65 536 samples
 */
export function sampleDelays(profile: PowerDelayProfile, sampleRateHz: number): number[] {
  positive('sampleRateHz', sampleRateHz);
  return profile.map(({ delayNs }, i) =>
    wholeNumber(
      `profile.${i}: delay in samples`,
      Math.round(delayNs * 1e-9 * sampleRateHz),
      0,
      MOST_TAPS - 1,
    ),
  );
}

/**
 * One impulse response h_0 … h_{L−1} at the sample rate: every path gets a Rayleigh or Rician gain of its mean power,
 * independent of the others; paths of one sample add up. E Σ|h_l|² = 1, unless two paths with a line of sight share a sample.
 *
 * @throws ConfigError `channel-setting`
 */
export function drawTaps(
  profile: PowerDelayProfile,
  sampleRateHz: number,
  stream: RandomStream,
): ComplexSignal {
  const delays = sampleDelays(profile, sampleRateHz);
  const taps = zeroSignal(Math.max(...delays) + 1);
  profile.forEach(({ power, kFactor }, i) => {
    const { re, im } = ricianGain({ kFactor }, stream);
    taps.re[delays[i]] += Math.sqrt(power) * re;
    taps.im[delays[i]] += Math.sqrt(power) * im;
  });
  return taps;
}
