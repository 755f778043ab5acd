import type { Image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import type { BatchLimit } from '../batches.ts';
import { checkedPictures } from '../cell/sentPictures.ts';
import { encodeInBatches } from '../encode.ts';
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
    let frame = 0;
    for await (const picture of checkedPictures(tested, chosen)) frames[frame++].push(picture);
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
    const own = frames.map(pictures => pictures[user]);
    const encoded = await encodeInBatches(own, codecOf(user), limit);
    for (const [frame, latent] of encoded.entries()) latents[frame].push(latent);
  }
  return latents;
}
