import FFT from 'fft.js';
import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { configError, NumericError } from '../../kernels/errors.ts';
import { linearToDb } from '../../kernels/power.ts';
import { wholeNumber } from '../settings.ts';

export interface OfdmSettings {
  /** N: subcarriers, a power of two from 2 to 65 536. All of them carry symbols. */
  readonly fftSize: number;
  /** Samples of the cyclic prefix, 0 … N; it must reach over the longest echo for subcarriers to stay apart. */
  readonly cyclicPrefix: number;
}

/** What it takes to send symbols by OFDM. A channel use is a sample. */
export interface OfdmCost {
  readonly ofdmSymbols: number;
  /** Samples on the air, prefixes and the zeros that fill the last OFDM symbol included. */
  readonly channelUses: number;
  /** Samples over symbols sent, ≥ 1: bandwidth ratio and energy per symbol grow by it when the power stays. */
  readonly usesPerSymbol: number;
  /** 10 log₁₀((N + CP)/N): what a symbol's SNR loses when the energy per symbol stays, and the power drops instead. */
  readonly prefixLossDb: number;
}

/** Sends symbols on parallel subcarriers. */
export interface Ofdm {
  /** Samples of ⌈symbols/N⌉ OFDM symbols; the last is filled with zeros. */
  modulate(symbols: ComplexSignal): ComplexSignal;
  /** The symbols of all subcarriers: Y_k = H_k X_k + CN(0, N0) when the prefix reaches over all echoes. */
  demodulate(samples: ComplexSignal): ComplexSignal;
  /** H_k = Σ_l h_l e^{−2πjkl/N}: what subcarrier k meets. */
  response(taps: ComplexSignal): ComplexSignal;
  cost(symbols: number): OfdmCost;
}

/**
 * OFDM with a cyclic prefix. Both transforms are unitary, X_k = N^{−1/2} Σ_i x_i e^{−2πjki/N}, so that samples and subcarriers
 * have the same mean power and the same noise variance: SNR per sample is SNR per subcarrier symbol. The prefix repeats the last
 * samples of every OFDM symbol, which takes N + CP channel uses and that much energy for N symbols; `cost` counts it.
 *
 * @throws ConfigError `fft-size`, `channel-setting`; the functions NumericError `signal-shape`
 *
 * Source: Weinstein, Ebert, IEEE Trans. Commun. Technol. 19(5), 1971; Peled, Ruiz, ICASSP 1980, for the prefix.
 */
export function ofdm({ fftSize, cyclicPrefix }: OfdmSettings): Ofdm {
  if (!(Number.isInteger(Math.log2(fftSize)) && fftSize >= 2 && fftSize <= 65_536))
    throw configError('fft-size', 'fftSize', `${fftSize} is not a power of two from 2 to 65536`);
  wholeNumber('cyclicPrefix', cyclicPrefix, 0, fftSize);
  const length = fftSize + cyclicPrefix;
  const fft = new FFT(fftSize);
  const input: number[] = fft.createComplexArray();
  const output: number[] = fft.createComplexArray();
  const unitary = Math.sqrt(1 / fftSize);

  return {
    modulate(symbols) {
      const count = Math.ceil(symbols.length / fftSize);
      const samples = zeroSignal(count * length);
      for (let n = 0; n < count; n++) {
        // The inverse transform is the forward one with real and imaginary part exchanged.
        for (let k = 0; k < fftSize; k++) {
          const there = n * fftSize + k < symbols.length;
          input[2 * k] = there ? symbols.im[n * fftSize + k] : 0;
          input[2 * k + 1] = there ? symbols.re[n * fftSize + k] : 0;
        }
        fft.transform(output, input);
        const first = n * length + cyclicPrefix;
        for (let i = 0; i < fftSize; i++) {
          samples.re[first + i] = unitary * output[2 * i + 1];
          samples.im[first + i] = unitary * output[2 * i];
        }
        for (const plane of [samples.re, samples.im])
          plane.copyWithin(n * length, n * length + fftSize, (n + 1) * length);
      }
      return samples;
    },

    demodulate(samples) {
      if (samples.length % length !== 0)
        throw new NumericError(
          'signal-shape',
          `ofdm: ${samples.length} samples are not a whole number of OFDM symbols of ${length}`,
        );
      const symbols = zeroSignal((samples.length / length) * fftSize);
      for (let first = cyclicPrefix, out = 0; first < samples.length; first += length, out += fftSize) {
        for (let i = 0; i < fftSize; i++) {
          input[2 * i] = samples.re[first + i];
          input[2 * i + 1] = samples.im[first + i];
        }
        fft.transform(output, input);
        for (let k = 0; k < fftSize; k++) {
          symbols.re[out + k] = unitary * output[2 * k];
          symbols.im[out + k] = unitary * output[2 * k + 1];
        }
      }
      return symbols;
    },

    response(taps) {
      input.fill(0);
      // Echoes longer than an OFDM symbol fall on the same phases again.
      for (let l = 0; l < taps.length; l++) {
        input[2 * (l % fftSize)] += taps.re[l];
        input[2 * (l % fftSize) + 1] += taps.im[l];
      }
      fft.transform(output, input);
      const gains = zeroSignal(fftSize);
      for (let k = 0; k < fftSize; k++) {
        gains.re[k] = output[2 * k];
        gains.im[k] = output[2 * k + 1];
      }
      return gains;
    },

    cost(symbols) {
      const ofdmSymbols = Math.ceil(wholeNumber('symbols', symbols, 1) / fftSize);
      const channelUses = ofdmSymbols * length;
      return {
        ofdmSymbols,
        channelUses,
        usesPerSymbol: channelUses / symbols,
        prefixLossDb: linearToDb(length / fftSize),
      };
    },
  };
}
