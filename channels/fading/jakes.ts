import { type Complex, zeroSignal } from '../../kernels/complex.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import { finite, nonNegative, positive, wholeNumber } from '../settings.ts';
import { checkSpan, type FadingProcess } from './block.ts';
import { compose, type RicianSettings, rayleighGain, ricianParts } from './gain.ts';

export interface JakesSettings extends RicianSettings {
  /** f_d: largest Doppler shift, speed over wavelength; ≥ 0. */
  readonly dopplerHz: number;
  /** Symbols per second. */
  readonly symbolRateHz: number;
  /** N: scattered waves, evenly spread around the receiver; default 64. */
  readonly sinusoids?: number;
  /** Angle between the direction of motion and the line of sight; its Doppler shift is f_d·cos of it. Default 0. */
  readonly losAngleRad?: number;
}

/** A fading process that can also be asked between symbols. Symbol i is sent at i / symbolRateHz. */
export interface JakesProcess extends FadingProcess {
  /** h at a time in seconds. */
  gainAt(timeS: number): Complex;
}

/** Symbols from one exact computation of the phases to the next; between them phases advance by multiplication. */
const ANCHOR = 64;

/**
 * Fading of a receiver that moves through waves from all sides (Clarke, Jakes):
 *
 *     g(t) = N^{−1/2} Σ_n a_n e^{2πj f_d t cos α_n},   α_n = (2πn + θ)/N,   a_n ~ CN(0, 1),   θ ~ U[0, 2π)
 *     h(t) = √(K/(K+1)) e^{j(φ + 2π f_d t cos α_0)} + √(1/(K+1)) g(t)
 *
 * Gaussian amplitudes make g a complex Gaussian process for any N, so that envelope, level crossings and fade durations are
 * those of Rayleigh fading and not only close to them. Its autocorrelation E[g(t+τ) g*(t)] is J₀(2πf_dτ) exactly, over the
 * processes. That of one process, given θ, differs from it by at most 2 Σ_{k≥1} |J_{kN}(2πf_dτ)|: below 1e-6 while
 * 2πf_dτ < N − 20, so up to f_dτ = 7 for N = 64, but of the order of 2 N^{−1/2} for longer times. One process is not
 * ergodic: its time average of |g|² has standard deviation N^{−1/2} over the processes. So results belong over many
 * processes, and a long run needs N > 2πf_dT + 20.
 *
 * The gains of consecutive symbols agree with `gainAt` to about 1e-7.
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Clarke, "A statistical theory of mobile-radio reception", Bell Syst. Tech. J. 47(6), 1968; the Gaussian
 * amplitudes in place of the unit ones of Xiao, Zheng, Beaulieu, IEEE Trans. Wireless Commun. 5(12), 2006, whose
 * E|h|⁴ is 2 − 1/N; the error from the Jacobi–Anger expansion.
 */
export function jakesFading(settings: JakesSettings, stream: RandomStream): JakesProcess {
  const dopplerHz = nonNegative('dopplerHz', settings.dopplerHz);
  const symbolRateHz = positive('symbolRateHz', settings.symbolRateHz);
  const count = wholeNumber('sinusoids', settings.sinusoids ?? 64, 8, 4096);
  const losAngleRad = finite('losAngleRad', settings.losAngleRad ?? 0);
  const { lineOfSight, scatterAmplitude } = ricianParts(settings);
  const unit = { lineOfSight: { re: 0, im: 0 }, scatterAmplitude: scatterAmplitude / Math.sqrt(count) };

  // The line of sight is wave number `count`.
  const amplitudes: Complex[] = [];
  const shiftsHz = new Float64Array(count + 1);
  const turn = 2 * Math.PI * uniform(stream);
  for (let n = 0; n < count; n++) {
    amplitudes.push(compose(unit, rayleighGain(stream)));
    shiftsHz[n] = dopplerHz * Math.cos((2 * Math.PI * n + turn) / count);
  }
  amplitudes.push(lineOfSight);
  shiftsHz[count] = dopplerHz * Math.cos(losAngleRad);
  const stepRe = shiftsHz.map(shift => Math.cos((2 * Math.PI * shift) / symbolRateHz));
  const stepIm = shiftsHz.map(shift => Math.sin((2 * Math.PI * shift) / symbolRateHz));
  const waveRe = new Float64Array(count + 1);
  const waveIm = new Float64Array(count + 1);

  /** Sets every wave to its value at a time. */
  function goTo(timeS: number): void {
    for (let n = 0; n <= count; n++) {
      const turns = shiftsHz[n] * timeS;
      const phase = 2 * Math.PI * (turns - Math.round(turns));
      const [re, im] = [Math.cos(phase), Math.sin(phase)];
      waveRe[n] = amplitudes[n].re * re - amplitudes[n].im * im;
      waveIm[n] = amplitudes[n].re * im + amplitudes[n].im * re;
    }
  }

  function advance(): void {
    for (let n = 0; n <= count; n++) {
      const re = waveRe[n];
      waveRe[n] = re * stepRe[n] - waveIm[n] * stepIm[n];
      waveIm[n] = re * stepIm[n] + waveIm[n] * stepRe[n];
    }
  }

  function total(): Complex {
    let re = 0;
    let im = 0;
    for (let n = 0; n <= count; n++) {
      re += waveRe[n];
      im += waveIm[n];
    }
    return { re, im };
  }

  return {
    gainAt(timeS) {
      goTo(finite('timeS', timeS));
      return total();
    },
    gains(first, length) {
      checkSpan(first, length);
      const signal = zeroSignal(length);
      // Phases restart at fixed symbols, so that a gain does not depend on where the span begins.
      for (let i = first - (first % ANCHOR); i < first + length; i++) {
        if (i % ANCHOR === 0) goTo(i / symbolRateHz);
        else advance();
        if (i < first) continue;
        const { re, im } = total();
        signal.re[i - first] = re;
        signal.im[i - first] = im;
      }
      return signal;
    },
  };
}
