import { accumulate, type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { awgn, type ReceiverNoise } from '../awgn.ts';
import { nonNegative } from '../settings.ts';

/** One user on the air, through a channel that may change from symbol to symbol. */
export interface FadedTransmission {
  /** s: symbols of unit mean power. */
  readonly signal: ComplexSignal;
  /** h_i: the gain that symbol i meets, from a `FadingProcess`. */
  readonly gains: ComplexSignal;
  /** P: mean transmit power per complex symbol, ≥ 0. */
  readonly power: number;
}

/** h_i·s_i for every symbol. Throws NumericError `signal-shape` when there are not as many gains as symbols. */
export function fade(signal: ComplexSignal, gains: ComplexSignal): ComplexSignal {
  if (gains.length !== signal.length)
    throw new NumericError('signal-shape', `fade: ${gains.length} gains for ${signal.length} symbols`);
  const faded = zeroSignal(signal.length);
  for (let i = 0; i < faded.length; i++) {
    faded.re[i] = gains.re[i] * signal.re[i] - gains.im[i] * signal.im[i];
    faded.im[i] = gains.re[i] * signal.im[i] + gains.im[i] * signal.re[i];
  }
  return faded;
}

/**
 * Flat fading: y_i = Σ_k h_{k,i} √P_k s_{k,i} + n_i, n_i ~ CN(0, N0), for one user or many. The noise is the receiver's: it
 * is drawn once and knows neither gains nor signals, so in a fade the SNR falls with |h|².
 *
 * @throws NumericError `signal-shape` when there is no user, or the signals and gains differ in length; ConfigError
 *   `channel-setting` when a power is negative or not finite; NumericError `random-variance` when the noise variance is
 */
export function fading(
  users: readonly FadedTransmission[],
  noise: ReceiverNoise,
  stream: RandomStream,
): ComplexSignal {
  if (users.length === 0) throw new NumericError('signal-shape', 'fading: nobody transmits');
  const sum = zeroSignal(users[0].signal.length);
  users.forEach(({ signal, gains, power }, k) => {
    nonNegative(`users.${k}.power`, power);
    accumulate(sum, fade(signal, gains), { re: Math.sqrt(power), im: 0 });
  });
  return awgn(sum, noise, stream);
}
