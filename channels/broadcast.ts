import { accumulate, type Complex, type ComplexSignal, scale, zeroSignal } from '../kernels/complex.ts';
import { NumericError } from '../kernels/errors.ts';
import type { RandomStream } from '../kernels/random/stream.ts';
import { awgn, type ReceiverNoise } from './awgn.ts';
import { nonNegative } from './settings.ts';

/** What the transmitter sends to one user. */
export interface Layer {
  /** s: symbols of unit mean power. */
  readonly signal: ComplexSignal;
  /** P: mean transmit power per complex symbol, ≥ 0. */
  readonly power: number;
}

/** One receiver of a broadcast. */
export interface Listener extends ReceiverNoise {
  /** h: flat gain from the transmitter. */
  readonly gain: Complex;
  /** Its own noise; two listeners must not share a stream. */
  readonly stream: RandomStream;
}

/**
 * Flat broadcast channel, the downlink: one transmitter superposes its users' layers, every listener hears all of them through
 * its own gain and adds its own noise: y_k = h_k Σ_j √P_j s_j + n_k, n_k ~ CN(0, N0_k).
 *
 * @throws NumericError `signal-shape` when there is nothing to send or the layers differ in length, `shared-stream` when two
 *   listeners share a stream; ConfigError `channel-setting` for a negative power; NumericError `random-variance`
 *
 * Source: Cover, "Broadcast channels", IEEE Trans. Inf. Theory 18(1), 1972.
 */
export function broadcast(layers: readonly Layer[], listeners: readonly Listener[]): ComplexSignal[] {
  if (layers.length === 0) throw new NumericError('signal-shape', 'broadcast: there is nothing to send');
  if (new Set(listeners.map(({ stream }) => stream)).size < listeners.length)
    throw new NumericError('shared-stream', 'broadcast: two listeners share a stream of noise');
  const sent = zeroSignal(layers[0].signal.length);
  layers.forEach(({ signal, power }, j) => {
    accumulate(sent, signal, { re: Math.sqrt(nonNegative(`layers.${j}.power`, power)), im: 0 });
  });
  return listeners.map(({ gain, noiseVar, stream }) => awgn(scale(sent, gain), { noiseVar }, stream));
}
