import { type Complex, type ComplexSignal, squaredMagnitude, zeroSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { awgn, type ReceiverNoise } from '../awgn.ts';

/** The channel during one call. */
export interface MultipathState {
  /** h_0 … h_{L−1}: impulse response at the sample rate. */
  readonly taps: ComplexSignal;
  /** What was sent just before; silence when left out. The last L − 1 samples still arrive. */
  readonly before?: ComplexSignal;
}

/**
 * Tapped delay line: y_i = Σ_l h_l x_{i−l} + n_i, n_i ~ CN(0, N0). As many samples leave as enter; the echoes of the last L − 1
 * arrive in the next call when it is given this signal as `before`.
 *
 * @throws NumericError `zero-channel` when every tap is zero; `random-variance`
 *
 * Source: Proakis, "Digital Communications", 4th ed. 2001, section 14.5.1.
 */
export function multipath(
  signal: ComplexSignal,
  state: MultipathState,
  noise: ReceiverNoise,
  stream: RandomStream,
): ComplexSignal {
  return awgn(delayLine(signal, state), noise, stream);
}

/** The tapped delay line without a receiver's noise, for users who meet at one. Throws NumericError `zero-channel`. */
export function delayLine(
  signal: ComplexSignal,
  { taps, before = zeroSignal(0) }: MultipathState,
): ComplexSignal {
  const sum = zeroSignal(signal.length);
  let used = 0;
  for (let delay = 0; delay < taps.length; delay++) {
    const tap = { re: taps.re[delay], im: taps.im[delay] };
    if (squaredMagnitude(tap) === 0) continue;
    used++;
    const old = Math.min(delay, before.length);
    addEcho(sum, Math.max(0, delay - before.length), before, before.length - old, old, tap);
    addEcho(sum, delay, signal, 0, signal.length - delay, tap);
  }
  if (used === 0)
    throw new NumericError('zero-channel', `multipath: all ${taps.length} taps are 0, nothing arrives`);
  return sum;
}

/** sum_{to + i} += tap · source_{from + i} for i < count, as far as the sum reaches. */
function addEcho(
  { re: sumRe, im: sumIm, length }: ComplexSignal,
  to: number,
  { re, im }: ComplexSignal,
  from: number,
  count: number,
  tap: Complex,
): void {
  const { re: tapRe, im: tapIm } = tap;
  for (let i = 0, end = Math.min(count, length - to); i < end; i++) {
    const x = re[from + i];
    const y = im[from + i];
    sumRe[to + i] += tapRe * x - tapIm * y;
    sumIm[to + i] += tapRe * y + tapIm * x;
  }
}
