import { type Image, image } from '../../kernels/image.ts';
import { type TokenGrid, WINDOW_TOKENS, type WindowLayout } from '../transformer/windows.ts';
import { PATCH, PATCH_VALUES } from './latent.ts';

/** The grid of patches that covers a picture; a side that is no multiple of 4 px is continued by its last pixel. */
export function tokenGrid({ width, height }: { readonly width: number; readonly height: number }): TokenGrid {
  return { rows: Math.ceil(height / PATCH), cols: Math.ceil(width / PATCH) };
}

/** Pictures to the network's input [windows · 64, 48]: value 2x − 1, order row, column, colour inside a patch. */
export function patchesOf(images: readonly Image[], layout: WindowLayout): Float32Array {
  const patches = new Float32Array(layout.windows * WINDOW_TOKENS * PATCH_VALUES);
  images.forEach((picture, p) => {
    forEachPatchValue(picture, layout.positions[p], (place, pixel) => {
      patches[place] = 2 * picture.data[pixel] - 1;
    });
  });
  return patches;
}

/** The network's output [windows · 64, 48] back to pictures, clipped to [0, 1]. */
export function picturesOf(
  patches: Float32Array,
  sizes: readonly { readonly width: number; readonly height: number }[],
  layout: WindowLayout,
): Image[] {
  return sizes.map(({ width, height }, p) => {
    const picture = image(width, height);
    forEachPatchValue(picture, layout.positions[p], (place, pixel, continued) => {
      if (!continued) picture.data[pixel] = Math.min(1, Math.max(0, (patches[place] + 1) / 2));
    });
    return picture;
  });
}

function forEachPatchValue(
  { width, height }: Image,
  positions: Uint32Array,
  visit: (place: number, pixel: number, continued: boolean) => void,
): void {
  const { rows, cols } = tokenGrid({ width, height });
  for (let y = 0; y < rows * PATCH; y++)
    for (let x = 0; x < cols * PATCH; x++) {
      const token = positions[Math.floor(y / PATCH) * cols + Math.floor(x / PATCH)];
      const place = token * PATCH_VALUES + ((y % PATCH) * PATCH + (x % PATCH)) * 3;
      const pixel = (Math.min(y, height - 1) * width + Math.min(x, width - 1)) * 3;
      const continued = y >= height || x >= width;
      for (let colour = 0; colour < 3; colour++) visit(place + colour, pixel + colour, continued);
    }
}
