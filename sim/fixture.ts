import { type Image, image } from '../kernels/image.ts';
import type { Codec, Denoiser } from '../models/codec/codec.ts';
import type { Latent } from '../models/codec/latent.ts';

const PATCH = 4;
const CHANNELS = 16;

/** Sends the red, green and blue means of the quarters of each patch, and zeros in the last four channels. */
export const averagingCodec: Codec = {
  channels: CHANNELS,
  patch: PATCH,
  encode: async images => images.map(toLatent),
  decode: async estimates =>
    estimates.map(({ width, height, cols, channels, mean }) => {
      const picture = image(width, height);
      for (let i = 0; i < picture.data.length; i++) {
        const [token, channel] = placeOf(picture, cols, i);
        const value = channel < channels ? mean[token * channels + channel] : 0;
        picture.data[i] = Math.min(1, Math.max(0, 0.5 + 0.25 * value));
      }
      return picture;
    }),
};

/** Trusts what it gets. */
export const idleDenoiser: Denoiser = { denoise: async estimates => [...estimates] };

const LIKENESS = 0.7;

/** The LMMSE estimate of an entry from itself and the same channel of the token before, as if the two were correlated by 0.7. */
export const smoothingDenoiser: Denoiser = {
  denoise: async estimates =>
    estimates.map(estimate => {
      const { channels } = estimate;
      const mean = estimate.mean.slice();
      const errorShare = estimate.errorShare.slice();
      for (let i = channels; i < mean.length; i++) {
        const total = 1 / (1 - estimate.errorShare[i]);
        const determinant = total ** 2 - LIKENESS ** 2;
        const own = (total - LIKENESS ** 2) / determinant;
        const before = (LIKENESS * (total - 1)) / determinant;
        mean[i] = total * (own * estimate.mean[i] + before * estimate.mean[i - channels]);
        errorShare[i] = 1 - own - before * LIKENESS;
      }
      return { ...estimate, mean, errorShare };
    }),
};

function placeOf({ width }: Image, cols: number, i: number): [number, number] {
  const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
  const quarter = 2 * (Math.floor(y / 2) % 2) + (Math.floor(x / 2) % 2);
  return [Math.floor(y / PATCH) * cols + Math.floor(x / PATCH), 3 * quarter + (i % 3)];
}

function toLatent(picture: Image): Latent {
  const { width, height, data } = picture;
  const [rows, cols] = [height / PATCH, width / PATCH];
  const values = new Float32Array(rows * cols * CHANNELS);
  for (let i = 0; i < data.length; i++) {
    const [token, channel] = placeOf(picture, cols, i);
    values[token * CHANNELS + channel] += data[i] - 0.5;
  }
  const scale = Math.sqrt(values.length / values.reduce((sum, value) => sum + value * value, 0));
  return { rows, cols, channels: CHANNELS, width, height, values: values.map(value => value * scale) };
}
