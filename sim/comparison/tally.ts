import { average, estimate } from '../estimate.ts';
import type { Quality } from '../metrics/score.ts';
import { rounded } from '../rounding.ts';
import type { Condition } from './conditions.ts';
import type { CurvePoint } from './results.ts';

/** What became of one trial, a picture or the pictures of one mosaic, and what it took. */
export interface Outcome {
  readonly pictures: readonly Quality[];
  /** Complex channel uses, and values 3·H·W of the pictures. */
  readonly uses: number;
  readonly values: number;
  readonly files: number;
  readonly failed: number;
}

/** Gathers the trials of one way under one condition, in any order. */
export interface Tally {
  record(trial: number, outcome: Outcome): void;
  point(condition: Condition): CurvePoint;
}

export function tally(): Tally {
  const qualities: Quality[] = [];
  const sums = { uses: 0, values: 0, files: 0, failed: 0 };
  return {
    record(trial, outcome) {
      const mean = (of: keyof Quality) => average(outcome.pictures.map(picture => picture[of]));
      // Pictures of one file fail together, so only files are independent.
      qualities[trial] = { psnrDb: mean('psnrDb'), ssim: mean('ssim'), msSsim: mean('msSsim') };
      for (const of of ['uses', 'values', 'files', 'failed'] as const) sums[of] += outcome[of];
    },
    point({ snrDb, cbr }) {
      const over = (of: keyof Quality) => estimate(qualities.map(quality => quality[of]));
      return {
        snrDb,
        cbr,
        ...rounded({
          cbrMade: sums.uses / sums.values,
          psnrDb: over('psnrDb'),
          ssim: over('ssim'),
          msSsim: over('msSsim'),
        }),
        failed: sums.failed,
        files: sums.files,
      };
    },
  };
}
