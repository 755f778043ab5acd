import type { ComplexSignal } from '../kernels/complex.ts';
import { addComplexNormal } from '../kernels/random/normal.ts';
import type { RandomStream } from '../kernels/random/stream.ts';

/** What a receiver's front end adds. */
export interface ReceiverNoise {
  /** N0: noise variance per complex symbol, N0/2 in each real dimension; ≥ 0. */
  readonly noiseVar: number;
}

/**
 * Additive white Gaussian noise: y = x + n, n ~ CN(0, N0), independent for every symbol. The noise depends on `noiseVar`
 * and the stream only, never on the signal.
 *
 * @throws NumericError `random-variance` when `noiseVar` is negative or not finite
 */
export function awgn(signal: ComplexSignal, noise: ReceiverNoise, stream: RandomStream): ComplexSignal {
  return addComplexNormal(signal, stream, noise.noiseVar);
}
