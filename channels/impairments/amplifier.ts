import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { erfc } from '../../kernels/special/erfc.ts';
import { finite, positive } from '../settings.ts';

export interface AmplifierSettings {
  /** 10 log₁₀(A²/P): the level A at which the amplifier saturates, over the mean input power. */
  readonly inputBackoffDb: number;
  /** P: mean power of the signals that come in, a property of the transmitter and not of one signal; default 1. */
  readonly meanPower?: number;
}

/**
 * Soft limiter: an amplifier that is linear up to the amplitude A and saturates there, without turning phases:
 * y = x·min(1, A/|x|), A = √(P·10^{IBO/10}).
 *
 * @throws ConfigError `channel-setting`
 */
export function softLimiter(signal: ComplexSignal, settings: AmplifierSettings): ComplexSignal {
  const saturation = Math.sqrt(
    positive('meanPower', settings.meanPower ?? 1) *
      dbToLinear(finite('inputBackoffDb', settings.inputBackoffDb)),
  );
  const limited = zeroSignal(signal.length);
  for (let i = 0; i < signal.length; i++) {
    const magnitude = Math.sqrt(signal.re[i] ** 2 + signal.im[i] ** 2);
    const factor = magnitude > saturation ? saturation / magnitude : 1;
    limited.re[i] = factor * signal.re[i];
    limited.im[i] = factor * signal.im[i];
  }
  return limited;
}

/** A nonlinearity seen as gain and noise: y = α·x + d with E[d·x*] = 0. */
export interface Linearised {
  /** α ∈ (0, 1]. */
  readonly gain: number;
  /** E|d|², not Gaussian. */
  readonly distortionVar: number;
  /** E|y|². */
  readonly outputPower: number;
}

/**
 * The soft limiter for a Gaussian input x ~ CN(0, P), such as OFDM samples or a sum of many users, with γ = A/√P:
 *
 *     α = 1 − e^{−γ²} + (√π/2)·γ·erfc(γ),   E|y|² = P(1 − e^{−γ²}),   E|d|² = E|y|² − α²P
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Bussgang 1952; Dardari, Tralli, Vaccari, "A theoretical characterization of nonlinear distortion effects in OFDM
 * systems", IEEE Trans. Commun. 48(10), 2000, for the soft limiter.
 */
export function softLimiterBussgang(settings: AmplifierSettings): Linearised {
  const power = positive('meanPower', settings.meanPower ?? 1);
  const backoff = dbToLinear(finite('inputBackoffDb', settings.inputBackoffDb));
  const share = -Math.expm1(-backoff);
  const excess = (Math.sqrt(Math.PI * backoff) / 2) * erfc(Math.sqrt(backoff));
  const gain = share + excess;
  // share − α², written so that a small difference of numbers near 1 keeps its digits.
  const distortionVar = power * (share * (Math.exp(-backoff) - 2 * excess) - excess ** 2);
  return { gain, distortionVar, outputPower: power * share };
}
