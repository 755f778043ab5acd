import type { Image } from '../kernels/image.ts';
import type { Codec, Denoiser } from '../models/codec/codec.ts';
import type { LatentEstimate } from '../models/codec/latent.ts';
import { type BatchLimit, keyedBatches } from './batches.ts';

/** A received latent that waits for the networks. */
export interface ReceivedLatent {
  readonly estimate: LatentEstimate;
  /** Denoiser steps; 0 = the decoder reads the received latent directly. */
  readonly steps: number;
  /** Takes the rebuilt picture, and the estimate that it was decoded from. */
  finish(picture: Image, cleaned: LatentEstimate): Promise<void> | void;
}

export interface Receiver {
  /** Takes a latent in. Its networks run once a batch with the same number of steps is full, or on `finish`. */
  add(latent: ReceivedLatent): Promise<void>;
  finish(): Promise<void>;
}

/** Denoises and decodes received latents in full batches, whichever frames, users and points they come from. */
export function receiver(codec: Codec, denoiser: Denoiser, limit: BatchLimit): Receiver {
  const queues = keyedBatches<number, Queued>(limit, async (steps, latents) => {
    const received = latents.map(({ estimate }) => estimate);
    const cleaned = steps === 0 ? received : await denoiser.denoise(received, steps);
    const pictures = await codec.decode(cleaned);
    for (const [i, { finish }] of latents.entries()) await finish(pictures[i], cleaned[i]);
  });
  return {
    add(latent) {
      const { width, height } = latent.estimate;
      return queues.add(latent.steps, { ...latent, width, height });
    },
    finish: queues.finish,
  };
}

type Queued = ReceivedLatent & { readonly width: number; readonly height: number };
