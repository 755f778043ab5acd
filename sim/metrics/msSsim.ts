import type { Image } from '../../kernels/image.ts';
import { colourPlanes, halve, type Plane } from './plane.ts';
import { checkSameSize } from './psnr.ts';
import { similarity, WINDOW } from './similarity.ts';
import { checkWindowFits } from './ssim.ts';

/** Weights of the scales, full size first. */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/**
 * Multi-scale structural similarity: Π_j cs_j^w_j over the scales, with luminance at the coarsest, then the mean over red,
 * green and blue. Each scale is half the size of the one before. A negative cs counts as 0.
 *
 * Small pictures: only as many scales as hold an 11-pixel window are used, and their weights are divided by their sum. All
 * five need a shorter side of at least 161 pixels; 32×32 has two. Values at different numbers of scales do not compare.
 *
 * @throws NumericError `image-shape` when the pictures differ in size or are smaller than 11×11
 *
 * Source: Wang, Simoncelli, Bovik, "Multi-scale structural similarity for image quality assessment", Asilomar 2003,
 * equation 7.
 */
export function msSsim(a: Image, b: Image): number {
  return ssimAndMsSsim(a, b).msSsim;
}

/** `ssim` and `msSsim` at the cost of the second alone, since its finest scale is the first. */
export function ssimAndMsSsim(a: Image, b: Image): { ssim: number; msSsim: number } {
  checkSameSize('msSsim', a, b);
  checkWindowFits('msSsim', a);
  const weights = WEIGHTS.slice(0, scalesThatFit(Math.min(a.width, a.height)));
  const sum = weights.reduce((total, w) => total + w, 0);
  const normalised = weights.map(w => w / sum);
  const other = colourPlanes(b);
  const channels = colourPlanes(a).map((plane, c) => overScales(plane, other[c], normalised));
  const mean = (name: 'ssim' | 'msSsim') =>
    channels.reduce((total, x) => total + x[name], 0) / channels.length;
  return { ssim: mean('ssim'), msSsim: mean('msSsim') };
}

/** How many scales of a picture with this shorter side, in pixels, hold a window: 1…5 from 11 pixels on. */
export function scalesThatFit(side: number): number {
  let scales = 0;
  for (let s = side; s >= WINDOW && scales < WEIGHTS.length; s = Math.ceil(s / 2)) scales++;
  return scales;
}

function overScales(a: Plane, b: Plane, weights: readonly number[]): { ssim: number; msSsim: number } {
  let [x, y] = [a, b];
  let finest = 0;
  let product = 1;
  weights.forEach((weight, scale) => {
    const { contrastStructure, ssim } = similarity(x, y);
    const coarsest = scale === weights.length - 1;
    if (scale === 0) finest = ssim;
    product *= Math.max(0, coarsest ? ssim : contrastStructure) ** weight;
    if (!coarsest) [x, y] = [halve(x), halve(y)];
  });
  return { ssim: finest, msSsim: product };
}
