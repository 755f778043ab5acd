import { accumulate, type Complex, type ComplexSignal, zeroSignal } from '../kernels/complex.ts';
import { NumericError } from '../kernels/errors.ts';
import type { RandomStream } from '../kernels/random/stream.ts';
import { awgn, type ReceiverNoise } from './awgn.ts';

/** One user on the air. */
export interface Transmission {
  /** s: symbols of unit mean power. */
  readonly signal: ComplexSignal;
  /** h: flat channel gain from the user to the receiver, the same for the whole signal. */
  readonly gain: Complex;
  /** P: mean transmit power per complex symbol, ≥ 0. */
  readonly power: number;
}

/**
 * Flat multiple-access channel: y = Σ_k h_k √P_k s_k + n, n ~ CN(0, N0). All users reach one receiver at the same time,
 * so the noise is drawn once, however many users there are.
 *
 * @throws NumericError `signal-shape` when there is no user or the signals differ in length, `power-range` when a power
 *   is negative or not finite, `random-variance` when the noise variance is
 */
export function multipleAccess(
  users: readonly Transmission[],
  noise: ReceiverNoise,
  stream: RandomStream,
): ComplexSignal {
  if (users.length === 0) throw new NumericError('signal-shape', 'multipleAccess: nobody transmits');
  const sum = zeroSignal(users[0].signal.length);
  for (const { signal, gain, power } of users) {
    if (!(power >= 0 && power < Number.POSITIVE_INFINITY))
      throw new NumericError('power-range', `multipleAccess: power ${power} is not in [0, ∞)`);
    const amplitude = Math.sqrt(power);
    accumulate(sum, signal, { re: amplitude * gain.re, im: amplitude * gain.im });
  }
  return awgn(sum, noise, stream);
}
