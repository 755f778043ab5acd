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
 * Develops a canvas: exposure, a linear slope of the light over the picture, a mild blur, the sRGB transfer function
 * (IEC 61966-2-1), and rounding to 8-bit code values, so that every value is k/255.
 */
export function develop(canvas: Canvas, exposure: Exposure): Image {
  const { width, height, light } = canvas;
  expose(canvas, exposure);
  if (exposure.blur > 0) {
    blurLines(light, exposure.blur, { lines: height, lineStep: 3 * width, length: width, step: 3 });
    blurLines(light, exposure.blur, { lines: width, lineStep: 3, length: height, step: 3 * width });
  }
  const picture = image(width, height);
  for (let i = 0; i < light.length; i++) picture.data[i] = Math.round(255 * encode(light[i])) / 255;
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

/** Linear light to the sRGB code value in [0, 1]. */
function encode(light: number): number {
  if (light <= 0.0031308) return 12.92 * Math.max(0, light);
  return light >= 1 ? 1 : 1.055 * light ** (1 / 2.4) - 0.055;
}
