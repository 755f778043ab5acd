import type { Image } from '../../kernels/image.ts';
import { linearToDb } from '../../kernels/power.ts';
import { ssimAndMsSsim } from './msSsim.ts';
import { meanSquaredError, psnr } from './psnr.ts';

/** What a picture that arrives without any error counts as, so that a mean over pictures stays finite. */
export const EXACT_PSNR_DB = 100;

/** PSNR in dB of a received picture, at most `EXACT_PSNR_DB`. Throws as `psnr`. */
export function finitePsnr(original: Image, received: Image): number {
  return Math.min(EXACT_PSNR_DB, psnr(original, received));
}

/** How one received picture, or one tile of it, differs from the original. */
export interface Score {
  readonly pixels: number;
  /** Mean squared error of values in [0, 1]. */
  readonly squaredError: number;
  readonly ssim: number;
  readonly msSsim: number;
}

export interface Quality {
  readonly psnrDb: number;
  readonly ssim: number;
  readonly msSsim: number;
}

/** Throws as `ssimAndMsSsim` and `meanSquaredError`. */
export function scoreOf(original: Image, received: Image): Score {
  const pixels = original.width * original.height;
  return { pixels, squaredError: meanSquaredError(original, received), ...ssimAndMsSsim(original, received) };
}

/**
 * Quality of a picture from its tiles: the PSNR of the squared error over all pixels, at most 100 dB; SSIM and MS-SSIM as means over the
 * tiles by their pixels. Windows that reach over the edge of a tile are left out.
 */
export function qualityOf(tiles: readonly Score[]): Quality {
  const pixels = tiles.reduce((sum, tile) => sum + tile.pixels, 0);
  const mean = (of: Exclude<keyof Score, 'pixels'>) =>
    tiles.reduce((sum, tile) => sum + tile[of] * tile.pixels, 0) / pixels;
  const psnrDb = Math.min(EXACT_PSNR_DB, linearToDb(1 / mean('squaredError')));
  return { psnrDb, ssim: mean('ssim'), msSsim: mean('msSsim') };
}
