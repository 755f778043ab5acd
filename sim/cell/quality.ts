import type { Image } from '../../kernels/image.ts';
import { average, estimate } from '../estimate.ts';
import { ssimAndMsSsim } from '../metrics/msSsim.ts';
import { finitePsnr } from '../metrics/score.ts';
import type { Estimate } from '../results.ts';
import type { PointResult } from './results.ts';

/** Picture quality of one point, gathered picture by picture in any order. */
export interface QualityScores {
  record(trial: number, user: number, original: Image, received: Image): void;
  /** Whether all pictures of all trials have been recorded. */
  readonly complete: boolean;
  estimates(): Pick<PointResult, 'psnrDb' | 'ssim' | 'msSsim'>;
  /** PSNR in dB of each frame, the mean over its users. */
  framePsnrDb(): number[];
  /** PSNR in dB of each picture. */
  picturePsnrDb(): number[];
}

export function qualityScores(trials: number, users: number): QualityScores {
  const table = () => Array.from({ length: trials }, () => new Array<number>(users));
  const scores = { psnrDb: table(), ssim: table(), msSsim: table() };
  let missing = trials * users;
  return {
    record(trial, user, original, received) {
      const { ssim, msSsim } = ssimAndMsSsim(original, received);
      scores.psnrDb[trial][user] = finitePsnr(original, received);
      scores.ssim[trial][user] = ssim;
      scores.msSsim[trial][user] = msSsim;
      missing--;
    },
    get complete() {
      return missing === 0;
    },
    estimates: () => ({
      psnrDb: overFrames(scores.psnrDb),
      ssim: overFrames(scores.ssim),
      msSsim: overFrames(scores.msSsim),
    }),
    framePsnrDb: () => scores.psnrDb.map(average),
    picturePsnrDb: () => scores.psnrDb.flat(),
  };
}

/**
 * Estimate from values [trial][user]. Users of one frame share its noise, so only frames are independent: the interval is
 * that of the frame averages.
 */
export function overFrames(values: readonly (readonly number[])[]): Estimate {
  return estimate(values.map(average));
}
