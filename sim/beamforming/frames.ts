import type { Image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import type { ViewSource } from '../../models/data/views/source.ts';
import { type BatchLimit, batches } from '../batches.ts';
import { checkPictureSize } from '../cell/sentPictures.ts';

/** What the users of one frame send: user k shows object ⌊k/usersPerObject⌋. */
export interface SentFrame {
  readonly pictures: readonly Image[];
  readonly latents: readonly Latent[];
}

export interface FrameChoice {
  readonly seed: number;
  readonly trials: number;
  /** Users of the largest condition; smaller ones take the first. */
  readonly users: number;
  readonly usersPerObject: number;
}

/**
 * Draws the pictures of all frames and encodes them in full batches.
 *
 * @throws ConfigError from the source, and `picture-small`
 */
export async function encodeFrames(
  views: ViewSource,
  codec: Codec,
  { seed, trials, users, usersPerObject }: FrameChoice,
  limit: BatchLimit,
): Promise<SentFrame[]> {
  const frames = Array.from({ length: trials }, () => ({ pictures: [] as Image[], latents: [] as Latent[] }));
  const queue = batches<Image & { keep(latent: Latent): void }>(limit, async items => {
    const latents = await codec.encode(items);
    for (const [i, { keep }] of items.entries()) keep(latents[i]);
  });
  for (const [frame, { pictures, latents }] of frames.entries()) {
    const objects = await views.draw({ seed, frame, objects: users / usersPerObject, views: usersPerObject });
    for (const picture of objects.flat()) {
      const user = pictures.length;
      checkPictureSize(views, user, picture);
      pictures.push(picture);
      await queue.add({
        ...picture,
        keep(latent) {
          latents[user] = latent;
        },
      });
    }
  }
  await queue.finish();
  return frames;
}
