import { NumericError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';
import { colourPlanes } from './plane.ts';
import { checkSameSize } from './psnr.ts';
import { similarity, WINDOW } from './similarity.ts';

/**
 * Structural similarity, at most 1 and 1 for equal pictures: the mean over window positions, then over the red, green and
 * blue channels. (Some programs take the luminance only; the values differ.)
 *
 * @throws NumericError `image-shape` when the pictures differ in size or are smaller than 11×11
 */
export function ssim(a: Image, b: Image): number {
  checkSameSize('ssim', a, b);
  checkWindowFits('ssim', a);
  const other = colourPlanes(b);
  const channels = colourPlanes(a).map((plane, c) => similarity(plane, other[c]).ssim);
  return channels.reduce((sum, x) => sum + x, 0) / channels.length;
}

/** Throws NumericError `image-shape` when a picture is smaller than the window. */
export function checkWindowFits(name: string, { width, height }: Image): void {
  if (Math.min(width, height) < WINDOW)
    throw new NumericError(
      'image-shape',
      `${name}: needs at least ${WINDOW}×${WINDOW} pixels, got ${height}×${width}`,
    );
}
