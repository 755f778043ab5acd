import { image } from '../../kernels/image.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import { LATENT_CHANNELS, PATCH } from '../../models/codec/latent.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import type { NamedPictures } from './pictures.ts';

/** Pictures of 40×16 pixels, 640 latent entries: larger than a window. */
export function pictures(name: string, count: number, seed = 5): NamedPictures {
  return { name, count, source: deadLeaves({ width: 40, height: 16, count: 8, seed }) };
}

/** A codec without networks: latents are white noise, and a picture is as grey as its first entry was received. It counts what it encodes. */
export function whiteCodec(): Codec & { encoded: number } {
  const codec = {
    encoded: 0,
    channels: LATENT_CHANNELS,
    patch: PATCH,
    async encode(images: Parameters<Codec['encode']>[0]) {
      return images.map(({ width, height, data }) => {
        codec.encoded++;
        const [rows, cols] = [height / PATCH, width / PATCH];
        const stream = randomStream('white codec', Math.round(1e6 * data[0]));
        const values = fillNormal(stream, new Float32Array(rows * cols * LATENT_CHANNELS));
        return { rows, cols, channels: LATENT_CHANNELS, width, height, values };
      });
    },
    async decode(estimates: Parameters<Codec['decode']>[0]) {
      return estimates.map(({ width, height, mean }) => {
        const picture = image(width, height);
        picture.data.fill(1 / (1 + Math.exp(-mean[0])));
        return picture;
      });
    },
  };
  return codec;
}

/** For white latents the linear estimate is the best one; this denoiser returns it and claims `claim` of its error. */
export function linearDenoiser(claim = 1): Denoiser {
  return {
    async denoise(estimates) {
      return estimates.map(estimate => ({
        ...estimate,
        errorShare: estimate.errorShare.map(share => claim * share),
      }));
    },
  };
}
