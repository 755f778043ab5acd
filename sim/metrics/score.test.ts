import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, tilesOf } from '../../channels/digital/source/mosaic.ts';
import { image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { ssimAndMsSsim } from './msSsim.ts';
import { psnr } from './psnr.ts';
import { EXACT_PSNR_DB, qualityOf, scoreOf } from './score.ts';

const source = deadLeaves({ width: 64, height: 48, count: 2, seed: 3 });
const [a, b] = [await source.read(0), await source.read(1)];

describe('qualityOf', () => {
  it('of one tile is the quality of the picture', () => {
    expect(qualityOf([scoreOf(a, b)])).toEqual({ psnrDb: psnr(a, b), ...ssimAndMsSsim(a, b) });
  });

  it('has the PSNR of the whole picture, however it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 22, max: 64 }), side => {
        const scores = tilesOf(64, 48, side).map(tile => scoreOf(cut(a, tile), cut(b, tile)));
        expect(qualityOf(scores).psnrDb).toBeCloseTo(psnr(a, b), 9);
      }),
      { numRuns: 12 },
    );
  });

  it('weighs tiles by their pixels, and would not be a mean of decibels', () => {
    const scores = [
      { pixels: 300, squaredError: 0.01, ssim: 1, msSsim: 0.5 },
      { pixels: 100, squaredError: 0.05, ssim: 0, msSsim: 0.9 },
    ];
    const { psnrDb, ssim, msSsim } = qualityOf(scores);
    expect(psnrDb).toBeCloseTo(-10 * Math.log10(0.02), 12);
    expect([ssim, msSsim]).toEqual([0.75, expect.closeTo(0.6, 12)]);
    expect(psnrDb).not.toBeCloseTo((300 * 20 + 100 * 13.0103) / 400, 1);
  });

  it('is finite for a picture without any error', () => {
    const black = image(16, 16);
    expect(qualityOf([scoreOf(black, black)])).toEqual({ psnrDb: EXACT_PSNR_DB, ssim: 1, msSsim: 1 });
  });
});
