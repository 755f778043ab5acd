import { NumericError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';
import { linearToDb } from '../../kernels/power.ts';

/**
 * Mean squared error over all pixels and channels, of values in [0, 1].
 *
 * @throws NumericError `image-shape` when the pictures differ in size, `image-values` when a value is not a number
 */
export function meanSquaredError(a: Image, b: Image): number {
  checkSameSize('meanSquaredError', a, b);
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += (a.data[i] - b.data[i]) ** 2;
  if (Number.isNaN(sum))
    throw new NumericError('image-values', 'meanSquaredError: a picture holds a value that is not a number');
  return sum / a.data.length;
}

/**
 * Peak signal-to-noise ratio in dB: 10 log10(1/MSE), the peak being 1. The error is averaged over pixels and the three
 * channels before the logarithm; values are not rounded to 8 bits. Equal pictures have +∞ dB.
 *
 * @throws NumericError as `meanSquaredError`
 */
export function psnr(a: Image, b: Image): number {
  return linearToDb(1 / meanSquaredError(a, b));
}

/** Throws NumericError `image-shape` unless both pictures have the same, non-zero size. */
export function checkSameSize(name: string, a: Image, b: Image): void {
  if (a.width !== b.width || a.height !== b.height || a.data.length === 0)
    throw new NumericError(
      'image-shape',
      `${name}: cannot compare a ${a.height}×${a.width} picture with a ${b.height}×${b.width} one`,
    );
}
