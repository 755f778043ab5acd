import { type ComplexSignal, pair, scale, squaredMagnitude, unpair } from '../kernels/complex.ts';
import { NumericError } from '../kernels/errors.ts';
import { permute, unpermute } from '../kernels/permutation.ts';
import { noiseShare } from '../kernels/power.ts';
import { type Latent, type LatentEstimate, type LatentShape, latentLength } from '../models/codec/latent.ts';
import type { LinkBudget } from './noiseShare.ts';

/**
 * A latent as symbols on the air: entries in sending order, consecutive pairs (a, b) as (a + ib)/√2. A latent of unit mean
 * square has E|s|² = 1. An odd number of entries is padded with one zero.
 *
 * @param order sending order (`keyedPermutation`), or undefined to send in the latent's own order
 * @returns ⌈entries/2⌉ complex symbols
 * @throws NumericError `permutation-length` when the order does not fit
 */
export function modulate(latent: Latent, order?: Uint32Array): ComplexSignal {
  return pair(order ? permute(latent.values, order) : latent.values);
}

/** What a receiver knows about the transmission it looks for. */
export interface ReceiverState {
  readonly shape: LatentShape;
  /** h_k and P_k of the wanted user. */
  readonly link: LinkBudget;
  /** v: interference plus noise per real entry, from `interferenceVariance`. */
  readonly variance: number;
  /** The sending order; undefined when the sender used none. */
  readonly order?: Uint32Array | undefined;
}

/**
 * Received symbols back to knowledge of the latent: divide by h_k √P_k, unpair, put back in order, and weigh by the noise:
 * mean = y/(1+v), errorShare = β = v/(1+v) for every entry.
 *
 * @throws NumericError `link-gain` when the wanted user does not arrive, `signal-shape` when the signal does not hold the
 *   latent's entries, `permutation-length` when the order does not fit
 */
export function demodulate(signal: ComplexSignal, state: ReceiverState): LatentEstimate {
  const { shape, link, variance, order } = state;
  const arrived = squaredMagnitude(link.gain);
  if (!(arrived > 0 && link.power > 0))
    throw new NumericError(
      'link-gain',
      `demodulate: gain ${link.gain.re}+${link.gain.im}i and power ${link.power} cannot be equalised`,
    );
  const inverse = 1 / (arrived * Math.sqrt(link.power));
  const equalised = scale(signal, { re: link.gain.re * inverse, im: -link.gain.im * inverse });
  const sent = unpair(equalised, latentLength(shape));
  const mean = order ? unpermute(sent, order) : sent;
  for (let i = 0; i < mean.length; i++) mean[i] /= 1 + variance;
  const errorShare = new Float32Array(mean.length).fill(noiseShare(variance));
  const { rows, cols, channels, width, height } = shape;
  return { rows, cols, channels, width, height, mean, errorShare };
}
