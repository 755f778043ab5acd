import { describe, expect, it } from 'vitest';
import { image } from '../../kernels/image.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { laplacianEnergy, sharpness } from './sharpness.ts';

describe('sharpness', () => {
  it('is 1 for the original, and the square of the contrast', async () => {
    const original = await deadLeaves({ width: 32, height: 48, count: 1, seed: 3 }).read(0);
    expect(sharpness(original, original)).toBe(1);
    const faint = { ...original, data: original.data.map(value => 0.5 * value + 0.2) };
    expect(sharpness(original, faint)).toBeCloseTo(0.25, 4);
  });

  it('has 20 times the variance of white noise, in closed form 4² + 4·1²', () => {
    const noise = image(256, 256);
    fillNormal(randomStream('sharpness'), noise.data);
    // (Δx)² of white noise correlates with its neighbours: Var ΣΔ² = 2·Σρ² per pixel, Σρ² = 20² + 4·8² + 4·2² + 4·1² over all shifts.
    const deviation = Math.sqrt((2 * (400 + 256 + 16 + 4)) / (3 * 254 * 254));
    expect(Math.abs(laplacianEnergy(noise) - 20)).toBeLessThan(3.29 * deviation);
    // A Laplacian of eight neighbours, 8² + 8·1², would be another one.
    expect(72 - 20).toBeGreaterThan(3.29 * deviation);
  });

  it('does not see slopes, and takes flat pictures for equally sharp', () => {
    const slope = image(16, 16);
    slope.data.forEach((_, i) => {
      slope.data[i] = (Math.floor(i / 3) % 16) / 16 + Math.floor(i / 48) / 32;
    });
    expect(laplacianEnergy(slope)).toBeLessThan(1e-12);
    expect(sharpness(image(16, 16), image(16, 16))).toBe(1);
    expect(laplacianEnergy(image(2, 9))).toBe(0);
  });
});
