import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { nonNegative, positive } from '../settings.ts';

/** What the receiver knows of the channel when it equalises. */
export interface EqualiserState {
  /** ĥ_i: the gain of every symbol, or of every subcarrier in turn when there are fewer gains than symbols. */
  readonly gains: ComplexSignal;
  /** P: mean transmit power per complex symbol, > 0. */
  readonly power: number;
  /**
   * Variance of everything unwanted per complex symbol: N0, and what other users and an imperfect estimate add. One number,
   * or one per gain.
   */
  readonly unwantedVar: number | Float32Array;
}

/** Symbols divided by their gains. */
export interface UnbiasedSymbols {
  /** ŝ_i = s_i + e_i. */
  readonly signal: ComplexSignal;
  /** v_i = E|e_i|² = N0 / (|h_i|²P) per complex symbol, and per real latent entry of the pair that it carries. */
  readonly noiseVar: Float32Array;
}

/** Symbols as posterior means for a prior of unit power. */
export interface WeighedSymbols {
  /** ŝ_i = (s_i + e_i)/(1 + v_i). */
  readonly signal: ComplexSignal;
  /** β_i = v_i/(1 + v_i): the variance of s_i that is left, 1 for a symbol that did not arrive. */
  readonly errorShare: Float32Array;
}

/**
 * Zero-forcing equaliser with one complex tap per symbol: ŝ_i = y_i / (h_i √P), noise variance v_i = N0 / (|h_i|² P).
 *
 * @throws NumericError `zero-gain` when a gain is zero, so that nothing can be divided by it; `signal-shape` when the gains do
 *   not fill the signal a whole number of times; ConfigError `channel-setting`
 */
export function zeroForcing(received: ComplexSignal, state: EqualiserState): UnbiasedSymbols {
  const amplitude = 1 / Math.sqrt(positive('power', state.power));
  const signal = zeroSignal(received.length);
  const noiseVar = new Float32Array(received.length);
  forEachSymbol(received, state, (i, re, im, squared, unwanted) => {
    if (squared === 0)
      throw new NumericError(
        'zero-gain',
        `zeroForcing: the gain of symbol ${i} is 0; only an LMMSE equaliser can pass over it`,
      );
    const factor = amplitude / squared;
    signal.re[i] = factor * (re * received.re[i] + im * received.im[i]);
    signal.im[i] = factor * (re * received.im[i] - im * received.re[i]);
    noiseVar[i] = unwanted / (squared * state.power);
  });
  return { signal, noiseVar };
}

/**
 * LMMSE equaliser with one complex tap per symbol, for symbols of unit mean power:
 *
 *     ŝ_i = √P h_i* y_i / (|h_i|² P + N0),   E|s_i − ŝ_i|² = β_i = N0 / (|h_i|² P + N0)
 *
 * It is the zero-forcing estimate weighed by 1/(1 + v_i), the form in which a denoiser takes it.
 *
 * @throws NumericError `zero-gain` when no symbol arrives or a symbol has neither gain nor noise; `signal-shape` when the
 *   gains do not fill the signal a whole number of times; ConfigError `channel-setting`
 *
 * Source: Kay, "Fundamentals of Statistical Signal Processing: Estimation Theory", 1993, equation 12.6.
 */
export function lmmse(received: ComplexSignal, state: EqualiserState): WeighedSymbols {
  const amplitude = Math.sqrt(positive('power', state.power));
  const signal = zeroSignal(received.length);
  const errorShare = new Float32Array(received.length);
  let arrived = 0;
  forEachSymbol(received, state, (i, re, im, squared, unwanted) => {
    const total = squared * state.power + unwanted;
    if (total === 0)
      throw new NumericError('zero-gain', `lmmse: symbol ${i} arrives with gain 0 and without noise`);
    const factor = amplitude / total;
    signal.re[i] = factor * (re * received.re[i] + im * received.im[i]);
    signal.im[i] = factor * (re * received.im[i] - im * received.re[i]);
    errorShare[i] = unwanted / total;
    arrived += squared;
  });
  if (arrived === 0 && received.length > 0)
    throw new NumericError('zero-gain', 'lmmse: every gain is 0, nothing arrives');
  return { signal, errorShare };
}

function forEachSymbol(
  received: ComplexSignal,
  { gains, unwantedVar }: EqualiserState,
  visit: (i: number, re: number, im: number, squared: number, unwanted: number) => void,
): void {
  if (received.length > 0 && !(gains.length > 0 && received.length % gains.length === 0))
    throw new NumericError(
      'signal-shape',
      `equalise: ${gains.length} gains do not fill ${received.length} symbols a whole number of times`,
    );
  if (typeof unwantedVar !== 'number' && unwantedVar.length !== gains.length)
    throw new NumericError(
      'signal-shape',
      `equalise: ${unwantedVar.length} variances for ${gains.length} gains`,
    );
  if (typeof unwantedVar === 'number') nonNegative('unwantedVar', unwantedVar);
  // A name for each would take longer than all the rest.
  else
    for (let i = 0; i < unwantedVar.length; i++)
      if (!(unwantedVar[i] >= 0 && unwantedVar[i] < Number.POSITIVE_INFINITY))
        nonNegative(`unwantedVar.${i}`, unwantedVar[i]);
  for (let i = 0; i < received.length; i++) {
    const k = i % gains.length;
    const re = gains.re[k];
    const im = gains.im[k];
    const unwanted = typeof unwantedVar === 'number' ? unwantedVar : unwantedVar[k];
    visit(i, re, im, re * re + im * im, unwanted);
  }
}
