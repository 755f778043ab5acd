import type { Image } from '../kernels/image.ts';
import type { Codec } from '../models/codec/codec.ts';
import type { Latent } from '../models/codec/latent.ts';
import { type BatchLimit, batches } from './batches.ts';

/** The latents of pictures, in their order, encoded in full batches. Pictures that come one by one are read as batches fill. */
export async function encodeInBatches(
  pictures: Iterable<Image> | AsyncIterable<Image>,
  codec: Codec,
  limit: BatchLimit,
): Promise<Latent[]> {
  const latents: Latent[] = [];
  const queue = batches<Image>(limit, async items => {
    latents.push(...(await codec.encode(items)));
  });
  for await (const picture of pictures) await queue.add(picture);
  await queue.finish();
  return latents;
}
