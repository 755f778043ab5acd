import { describe, expect, it } from 'vitest';
import { blankCanvas, type Canvas } from './canvas.ts';
import { develop } from './develop.ts';

const neutral = { gain: 1, slopeX: 0, slopeY: 0, blur: 0 };

function litCanvas(width: number, height: number, light: (i: number) => number): Canvas {
  const canvas = blankCanvas(width, height);
  canvas.light.set(Float32Array.from({ length: 3 * width * height }, (_, i) => light(i)));
  return canvas;
}

describe('develop', () => {
  it('inverts the decoding formula of sRGB below the shoulder', () => {
    const decode = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const codes = Array.from({ length: 198 }, (_, i) => i);
    const picture = develop(
      litCanvas(66, 1, i => decode(codes[i] / 255)),
      neutral,
    );
    expect([...picture.data].map(v => 255 * v).map(Math.round)).toEqual(codes);
  });

  it('compresses highlights without clipping or reversing them', () => {
    const picture = develop(
      litCanvas(100, 1, i => i / 50),
      neutral,
    );
    for (let i = 1; i < picture.data.length; i++)
      expect(picture.data[i]).toBeGreaterThanOrEqual(picture.data[i - 1]);
    expect(picture.data[299]).toBeLessThan(1);
    expect(
      develop(
        litCanvas(1, 1, () => 1e6),
        neutral,
      ).data[0],
    ).toBeLessThanOrEqual(1);
  });

  it('leaves a flat picture flat under blur', () => {
    const picture = develop(
      litCanvas(7, 5, i => [0.1, 0.2, 0.3][i % 3]),
      { ...neutral, blur: 0.2 },
    );
    expect(new Set(picture.data).size).toBe(3);
  });

  it('blurs a point to the outer product of the three taps, in its own channel', () => {
    const canvas = litCanvas(5, 5, i => (i === 3 * 12 + 1 ? 0.5 : 0));
    develop(canvas, { ...neutral, blur: 0.2 });
    const taps = [0, 0.2, 0.6, 0.2, 0];
    for (let y = 0; y < 5; y++)
      for (let x = 0; x < 5; x++) {
        const at = 3 * (5 * y + x);
        expect(canvas.light[at + 1]).toBeCloseTo(0.5 * taps[y] * taps[x], 6);
        expect(canvas.light[at] + canvas.light[at + 2]).toBe(0);
      }
  });

  it('slopes the light around the middle', () => {
    const canvas = litCanvas(4, 2, () => 0.2);
    develop(canvas, { ...neutral, gain: 2, slopeX: 0.2, slopeY: -0.1 });
    const redAt = (x: number, y: number) => canvas.light[3 * (4 * y + x)];
    expect(redAt(0, 0)).toBeCloseTo(0.4 * (1 - 0.15 + 0.05), 6);
    expect(redAt(3, 1)).toBeCloseTo(0.4 * (1 + 0.15 - 0.05), 6);
  });
});
