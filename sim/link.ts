import { lmmse } from '../channels/fading/equalise.ts';
import {
  type ComplexSignal,
  complexSignal,
  pair,
  scale,
  squaredMagnitude,
  unpair,
} from '../kernels/complex.ts';
import { NumericError } from '../kernels/errors.ts';
import { permute, unpermute } from '../kernels/permutation.ts';
import { noiseShare } from '../kernels/power.ts';
import { type Latent, type LatentEstimate, type LatentShape, latentLength } from '../models/codec/latent.ts';
import type { LinkBudget, SymbolBudget } from './noiseShare.ts';

/**
 * A latent as symbols on the air: entries in sending order, consecutive pairs (a, b) as (a + ib)/√2. A latent of unit mean
 * square has E|s|² = 1. An odd number of entries is padded with one zero.
 *
 * @param order sending order (`keyedPermutation`), or undefined to send in the latent's own order
 * @param signs in sending order (`keyedSigns`), or undefined to send entries as they are
 * @returns ⌈entries/2⌉ complex symbols
 * @throws NumericError `permutation-length` when the order or the signs do not fit
 */
export function modulate(
  latent: Pick<Latent, 'values'>,
  order?: Uint32Array,
  signs?: Int8Array,
): ComplexSignal {
  return pair(order ? permute(latent.values, order, signs) : latent.values);
}

/** What a receiver believes of symbols that all meet the same gain. */
export interface FlatBelief {
  /** h_k and P_k of the wanted user. */
  readonly link: LinkBudget;
  /** v: interference plus noise per real entry, from `interferenceVariance`. */
  readonly variance: number;
}

/** What it believes of symbols that meet different gains. */
export interface SymbolBelief {
  readonly budget: SymbolBudget;
  /** Everything unwanted per complex symbol, one value per gain, from `unwantedVariances`. */
  readonly unwantedVar: Float32Array;
}

export type Belief = FlatBelief | SymbolBelief;

/** What a receiver knows about the transmission it looks for. */
export type ReceiverState = Belief & {
  readonly shape: LatentShape;
  /** The sending order; undefined when the sender used none. */
  readonly order?: Uint32Array | undefined;
  /** The signs that go with the order, where the sender used any. */
  readonly signs?: Int8Array | undefined;
};

/**
 * Received symbols back to knowledge of the latent: divide by h_k √P_k, unpair, put back in order, and weigh by the noise:
 * mean = y/(1+v), errorShare = β = v/(1+v). Where gains differ, every entry has the v of the symbol that carried it, and both
 * its mean and its share are put back in order; an entry whose symbol did not arrive has mean 0 and share 1.
 *
 * @param signal one symbol per two entries; with several gains it may go on to a whole number of them, and the rest is cut off
 * @throws NumericError `link-gain` when the wanted user does not arrive, `zero-gain` when none of its symbols does,
 *   `signal-shape` when the signal does not hold the latent's entries, `permutation-length` when the order does not fit
 */
export function demodulate(signal: ComplexSignal, state: ReceiverState): LatentEstimate {
  const { rows, cols, channels, width, height } = state.shape;
  const { mean, errorShare } = 'budget' in state ? weighSymbols(signal, state) : weighAlike(signal, state);
  return { rows, cols, channels, width, height, mean, errorShare };
}

function weighAlike(
  signal: ComplexSignal,
  { shape, link, variance, order, signs }: FlatBelief & ReceiverState,
) {
  const arrived = squaredMagnitude(link.gain);
  if (!(arrived > 0 && link.power > 0))
    throw new NumericError(
      'link-gain',
      `demodulate: gain ${link.gain.re}+${link.gain.im}i and power ${link.power} cannot be equalised`,
    );
  const inverse = 1 / (arrived * Math.sqrt(link.power));
  const equalised = scale(signal, { re: link.gain.re * inverse, im: -link.gain.im * inverse });
  const sent = unpair(equalised, latentLength(shape));
  const mean = order ? unpermute(sent, order, signs) : sent;
  for (let i = 0; i < mean.length; i++) mean[i] /= 1 + variance;
  return { mean, errorShare: new Float32Array(mean.length).fill(noiseShare(variance)) };
}

function weighSymbols(
  signal: ComplexSignal,
  { shape, budget: { gains, power }, unwantedVar, order, signs }: SymbolBelief & ReceiverState,
) {
  const entries = latentLength(shape);
  const weighed = lmmse(signal, { gains, power, unwantedVar });
  const mean = unpair(firstOf(weighed.signal, Math.ceil(entries / 2)), entries);
  const errorShare = new Float32Array(entries);
  for (let i = 0; i < entries; i++) errorShare[i] = weighed.errorShare[i >> 1];
  return order
    ? { mean: unpermute(mean, order, signs), errorShare: unpermute(errorShare, order) }
    : { mean, errorShare };
}

function firstOf({ re, im }: ComplexSignal, length: number): ComplexSignal {
  return complexSignal(re.subarray(0, length), im.subarray(0, length));
}
