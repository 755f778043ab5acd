import { type Image, image } from '../../../kernels/image.ts';
import type { Canvas } from './canvas.ts';

/** How a lit scene becomes a picture. */
export interface Exposure {
  /** Factor on all light. */
  readonly gain: number;
  /** Relative change of the light from the middle to the right and to the lower edge. */
  readonly slopeX: number;
  readonly slopeY: number;
  /** Weight of each neighbour in the 3-tap blur [w, 1 − 2w, w] along rows and columns, 0…0.25. */
  readonly blur: number;
}

/**
 * Develops a canvas: exposure, a linear slope of the light over the picture, a mild blur, a soft limit on highlights, the
 * sRGB transfer function (IEC 61966-2-1), and rounding to 8-bit code values, so that every value is k/255.
 */
export function develop(canvas: Canvas, exposure: Exposure): Image {
  const { width, height, light } = canvas;
  expose(canvas, exposure);
  if (exposure.blur > 0) {
    blurLines(light, exposure.blur, { lines: height, lineStep: 3 * width, length: width, step: 3 });
    blurLines(light, exposure.blur, { lines: width, lineStep: 3, length: height, step: 3 * width });
  }
  const picture = image(width, height);
  for (let i = 0; i < light.length; i++) picture.data[i] = codeOf(light[i]) / 255;
  return picture;
}

function expose({ width, height, light }: Canvas, { gain, slopeX, slopeY }: Exposure): void {
  for (let y = 0; y < height; y++) {
    const rowGain = 1 + slopeY * ((2 * y + 1) / height - 1);
    for (let x = 0; x < width; x++) {
      const factor = Math.max(0, gain * (rowGain + slopeX * ((2 * x + 1) / width - 1)));
      const at = 3 * (y * width + x);
      for (let channel = 0; channel < 3; channel++) light[at + channel] *= factor;
    }
  }
}

interface Lines {
  readonly lines: number;
  readonly lineStep: number;
  readonly length: number;
  readonly step: number;
}

/** Blurs each channel along each line in place; the outermost pixels count twice. */
function blurLines(values: Float32Array, w: number, { lines, lineStep, length, step }: Lines): void {
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < 3; channel++) {
      let at = line * lineStep + channel;
      let before = values[at];
      for (let i = 0; i < length; i++, at += step) {
        const here = values[at];
        const after = i + 1 < length ? values[at + step] : here;
        values[at] = w * before + (1 - 2 * w) * here + w * after;
        before = here;
      }
    }
  }
}

/** Above this light, highlights are compressed so that they never clip: the shoulder of a film's curve. */
const SHOULDER = 0.6;
/** Near black a code value is 1/3295 of light wide, so 8192 steps per unit resolve it. */
const STEPS = 8192;
const codes = Uint8Array.from({ length: 8 * STEPS }, (_, step) =>
  Math.round(255 * encode((step + 0.5) / STEPS)),
);

/** Linear light ≥ 0 to the nearest 8-bit code value; more light than the table knows is as bright as its end. */
function codeOf(light: number): number {
  return codes[Math.min(codes.length - 1, Math.floor(light * STEPS))];
}

/** Linear light ≥ 0 to the sRGB code value in [0, 1]. */
function encode(light: number): number {
  if (light <= 0.0031308) return 12.92 * light;
  const excess = (light - SHOULDER) / (1 - SHOULDER);
  const kept = excess > 0 ? SHOULDER + ((1 - SHOULDER) * excess) / (1 + excess) : light;
  return 1.055 * kept ** (1 / 2.4) - 0.055;
}
