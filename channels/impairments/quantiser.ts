import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { positive, wholeNumber } from '../settings.ts';

export interface QuantiserSettings {
  /** b: bits per real dimension, 1 … 24. */
  readonly bits: number;
  /** F: largest amplitude per real dimension; the range is [−F, F]. */
  readonly fullScale: number;
}

/** Δ = 2F/2^b, the distance of the levels. Throws ConfigError `channel-setting`. */
export function quantiserStep({ bits, fullScale }: QuantiserSettings): number {
  return (2 * positive('fullScale', fullScale)) / 2 ** wholeNumber('bits', bits, 1, 24);
}

/** A signal after the converter. */
export interface Quantised {
  readonly signal: ComplexSignal;
  /** Share of the real values that lay outside the range. */
  readonly clippedShare: number;
}

/**
 * Uniform mid-rise analogue-to-digital converter, real and imaginary part each on their own: levels ±Δ/2, ±3Δ/2, … up to
 * ±(F − Δ/2); values beyond the range take the outermost level. Inside the range the error is about uniform in ±Δ/2, so its
 * variance is Δ²/12 per real dimension, Δ²/6 per complex sample.
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Bennett, "Spectra of quantized signals", Bell Syst. Tech. J. 27(3), 1948.
 */
export function quantise(signal: ComplexSignal, settings: QuantiserSettings): Quantised {
  const step = quantiserStep(settings);
  const { fullScale } = settings;
  const top = 2 ** settings.bits / 2 - 1;
  const quantised = zeroSignal(signal.length);
  let clipped = 0;
  for (const plane of ['re', 'im'] as const) {
    const [from, to] = [signal[plane], quantised[plane]];
    for (let i = 0; i < from.length; i++) {
      if (Math.abs(from[i]) > fullScale) clipped++;
      to[i] = step * (Math.min(top, Math.max(-top - 1, Math.floor(from[i] / step))) + 0.5);
    }
  }
  return { signal: quantised, clippedShare: signal.length === 0 ? 0 : clipped / (2 * signal.length) };
}
