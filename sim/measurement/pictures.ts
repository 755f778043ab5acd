import type { Codec } from '../../models/codec/codec.ts';
import type { Latent, LatentEstimate } from '../../models/codec/latent.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { NETWORK_BATCH } from '../batches.ts';
import { exchangeFrame } from '../cell/schemes.ts';
import { encodeInBatches } from '../encode.ts';

/** The first `count` pictures of a source under a plain name. */
export interface NamedPictures {
  readonly name: string;
  readonly source: ImageSource;
  readonly count: number;
}

/** The latents of all pictures of a set, each encoded once. The pictures themselves are read again when they are compared. */
export function encodeAll({ source, count }: NamedPictures, codec: Codec): Promise<Latent[]> {
  async function* first() {
    for (let index = 0; index < count; index++) yield source.read(index);
  }
  return encodeInBatches(first(), codec, NETWORK_BATCH);
}

/**
 * Picture number `picture` as one user's receiver has it on an AWGN channel. Its noise is its own, and the same at every rate of one SNR as
 * far as the lower rate reaches.
 */
export function received(
  latent: Latent,
  { channels, snrDb }: { readonly channels: number; readonly snrDb: number },
  { seed, picture }: { readonly seed: number; readonly picture: number },
): LatentEstimate {
  const sender = { user: 0, latent, gain: { re: 1, im: 0 }, key: new Uint8Array(32) };
  const streamName = [seed, 'measurement', snrDb, picture];
  const settings = { scheme: 'superposed', channels, power: 'perUser', snrDb, frame: 0, streamName } as const;
  return exchangeFrame([sender], settings)[0].estimate;
}

/** The noise share that an ignorant decoder takes every received latent to have: that of 10 dB. */
const ASSUMED_SHARE = 1 / 11;

/** The same received latent at unit power, as a receiver sees it that does not know how noisy it is. */
export function withoutKnowledge(estimate: LatentEstimate): LatentEstimate {
  return {
    ...estimate,
    mean: estimate.mean.map((m, i) => m / Math.sqrt(1 - estimate.errorShare[i])),
    errorShare: new Float32Array(estimate.errorShare.length).fill(ASSUMED_SHARE),
  };
}
