import { describe, expect, it } from 'vitest';
import { noiseAt, smoothStep } from './texture.ts';

describe('noiseAt', () => {
  it('has zero mean and unit mean square over one period', () => {
    let sum = 0;
    let power = 0;
    for (let y = 0; y < 128; y++)
      for (let x = 0; x < 128; x++) {
        sum += noiseAt(x, y);
        power += noiseAt(x, y) ** 2;
      }
    expect(Math.abs(sum / 128 ** 2)).toBeLessThan(1e-9);
    expect(power / 128 ** 2).toBeCloseTo(1, 9);
  });

  it('repeats after 128 in both directions, also to the left of the origin', () => {
    for (const [x, y] of [
      [0.25, 3.5],
      [-7.75, 100.125],
      [63, -0.5],
    ]) {
      expect(noiseAt(x + 128, y)).toBe(noiseAt(x, y));
      expect(noiseAt(x, y - 256)).toBe(noiseAt(x, y));
    }
  });

  it('has no jumps', () => {
    for (let i = -50; i < 400; i++) {
      const [x, y] = [i / 3, i / 7];
      expect(Math.abs(noiseAt(x + 1e-6, y) - noiseAt(x, y))).toBeLessThan(1e-4);
      expect(Math.abs(noiseAt(x, y + 1e-6) - noiseAt(x, y))).toBeLessThan(1e-4);
    }
  });
});

describe('smoothStep', () => {
  it('rises from 0 to 1 and is symmetric', () => {
    expect([-1, 0, 0.5, 1, 2].map(smoothStep)).toEqual([0, 0, 0.5, 1, 1]);
    expect(smoothStep(0.2) + smoothStep(0.8)).toBeCloseTo(1, 12);
  });
});
