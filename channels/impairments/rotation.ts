import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { normal } from '../../kernels/random/normal.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { finite, nonNegative, positive, wholeNumber } from '../settings.ts';

/** x_i·e^{jφ_i}. Throws NumericError `signal-shape` when there are not as many phases as symbols. */
export function rotate(signal: ComplexSignal, phasesRad: Float64Array): ComplexSignal {
  if (phasesRad.length !== signal.length)
    throw new NumericError('signal-shape', `rotate: ${phasesRad.length} phases for ${signal.length} symbols`);
  const rotated = zeroSignal(signal.length);
  for (let i = 0; i < signal.length; i++) {
    const re = Math.cos(phasesRad[i]);
    const im = Math.sin(phasesRad[i]);
    rotated.re[i] = re * signal.re[i] - im * signal.im[i];
    rotated.im[i] = re * signal.im[i] + im * signal.re[i];
  }
  return rotated;
}

export interface FrequencyOffsetSettings {
  /** Δf: carrier of the transmitter above that of the receiver. */
  readonly offsetHz: number;
  /** Symbols, or samples, per second. */
  readonly symbolRateHz: number;
  /** Phase at symbol 0 in radians, default 0. */
  readonly startRad?: number;
}

/**
 * Phases of a carrier frequency offset, φ_i = φ_0 + 2πΔf·i/R, of symbols first … first + count − 1. In OFDM with N subcarriers an
 * offset of ε = ΔfN/R spacings leaves sin(πε)/(N sin(πε/N)) of a subcarrier's amplitude; the rest of its power disturbs others.
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Moose, "A technique for orthogonal frequency division multiplexing frequency offset correction", IEEE Trans.
 * Commun. 42(10), 1994.
 */
export function frequencyOffset(
  settings: FrequencyOffsetSettings,
  first: number,
  count: number,
): Float64Array {
  const turns = finite('offsetHz', settings.offsetHz) / positive('symbolRateHz', settings.symbolRateHz);
  const startRad = finite('startRad', settings.startRad ?? 0);
  wholeNumber('first', first, 0);
  const phases = new Float64Array(wholeNumber('count', count, 0));
  for (let i = 0; i < count; i++) phases[i] = startRad + 2 * Math.PI * ((turns * (first + i)) % 1);
  return phases;
}

export interface PhaseNoiseSettings {
  /** B ≥ 0: width of the oscillator's Lorentzian line between its half-power points, both oscillators together. */
  readonly linewidthHz: number;
  readonly symbolRateHz: number;
}

/**
 * Phases of a free-running oscillator: a Wiener process, φ_{i+1} = φ_i + N(0, 2πB/R), so that E[e^{j(φ_{i+m} − φ_i)}] =
 * e^{−πBm/R}. The first phase is one step from `startRad`; hand the last phase on to continue.
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Demir, Mehrotra, Roychowdhury, "Phase noise in oscillators", IEEE Trans. Circuits Syst. I 47(5), 2000; linewidth
 * as in Pollet, Van Bladel, Moeneclaey, IEEE Trans. Commun. 43(2/3/4), 1995, whose B is the half width.
 */
export function phaseNoise(
  settings: PhaseNoiseSettings,
  count: number,
  startRad: number,
  stream: RandomStream,
): Float64Array {
  const width = nonNegative('linewidthHz', settings.linewidthHz);
  const deviation = Math.sqrt((2 * Math.PI * width) / positive('symbolRateHz', settings.symbolRateHz));
  const phases = new Float64Array(wholeNumber('count', count, 0));
  let phase = finite('startRad', startRad);
  for (let i = 0; i < count; i++) {
    phase += deviation * normal(stream);
    phases[i] = phase;
  }
  return phases;
}
