import type { Image } from '../../kernels/image.ts';
import { checkSameSize } from './psnr.ts';

/** Added to both energies, so that flat pictures have a sharpness of 1; far below that of one code value of 8 bits. */
const FLOOR = 1e-12;

/**
 * Sharpness of a received picture: the energy of its Laplacian relative to the original's,
 *
 *     S = Σ (Δ received)² / Σ (Δ original)²,      Δx = 4x − left − right − above − below
 *
 * over inner pixels and the three channels. 1 = as much fine detail as the original has, right or wrong; below 1 is blur, and noise can bring it
 * above. It says nothing of likeness: PSNR does.
 *
 * @throws NumericError `image-shape` when the pictures differ in size
 */
export function sharpness(original: Image, received: Image): number {
  checkSameSize('sharpness', original, received);
  return (FLOOR + laplacianEnergy(received)) / (FLOOR + laplacianEnergy(original));
}

/** Mean of (Δx)² over inner pixels and channels; 0 for pictures without inner pixels. */
export function laplacianEnergy({ width, height, data }: Image): number {
  if (width < 3 || height < 3) return 0;
  const row = 3 * width;
  let energy = 0;
  for (let y = 1; y < height - 1; y++)
    for (let i = y * row + 3; i < (y + 1) * row - 3; i++)
      energy += (4 * data[i] - data[i - 3] - data[i + 3] - data[i - row] - data[i + row]) ** 2;
  return energy / (3 * (width - 2) * (height - 2));
}
