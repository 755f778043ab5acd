import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITY, qualityDomain } from './quality.ts';

const [PSNR, MS_SSIM] = QUALITY;

describe('the axis of MS-SSIM', () => {
  it('is logarithmic in what is missing to 1, so that each 9 takes as much room', () => {
    const heights = [0, 0.9, 0.99, 0.999].map(MS_SSIM.height);
    heights.forEach((height, i) => {
      expect(height).toBeCloseTo(i, 12);
    });
    expect(MS_SSIM.height(1)).toBeCloseTo(4, 12);
    expect(MS_SSIM.height(1.01)).toBe(MS_SSIM.height(1));
    expect(PSNR.height(27.3)).toBe(27.3);
  });

  it('is marked at two or more values that are written as what they are, wherever it lies', () => {
    const ends = fc.tuple(
      fc.double({ min: 0.02, max: 3.8, noNaN: true }),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
    );
    fc.assert(
      fc.property(ends, ([low, length]) => {
        const high = Math.min(4, low + length);
        const { ticks, format } = MS_SSIM.marks!([low, high]);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - 1e-9);
          expect(tick).toBeLessThanOrEqual(high + 1e-9);
          expect(Math.abs(MS_SSIM.height(Number(format(tick))) - tick)).toBeLessThan(0.06);
        }
      }),
    );
  });
});

describe('qualityDomain', () => {
  const at = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half });

  it('holds every mean and anchor, and all of narrow intervals', () => {
    expect(qualityDomain([at(20, 0.5), at(30, 0.4)], [])).toEqual([19.5, 30.4]);
    expect(qualityDomain([at(20, 0), at(30, 0)], [35])).toEqual([20, 35]);
  });

  it('is not stretched by the wide interval of a cliff', () => {
    const [low, high] = qualityDomain([at(20, 50), at(30, 0)], []);
    expect([low, high]).toEqual([19, 31]);
  });

  it('is never empty', () => {
    const [low, high] = qualityDomain([at(20, 0)], []);
    expect(high).toBeGreaterThan(low);
  });
});
