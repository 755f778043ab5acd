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

/** Knows that an entry is like the same channel of the token before: each becomes the mean of the two, weighted by their noise. */
export const smoothingDenoiser: Denoiser = {
  denoise: async estimates =>
    estimates.map(estimate => {
      const { channels, mean, errorShare } = estimate;
      const smooth = mean.map((m, i) => (i < channels ? m : 0.6 * m + 0.3 * mean[i - channels]));
      return { ...estimate, mean: smooth, errorShare: errorShare.map(share => 0.6 * share) };
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
