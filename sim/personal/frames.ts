import type { Image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { type BatchLimit, batches } from '../batches.ts';
import { checkPictureSize } from '../cell/sentPictures.ts';
import { choosePictures } from '../pictures.ts';
import type { UserPictures } from './userPictures.ts';

/** What the users send: picture [frame][user]. */
export type Frames = readonly (readonly Image[])[];

/**
 * Draws the pictures that every user sends, of one size, and none twice while there are others. What a user sends does not depend on how many
 * users there are.
 *
 * @throws ConfigError from the sources, and `picture-small`
 */
export async function chooseFrames(
  users: readonly Pick<UserPictures, 'tested'>[],
  { seed, scenario, trials }: { readonly seed: number; readonly scenario: string; readonly trials: number },
): Promise<Frames> {
  const frames: Image[][] = Array.from({ length: trials }, () => []);
  for (const [user, { tested }] of users.entries()) {
    const choice = { seed, scenario: `${scenario}, user ${user}`, trials: 1, users: trials };
    const [chosen] = await choosePictures(tested, choice);
    for (const [frame, index] of chosen.entries()) {
      const picture = await tested.read(index);
      checkPictureSize(tested, index, picture);
      frames[frame].push(picture);
    }
  }
  return frames;
}

/**
 * Encodes every picture in full batches.
 *
 * @param codecOf of a user
 * @returns latent [frame][user]
 */
export async function encodeFrames(
  frames: Frames,
  codecOf: (user: number) => Codec,
  limit: BatchLimit,
): Promise<Latent[][]> {
  const latents: Latent[][] = frames.map(() => []);
  for (let user = 0; user < frames[0].length; user++) {
    const codec = codecOf(user);
    const queue = batches<Image & { frame: number }>(limit, async items => {
      const encoded = await codec.encode(items);
      for (const [i, { frame }] of items.entries()) latents[frame][user] = encoded[i];
    });
    for (const [frame, pictures] of frames.entries()) await queue.add({ ...pictures[user], frame });
    await queue.finish();
  }
  return latents;
}
