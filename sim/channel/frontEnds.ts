import { softLimiter, softLimiterBussgang } from '../../channels/impairments/amplifier.ts';
import { quantise, quantiserStep } from '../../channels/impairments/quantiser.ts';
import { frequencyOffset, phaseNoise, rotate } from '../../channels/impairments/rotation.ts';
import { type ComplexSignal, meanPower, scale } from '../../kernels/complex.ts';
import { dbToLinear } from '../../kernels/power.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import type { ChannelSettings } from './settings.ts';

type Impairments = NonNullable<ChannelSettings['impairments']>;

/** Converters take in this many standard deviations of a real dimension. */
const RANGE = 4;

/** A transmitter as its receiver sees it. */
export interface Transmitter {
  send(samples: ComplexSignal): ComplexSignal;
  /** What the symbols' amplitude becomes, for Gaussian samples. */
  readonly gain: number;
  /** The same for pilots, whose samples all have unit amplitude. */
  readonly pilotGain: number;
  /** Power of the distortion over that of the signal. */
  readonly distortion: number;
}

/**
 * A transmitter whose amplifier clips. What it sends has the mean power that the scenario says, for Gaussian samples: the
 * amplifier's loss is made up for, so the energy on the air stays comparable.
 */
export function transmitter({ amplifierBackOffDb: inputBackoffDb }: Impairments): Transmitter {
  if (inputBackoffDb === undefined) return { send: samples => samples, gain: 1, pilotGain: 1, distortion: 0 };
  const { gain, distortionVar, outputPower } = softLimiterBussgang({ inputBackoffDb });
  const makeUp = 1 / Math.sqrt(outputPower);
  return {
    send: samples => scale(softLimiter(samples, { inputBackoffDb }), { re: makeUp, im: 0 }),
    gain: makeUp * gain,
    pilotGain: makeUp * Math.min(1, Math.sqrt(dbToLinear(inputBackoffDb))),
    distortion: distortionVar / gain ** 2,
  };
}

/** What the oscillators do to received samples, beginning `firstUse` samples after the start of the frame. */
export function turned(
  samples: ComplexSignal,
  { carrierOffsetHz, phaseNoiseHz }: Impairments,
  { symbolRateHz, firstUse }: { symbolRateHz: number; firstUse: number },
  stream: RandomStream,
): ComplexSignal {
  const shifted =
    carrierOffsetHz === undefined
      ? samples
      : rotate(
          samples,
          frequencyOffset({ offsetHz: carrierOffsetHz, symbolRateHz }, firstUse, samples.length),
        );
  if (phaseNoiseHz === undefined) return shifted;
  return rotate(shifted, phaseNoise({ linewidthHz: phaseNoiseHz, symbolRateHz }, samples.length, 0, stream));
}

/**
 * A receiver's converter behind a gain control that puts four standard deviations of the frame's samples into its range.
 *
 * @returns the samples, and the noise variance per complex sample that the converter adds, Δ²/6
 */
export function converted(
  samples: ComplexSignal,
  { adcBits: bits }: Impairments,
): { readonly samples: ComplexSignal; readonly noiseVar: number } {
  if (bits === undefined) return { samples, noiseVar: 0 };
  const settings = { bits, fullScale: RANGE * Math.sqrt(meanPower(samples) / 2) };
  return { samples: quantise(samples, settings).signal, noiseVar: quantiserStep(settings) ** 2 / 6 };
}
