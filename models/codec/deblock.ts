import type { Image } from '../../kernels/image.ts';
import { WINDOW } from '../transformer/windows.ts';
import { LATENT_CHANNELS, type LatentEstimate, PATCH } from './latent.ts';

/** Borders of plain and of shifted windows lie half a window apart. */
const HALF_WINDOW = (PATCH * WINDOW) / 2;

/** How far from a border pixels are moved, and the share of its step that goes. Patches are too small for more. */
const AT_WINDOWS = { reach: 8, gain: 1 } as const;
const AT_PATCHES = { reach: 2, gain: 0.5 } as const;
type Strength = typeof AT_WINDOWS | typeof AT_PATCHES;

/** Lines on either side that tell the step of a border beside a line's own: noise is less alike along a border than a block's edge. */
const LINES_BESIDE = 2;

/**
 * Smooths what noise leaves at the borders of a decoded picture's patches and windows. A latent entry's error has the shape of what the
 * encoder made of one window, so it ends at a border, and no picture does. With the pixels … x₋₂ x₋₁ | x₀ x₁ … across a border,
 *
 *     d = x₀ − x₋₁ − ½(x₁ − x₀ + x₋₁ − x₋₂)     the step beyond the slope on both sides, mean over 5 lines
 *     h = g·d·exp(−(d/τ)²)                      what is taken for a block's edge: steps far above τ belong to the picture
 *     xₖ ← xₖ − ½h(1 − k/w),   x₋₁₋ₖ ← x₋₁₋ₖ + ½h(1 − k/w),   k = 0 … w − 1
 *
 * first across columns, then across rows. Borders of windows have w = 8, g = 1, those of patches w = 2, g = ½; a picture of one window has the
 * latter only. τ = `edgeScale`. The mean of the picture stays what it is.
 *
 * @param picture changed in place; values in [0, 1], and clipped to them
 */
export function deblock(picture: Image, tau: number): void {
  if (!(tau > 0)) return;
  const { width, height, data } = picture;
  const windowed = Math.max(width, height) > PATCH * WINDOW;
  const strengthAt = (place: number): Strength =>
    windowed && place % HALF_WINDOW === 0 ? AT_WINDOWS : AT_PATCHES;
  const row = 3 * width;
  smoothAcross(data, { length: width, step: 3 }, { length: height, step: row }, strengthAt, tau);
  smoothAcross(data, { length: height, step: row }, { length: width, step: 3 }, strengthAt, tau);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(1, Math.max(0, data[i]));
}

/**
 * Scale τ of the steps that the channel's noise leaves at borders, in parts of full scale: 0.05·v^0.6, v = β̄/(1 − β̄), v ≤ 10. β̄ is the geometric
 * mean of the error shares over all entries of the latent, sent or not: a latent whose entries all had share β̄ would tell the receiver as much,
 * since an entry tells it −½ log₂ β bits. A denoiser moves what an entry is taken for, not the borders of the picture, so the shares are those
 * from before it. Both numbers are fitted to pictures (see docs/models.md, Block edges).
 */
export function edgeScale({ rows, cols, errorShare, receivedShare }: LatentEstimate): number {
  const shares = receivedShare ?? errorShare;
  let [sum, last, lastLog] = [0, 1, 0];
  for (let i = 0; i < shares.length; i++) {
    // On most channels neighbours have the same share, and a logarithm costs more than all else here.
    if (shares[i] !== last) {
      last = shares[i];
      lastLog = Math.log(last);
    }
    sum += lastLog;
  }
  const share = Math.exp(sum / (rows * cols * LATENT_CHANNELS));
  return 0.05 * Math.min(10, share / Math.max(1 - share, 1e-9)) ** 0.6;
}

/** Places of a picture along one direction, and how far apart they lie in its data. */
interface Axis {
  readonly length: number;
  readonly step: number;
}

/** Smooths all borders across `across`, line by line of `along`. */
function smoothAcross(
  data: Float32Array,
  across: Axis,
  along: Axis,
  strengthAt: (place: number) => Strength,
  tau: number,
): void {
  const steps = new Float64Array(along.length * 3);
  for (let place = PATCH; place + 1 < across.length; place += PATCH) {
    for (let line = 0; line < along.length; line++)
      for (let colour = 0; colour < 3; colour++) {
        const right = place * across.step + line * along.step + colour;
        const left = right - across.step;
        const slopes = data[right + across.step] - data[right] + data[left] - data[left - across.step];
        steps[line * 3 + colour] = data[right] - data[left] - slopes / 2;
      }
    const { reach, gain } = strengthAt(place);
    const within = Math.min(reach, across.length - place);
    for (let line = 0; line < along.length; line++)
      for (let colour = 0; colour < 3; colour++) {
        const d = meanAround(steps, line, colour, along.length);
        const ratio = d / tau;
        const half = (gain * d * Math.exp(-ratio * ratio)) / 2;
        const right = place * across.step + line * along.step + colour;
        for (let k = 0; k < within; k++) {
          const part = half * (1 - k / reach);
          data[right + k * across.step] -= part;
          data[right - (k + 1) * across.step] += part;
        }
      }
  }
}

/** Mean of a colour's steps over a line and those beside it, as many as there are on both sides. */
function meanAround(steps: Float64Array, line: number, colour: number, lines: number): number {
  const beside = Math.min(LINES_BESIDE, line, lines - 1 - line);
  let sum = 0;
  for (let l = line - beside; l <= line + beside; l++) sum += steps[l * 3 + colour];
  return sum / (2 * beside + 1);
}
