import { configError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { byteCache } from '../../models/data/byteCache.ts';
import type { ImageSource } from '../../models/data/source.ts';
import type { BatchLimit } from '../batches.ts';
import { encodeInBatches } from '../encode.ts';
import { WINDOW } from '../metrics/similarity.ts';
import { choosePictures, type PictureChoice } from '../pictures.ts';

const CACHE_BYTES = 256 * 2 ** 20;

/** The pictures of a campaign: what each user sends in each trial, as picture and as latent. */
export interface SentPictures {
  picture(trial: number, user: number): Promise<Image>;
  latent(trial: number, user: number): Latent;
}

/**
 * Chooses the pictures and encodes each of them once, in full batches. Latents stay in memory, pictures while there is room.
 *
 * @throws ConfigError `picture-small`, and what reading a picture throws
 */
export async function encodePictures(
  source: ImageSource,
  codec: Codec,
  choice: PictureChoice,
  limit: BatchLimit,
): Promise<SentPictures> {
  const pictures = remembering(source);
  const chosen = await choosePictures(pictures, choice);
  const indices = [...new Set(chosen.flat())];
  const encoded = await encodeInBatches(checkedPictures(pictures, indices), codec, limit);
  const latents = new Map(indices.map((index, i) => [index, encoded[i]]));
  return {
    picture: (trial, user) => pictures.read(chosen[trial][user]),
    latent: (trial, user) => latents.get(chosen[trial][user])!,
  };
}

/** Reads pictures one after the other. Throws as `checkPictureSize`. */
export async function* checkedPictures(
  source: ImageSource,
  indices: Iterable<number>,
): AsyncGenerator<Image> {
  for (const index of indices) {
    const picture = await source.read(index);
    checkPictureSize(source, index, picture);
    yield picture;
  }
}

/** Throws ConfigError `picture-small` when a picture has no structural similarity. */
export function checkPictureSize(
  { name }: Pick<ImageSource, 'name'>,
  index: number,
  { width, height }: Image,
): void {
  if (Math.min(width, height) < WINDOW)
    throw configError(
      'picture-small',
      name,
      `picture ${index} has ${width}×${height} pixels; SSIM needs at least ${WINDOW}×${WINDOW}`,
    );
}

/** The same source, with the pictures read last kept in memory: each is compared with many received ones. */
function remembering(source: ImageSource): ImageSource {
  const cache = byteCache<Image>(CACHE_BYTES);
  return {
    ...source,
    async read(index) {
      const known = cache.get(index);
      if (known) return known;
      const picture = await source.read(index);
      cache.set(index, picture, picture.data.byteLength);
      return picture;
    },
  };
}
