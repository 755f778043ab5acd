import { NumericError } from './errors.ts';

/** `length` complex numbers in two planes: value i is re[i] + i·im[i]. */
export interface ComplexSignal {
  readonly length: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** One complex number, such as a channel gain. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/**
 * Wraps two planes as a signal.
 *
 * @throws NumericError `signal-shape` when the planes differ in length
 */
export function complexSignal(re: Float32Array, im: Float32Array): ComplexSignal {
  if (re.length !== im.length)
    throw new NumericError(
      'signal-shape',
      `complexSignal: the real plane has ${re.length} values, the imaginary plane ${im.length}`,
    );
  return { length: re.length, re, im };
}

/** A signal of `length` zeros. */
export function zeroSignal(length: number): ComplexSignal {
  return { length, re: new Float32Array(length), im: new Float32Array(length) };
}

/** |g|² of a complex number. */
export function squaredMagnitude(g: Complex): number {
  return g.re * g.re + g.im * g.im;
}

/** Entry-wise sum. Throws NumericError `signal-shape` when the lengths differ. */
export function add(a: ComplexSignal, b: ComplexSignal): ComplexSignal {
  const sum = complexSignal(a.re.slice(), a.im.slice());
  accumulate(sum, b, { re: 1, im: 0 });
  return sum;
}

/** Every entry times one complex gain. */
export function scale(signal: ComplexSignal, gain: Complex): ComplexSignal {
  const scaled = zeroSignal(signal.length);
  accumulate(scaled, signal, gain);
  return scaled;
}

/** target += gain · signal, in place. Throws NumericError `signal-shape` when the lengths differ. */
export function accumulate(target: ComplexSignal, signal: ComplexSignal, gain: Complex): void {
  if (target.length !== signal.length)
    throw new NumericError(
      'signal-shape',
      `complex: signals of ${target.length} and ${signal.length} entries cannot be added`,
    );
  for (let i = 0; i < target.length; i++) {
    const re = signal.re[i];
    const im = signal.im[i];
    target.re[i] += gain.re * re - gain.im * im;
    target.im[i] += gain.re * im + gain.im * re;
  }
}

/** Mean of |x|² over the signal. Throws NumericError `signal-shape` when it is empty. */
export function meanPower(signal: ComplexSignal): number {
  if (signal.length === 0) throw new NumericError('signal-shape', 'meanPower: the signal is empty');
  let sum = 0;
  for (let i = 0; i < signal.length; i++) sum += signal.re[i] ** 2 + signal.im[i] ** 2;
  return sum / signal.length;
}

/**
 * Consecutive real pairs (a, b) as complex numbers (a + ib)/√2, so that reals of unit mean square become a signal of
 * unit mean power. An odd length is padded with one zero.
 */
export function pair(values: Float32Array): ComplexSignal {
  const signal = zeroSignal(Math.ceil(values.length / 2));
  for (let i = 0; i < signal.length; i++) {
    signal.re[i] = values[2 * i] * Math.SQRT1_2;
    if (2 * i + 1 < values.length) signal.im[i] = values[2 * i + 1] * Math.SQRT1_2;
  }
  return signal;
}

/**
 * The first `length` reals of a paired signal: the inverse of `pair`.
 *
 * @throws NumericError `signal-shape` when the signal does not have ⌈length/2⌉ entries
 */
export function unpair(signal: ComplexSignal, length: number): Float32Array {
  if (signal.length !== Math.ceil(length / 2))
    throw new NumericError(
      'signal-shape',
      `unpair: ${length} reals need ${Math.ceil(length / 2)} complex entries, got ${signal.length}`,
    );
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const plane = i % 2 === 0 ? signal.re : signal.im;
    values[i] = plane[i >> 1] * Math.SQRT2;
  }
  return values;
}
