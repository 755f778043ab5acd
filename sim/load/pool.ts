import type { Image } from '../../kernels/image.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import { below } from '../../kernels/random/uniform.ts';
import { type Codec, keepChannels } from '../../models/codec/codec.ts';
import { type Latent, latentLength } from '../../models/codec/latent.ts';
import type { ImageSource } from '../../models/data/source.ts';
import type { BatchLimit } from '../batches.ts';
import { checkedPictures } from '../cell/sentPictures.ts';
import { encodeInBatches } from '../encode.ts';
import { average } from '../estimate.ts';

/** A picture and what is sent of it. */
export interface PooledPicture {
  readonly picture: Image;
  readonly latent: Latent;
}

/** The pictures that users draw from, each encoded once. */
export interface PicturePool {
  /** What a user's picture of this number shows: a draw of its own, whatever the order of asking. */
  of(user: number, picture: number): PooledPicture;
  /** Channel uses of a picture on average. */
  readonly meanUses: number;
  /** Whether all pictures take the same channel uses. */
  readonly isUniform: boolean;
}

/** Channel uses of a latent: two entries each. */
export function usesOf(latent: Latent): number {
  return Math.ceil(latentLength(latent) / 2);
}

/**
 * Draws `count` pictures of a source, with repeats only where it has fewer, and encodes each once, in full batches.
 *
 * @throws ConfigError `picture-small`, and what reading a picture throws
 */
export async function encodePool(
  source: ImageSource,
  codec: Codec,
  { count, channels, streamName }: { count: number; channels: number; streamName: readonly NamePart[] },
  limit: BatchLimit,
): Promise<PooledPicture[]> {
  const stream = randomStream(...streamName, 'pool');
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, source.count)) chosen.add(below(stream, source.count));
  const pictures: Image[] = [];
  for await (const picture of checkedPictures(source, chosen)) pictures.push(picture);
  const latents = await encodeInBatches(pictures, codec, limit);
  return pictures.map((picture, i) => ({ picture, latent: keepChannels(latents[i], channels) }));
}

/** Users draw from the pool with streams named by user and picture, so all conditions send the same pictures. */
export function picturePool(pool: readonly PooledPicture[], streamName: readonly NamePart[]): PicturePool {
  const uses = pool.map(({ latent }) => usesOf(latent));
  const drawn = new Map<number, number[]>();
  return {
    of(user, picture) {
      const own = drawn.get(user) ?? [];
      drawn.set(user, own);
      own[picture] ??= below(randomStream(...streamName, 'picture', user, picture), pool.length);
      return pool[own[picture]];
    },
    meanUses: average(uses),
    isUniform: new Set(uses).size === 1,
  };
}
