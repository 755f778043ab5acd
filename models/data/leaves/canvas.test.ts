import { describe, expect, it } from 'vitest';
import { blankCanvas, type Canvas, type Leaf, paintBeneath, paintGround } from './canvas.ts';
import type { Colour } from './palette.ts';
import { ellipse, rectangle } from './shape.ts';

const RED: Colour = { red: 1, green: 0, blue: 0 };
const GREEN: Colour = { red: 0, green: 1, blue: 0 };
const plain = () => 1;
const noShadow = { u: 0, v: 0, softness: 0, strength: 0 };

function leaf(change: Partial<Leaf>): Leaf {
  const still = { x: 16, y: 16, cos: 1, sin: 0, paint: plain, shadow: noShadow };
  return { ...still, shape: ellipse(9, 9), colour: RED, ...change };
}

function total(canvas: Canvas, channel: number): number {
  let sum = 0;
  for (let i = channel; i < canvas.light.length; i += 3) sum += canvas.light[i];
  return sum;
}

describe('paintBeneath', () => {
  it.each([
    ['a disc', ellipse(9, 9), Math.PI * 81],
    ['an ellipse', ellipse(12, 6), Math.PI * 72],
    ['a rectangle', rectangle(8, 5, 0), 160],
  ])('covers the area of %s wherever it lies', (_, shape, area) => {
    for (const [x, y, angle] of [
      [16, 16, 0],
      [15.3, 16.7, 0.4],
      [16.5, 15.8, 1.1],
    ]) {
      const canvas = blankCanvas(32, 32);
      paintBeneath(canvas, leaf({ x, y, cos: Math.cos(angle), sin: Math.sin(angle), shape }));
      expect(Math.abs(total(canvas, 0) / area - 1)).toBeLessThan(0.01);
    }
  });

  it('hides what comes later', () => {
    const canvas = blankCanvas(32, 32);
    paintBeneath(canvas, leaf({}));
    paintBeneath(canvas, leaf({ colour: GREEN }));
    const middle = 3 * (16 * 32 + 16);
    expect([...canvas.light.subarray(middle, middle + 3)]).toEqual([1, 0, 0]);
    // The second disc shows through the soft rim of the first only.
    expect(total(canvas, 1)).toBeLessThan(0.05 * total(canvas, 0));
  });

  it('loses no light: coverage, openness and ground add up to one', () => {
    const canvas = blankCanvas(32, 20);
    for (let i = 0; i < 6; i++) paintBeneath(canvas, leaf({ x: 4 * i, y: 3 * i, shape: ellipse(6, 4) }));
    for (let p = 0; p < canvas.open.length; p++)
      expect(canvas.light[3 * p] + canvas.open[p]).toBeCloseTo(1, 5);
    paintGround(canvas, RED, plain);
    for (let p = 0; p < canvas.open.length; p++)
      expect(Math.abs(canvas.light[3 * p] - 1)).toBeLessThan(1 / 512);
  });

  it('darkens what lies beneath on the side of the shadow', () => {
    const canvas = blankCanvas(32, 32);
    const shadow = { u: 4, v: 0, softness: 3, strength: 0.5 };
    paintBeneath(canvas, leaf({ shape: ellipse(6, 6), shadow }));
    paintGround(canvas, GREEN, plain);
    const greenAt = (x: number, y: number) => canvas.light[3 * (y * 32 + x) + 1];
    expect(greenAt(23, 16)).toBeCloseTo(0.5, 2);
    expect(greenAt(8, 16)).toBe(1);
    expect(greenAt(28, 16)).toBe(1);
  });

  it('counts the pixels that are still open', () => {
    const canvas = blankCanvas(32, 32);
    paintBeneath(canvas, leaf({}));
    expect(canvas.openPixels).toBe(canvas.open.filter(share => share >= 1 / 512).length);
    paintBeneath(canvas, leaf({ shape: rectangle(40, 40, 0) }));
    expect(canvas.openPixels).toBe(0);
  });

  it('paints in the axes of the leaf', () => {
    const canvas = blankCanvas(32, 32);
    // Turned by 90°, the long axis and the brightness along it run down the picture.
    paintBeneath(canvas, leaf({ cos: 0, sin: 1, shape: rectangle(10, 3, 0), paint: u => (u > 0 ? 1 : 0) }));
    const redAt = (x: number, y: number) => canvas.light[3 * (y * 32 + x)];
    expect([redAt(16, 22), redAt(16, 10), redAt(22, 16)]).toEqual([1, 0, 0]);
  });
});
