import type { Image } from '../../kernels/image.ts';
import { PATCH } from '../../models/codec/latent.ts';
import { WINDOW } from '../../models/transformer/windows.ts';
import { checkSameSize } from './psnr.ts';

/** Sides in pixels of the codec's patches and of its attention windows. */
const PATCH_SIDE = PATCH;
const WINDOW_SIDE = PATCH * WINDOW;

/** Added to both means of steps, so that flat pictures have a ratio of 1; far below half a code value of 8 bits. */
const FLOOR = 1e-6;

/** How much more visible borders are in a received picture than in the original; 0 = no more than there. */
export interface BlockEdges {
  /** Patch borders, every 4 pixels, against all other pairs of neighbours. */
  readonly patches: number;
  /** Window borders, every 32 pixels, against the other patch borders; absent where the picture has none. */
  readonly windows?: number;
}

/**
 * Visibility of block edges. With the step |x(p) − x(p+1)| between neighbouring pixels, averaged over both directions and the three
 * channels,
 *
 *     R = mean step across borders / mean step across the other places,      result = R(received) − R(original)
 *
 * so what the picture itself has at the borders does not count. A result of 0.1 says that steps at borders are 10 % larger than their
 * surroundings allow; a picture that is constant within every block has R → ∞. Noise or blur that knows no blocks gives 0.
 *
 * @throws NumericError `image-shape` when the pictures differ in size
 */
export function blockEdges(original: Image, received: Image): BlockEdges {
  checkSameSize('blockEdges', original, received);
  const more = (border: number, grid: number) =>
    stepRatio(received, border, grid) - stepRatio(original, border, grid);
  const patches = more(PATCH_SIDE, 1);
  const hasWindows = Math.max(original.width, original.height) > WINDOW_SIDE;
  return hasWindows ? { patches, windows: more(WINDOW_SIDE, PATCH_SIDE) } : { patches };
}

/** Mean step across every `border`-th place over the mean step across the other places on the grid of `grid` pixels. */
function stepRatio({ width, height, data }: Image, border: number, grid: number): number {
  const atBorders = { sum: 0, count: 0 };
  const elsewhere = { sum: 0, count: 0 };
  const across = (length: number, lines: number, stride: number, lineStride: number) => {
    for (let p = grid; p < length; p += grid) {
      const steps = p % border === 0 ? atBorders : elsewhere;
      for (let line = 0; line < lines; line++) {
        const here = p * stride + line * lineStride;
        for (let c = 0; c < 3; c++) steps.sum += Math.abs(data[here + c] - data[here - stride + c]);
      }
      steps.count += 3 * lines;
    }
  };
  across(width, height, 3, 3 * width);
  across(height, width, 3 * width, 3);
  const mean = ({ sum, count }: { sum: number; count: number }) => FLOOR + (count > 0 ? sum / count : 0);
  return mean(atBorders) / mean(elsewhere);
}
