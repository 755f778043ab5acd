import type { Image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { LatentEstimate } from '../../models/codec/latent.ts';
import { type BatchLimit, keyedBatches } from '../batches.ts';

/** Decodes received latents in full batches, each by the codec it is given to. */
export interface Reader {
  add(codec: Codec, estimate: LatentEstimate, finish: (picture: Image) => void): Promise<void>;
  finish(): Promise<void>;
}

interface Waiting {
  readonly width: number;
  readonly height: number;
  readonly estimate: LatentEstimate;
  readonly finish: (picture: Image) => void;
}

/** The decoder reads what was received: there is no denoiser of these latents. */
export function reader(limit: BatchLimit): Reader {
  const queues = keyedBatches<Codec, Waiting>(limit, async (codec, items) => {
    const pictures = await codec.decode(items.map(({ estimate }) => estimate));
    for (const [i, { finish }] of items.entries()) finish(pictures[i]);
  });
  return {
    add(codec, estimate, finish) {
      const { width, height } = estimate;
      return queues.add(codec, { width, height, estimate, finish });
    },
    finish: queues.finish,
  };
}
