import type { Complex } from '../../kernels/complex.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import { finite, nonNegative } from '../settings.ts';

/** How much of a fading gain is a steady path. */
export interface RicianSettings {
  /** K ≥ 0, linear: power of the line of sight over the power of all scattered paths; 0 (default) is Rayleigh fading. */
  readonly kFactor?: number;
  /** Phase of the line of sight in radians, default 0. */
  readonly losPhaseRad?: number;
}

/** A Rician gain taken apart: h = line of sight + scatterAmplitude · g, g ~ CN(0, 1). */
export interface RicianParts {
  readonly lineOfSight: Complex;
  readonly scatterAmplitude: number;
}

/**
 * Shares of a gain with E|h|² = 1: line of sight √(K/(K+1))·e^{jφ}, scatter amplitude √(1/(K+1)).
 *
 * @throws ConfigError `channel-setting` when K is below 0 or a value is not finite
 *
 * Source: Simon, Alouini, "Digital Communication over Fading Channels", 2nd ed. 2005, section 2.2.1.2.
 */
export function ricianParts({ kFactor = 0, losPhaseRad = 0 }: RicianSettings): RicianParts {
  nonNegative('kFactor', kFactor);
  finite('losPhaseRad', losPhaseRad);
  const steady = Math.sqrt(kFactor / (kFactor + 1));
  return {
    lineOfSight: { re: steady * Math.cos(losPhaseRad), im: steady * Math.sin(losPhaseRad) },
    scatterAmplitude: Math.sqrt(1 / (kFactor + 1)),
  };
}

/** Words of a stream that one gain takes, always. */
export const WORDS_PER_GAIN = 4;

/**
 * A Rayleigh gain h ~ CN(0, 1), complex, E|h|² = 1: h = √(−ln(1−u))·e^{2πjv} with u, v uniform in [0, 1). Draws four words
 * whatever the outcome, so that gain i of a stream begins at word 4i.
 *
 * Source: Box, Muller, "A note on the generation of random normal deviates", Ann. Math. Stat. 29(2), 1958.
 */
export function rayleighGain(stream: RandomStream): Complex {
  const magnitude = Math.sqrt(-Math.log(1 - uniform(stream)));
  const phase = 2 * Math.PI * uniform(stream);
  return { re: magnitude * Math.cos(phase), im: magnitude * Math.sin(phase) };
}

/**
 * A Rician gain with E|h|² = 1 and Var|h|² = (1 + 2K)/(1 + K)². Draws as many words as `rayleighGain`.
 *
 * @throws ConfigError `channel-setting`
 */
export function ricianGain(settings: RicianSettings, stream: RandomStream): Complex {
  return compose(ricianParts(settings), rayleighGain(stream));
}

/** Line of sight plus scattered paths. */
export function compose({ lineOfSight, scatterAmplitude }: RicianParts, scattered: Complex): Complex {
  return {
    re: lineOfSight.re + scatterAmplitude * scattered.re,
    im: lineOfSight.im + scatterAmplitude * scattered.im,
  };
}
