import type { Paint } from './paint.ts';
import type { Colour } from './palette.ts';
import type { Shape } from './shape.ts';
import { smoothStep } from './texture.ts';

/** A picture painted from front to back. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Linear light, height × width × 3, row-major, channels interleaved. */
  readonly light: Float32Array;
  /** Share of each pixel that nothing covers yet, height × width. */
  readonly open: Float32Array;
  /** Number of pixels of which more than `CLOSED` is open. */
  openPixels: number;
}

/** A pixel that is open less than this is done: half a step of an 8-bit code value. */
const CLOSED = 1 / 512;

/** A coloured shape somewhere on the canvas, turned by an angle. */
export interface Leaf {
  readonly x: number;
  readonly y: number;
  readonly cos: number;
  readonly sin: number;
  readonly shape: Shape;
  readonly colour: Colour;
  readonly paint: Paint;
  readonly shadow: Shadow;
}

/** What a leaf takes of the light of those beneath: offset in its own axes and width of the rim, in pixels. */
interface Shadow {
  readonly u: number;
  readonly v: number;
  readonly softness: number;
  /** Share of the light taken in the middle, 0…1. */
  readonly strength: number;
}

export function blankCanvas(width: number, height: number): Canvas {
  const pixels = width * height;
  return {
    width,
    height,
    light: new Float32Array(3 * pixels),
    open: new Float32Array(pixels).fill(1),
    openPixels: pixels,
  };
}

/**
 * Paints a leaf beneath all those painted before. A pixel's coverage falls from 1 to 0 over one pixel across the outline,
 * so edges are smooth.
 */
export function paintBeneath(canvas: Canvas, leaf: Leaf): void {
  const { light, open, width, height } = canvas;
  const { cos, sin, shape, colour, shadow } = leaf;
  const shadowReach = Math.max(Math.abs(shadow.u), Math.abs(shadow.v)) * Math.SQRT2 + shadow.softness / 2;
  const reach = shape.reach + Math.max(1, shadow.strength > 0 ? shadowReach : 0);
  const left = Math.max(0, Math.floor(leaf.x - reach));
  const right = Math.min(width, Math.ceil(leaf.x + reach));
  const top = Math.max(0, Math.floor(leaf.y - reach));
  const bottom = Math.min(height, Math.ceil(leaf.y + reach));

  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const pixel = y * width + x;
      let share = open[pixel];
      if (share < CLOSED) continue;
      const dx = x + 0.5 - leaf.x;
      const dy = y + 0.5 - leaf.y;
      const u = cos * dx + sin * dy;
      const v = cos * dy - sin * dx;

      const coverage = Math.min(1, 0.5 - shape.distance(u, v));
      if (coverage > 0) {
        const bright = share * coverage * leaf.paint(u, v);
        light[3 * pixel] += bright * colour.red;
        light[3 * pixel + 1] += bright * colour.green;
        light[3 * pixel + 2] += bright * colour.blue;
        share *= 1 - coverage;
      }
      if (shadow.strength > 0 && share >= CLOSED) {
        const depth = 0.5 - shape.distance(u - shadow.u, v - shadow.v) / shadow.softness;
        share *= 1 - shadow.strength * smoothStep(depth);
      }
      if (share < CLOSED) canvas.openPixels--;
      open[pixel] = share;
    }
  }
}

/** Fills what is still open with a colour and a paint, whose origin is the middle of the canvas. */
export function paintGround(canvas: Canvas, colour: Colour, paint: Paint): void {
  const { light, open, width, height } = canvas;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const share = open[pixel];
      if (share < CLOSED) continue;
      const bright = share * paint(x + 0.5 - width / 2, y + 0.5 - height / 2);
      light[3 * pixel] += bright * colour.red;
      light[3 * pixel + 1] += bright * colour.green;
      light[3 * pixel + 2] += bright * colour.blue;
      open[pixel] = 0;
    }
  }
  canvas.openPixels = 0;
}
