import type { Image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import type { ViewSource } from '../../models/data/views/source.ts';
import type { BatchLimit } from '../batches.ts';
import { checkPictureSize } from '../cell/sentPictures.ts';
import { encodeInBatches } from '../encode.ts';

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
  const frames: Image[][] = [];
  for (let frame = 0; frame < trials; frame++) {
    const objects = await views.draw({ seed, frame, objects: users / usersPerObject, views: usersPerObject });
    const pictures = objects.flat();
    for (const [user, picture] of pictures.entries()) checkPictureSize(views, user, picture);
    frames.push(pictures);
  }
  const latents = await encodeInBatches(frames.flat(), codec, limit);
  return frames.map((pictures, frame) => ({
    pictures,
    latents: latents.slice(frame * users, (frame + 1) * users),
  }));
}
