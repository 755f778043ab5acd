import { type Complex, type ComplexSignal, meanPower, squaredMagnitude } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { nonNegative, positive } from '../settings.ts';

/** What a receiver believes of a gain. */
export interface GainEstimate {
  /** ĥ. */
  readonly gain: Complex;
  /** σ_e² = E|h − ĥ|². */
  readonly errorVar: number;
}

export interface PilotState {
  /** p_i: known symbols; their energy counts as that of any other symbol. */
  readonly pilots: ComplexSignal;
  /** P_p: transmit power of a pilot of unit power, > 0. */
  readonly power: number;
  /** N0 per received symbol, ≥ 0. */
  readonly noiseVar: number;
}

/**
 * Least squares: ĥ = Σ p_i* y_i / (√P_p Σ|p_i|²), σ_e² = N0/(P_p Σ|p_i|²), which is N0/(N_p P_p) for N_p pilots of unit power.
 * The estimate holds all of h and the noise: E|ĥ|² = E|h|² + σ_e².
 *
 * @param received y_i = h √P_p p_i + n_i
 * @throws NumericError `signal-shape` unless there are as many received symbols as pilots, `zero-pilots` when all of them are 0;
 *   ConfigError `channel-setting`
 *
 * Source: Kay, "Fundamentals of Statistical Signal Processing: Estimation Theory", 1993, section 4.5.
 */
export function leastSquares(received: ComplexSignal, state: PilotState): GainEstimate {
  const { pilots } = state;
  const power = positive('power', state.power);
  const noiseVar = nonNegative('noiseVar', state.noiseVar);
  if (received.length !== pilots.length)
    throw new NumericError(
      'signal-shape',
      `estimate: ${received.length} received symbols for ${pilots.length} pilots`,
    );
  const energy = pilots.length === 0 ? 0 : pilots.length * meanPower(pilots);
  if (energy === 0) throw new NumericError('zero-pilots', 'estimate: there is no pilot with power');
  let [re, im] = [0, 0];
  for (let i = 0; i < pilots.length; i++) {
    re += pilots.re[i] * received.re[i] + pilots.im[i] * received.im[i];
    im += pilots.re[i] * received.im[i] - pilots.im[i] * received.re[i];
  }
  const inverse = 1 / (Math.sqrt(power) * energy);
  return { gain: { re: inverse * re, im: inverse * im }, errorVar: noiseVar / (power * energy) };
}

/**
 * The LMMSE estimate of a gain h ~ CN(0, σ_h²), from the least-squares one: with s = σ_LS²
 *
 *     ĥ = ĥ_LS σ_h²/(σ_h² + s),   σ_e² = σ_h² s/(σ_h² + s) = 1/(1 + N_p SNR_p) for σ_h² = 1
 *
 * Its error is independent of the estimate, so that E|ĥ|² = σ_h² − σ_e² and the error acts as noise (`csiNoise`).
 *
 * @param gainVar σ_h² = E|h|², > 0
 * @throws ConfigError `channel-setting`
 *
 * Source: Kay 1993, section 12.5.
 */
export function shrink({ gain, errorVar }: GainEstimate, gainVar = 1): GainEstimate {
  const weight = positive('gainVar', gainVar) / (gainVar + nonNegative('errorVar', errorVar));
  return { gain: { re: weight * gain.re, im: weight * gain.im }, errorVar: weight * errorVar };
}

/**
 * Variance of everything unwanted when a symbol of power P is equalised by an LMMSE estimate: y = ĥ√P s + (e√P s + n), so
 * N0 + σ_e² P, to be used as `unwantedVar` of an equaliser. The noise share is then (N0 + σ_e²P)/(|ĥ|²P + N0 + σ_e²P).
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Hassibi, Hochwald, "How much training is needed in multiple-antenna wireless links?", IEEE Trans. Inf. Theory
 * 49(4), 2003, section II.
 */
export function csiNoise(errorVar: number, power: number, noiseVar: number): number {
  return nonNegative('noiseVar', noiseVar) + nonNegative('errorVar', errorVar) * nonNegative('power', power);
}

/** Noise share of an LMMSE-equalised symbol of unit power, given what the receiver believes. */
export function csiNoiseShare({ gain, errorVar }: GainEstimate, power: number, noiseVar: number): number {
  const unwanted = csiNoise(errorVar, power, noiseVar);
  return unwanted / (squaredMagnitude(gain) * power + unwanted);
}
