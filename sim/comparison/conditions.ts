import { latentChannels, ratioOf } from '../bandwidthRatio.ts';
import type { Comparison } from './scenario.ts';

/** Where all ways are compared. */
export interface Condition {
  readonly snrDb: number;
  readonly cbr: string;
  /** The same ratio as a number, and as latent channels per token. */
  readonly ratio: number;
  readonly channels: number;
}

/** The conditions of both figures, by ascending cbr, then ascending SNR. */
export function conditionsOf({ snrDb, cbr, rateSnrDb, rateCbr }: Comparison): Condition[] {
  return rateCbr.flatMap(name => {
    const own = cbr.includes(name) ? [...new Set([...snrDb, rateSnrDb])].sort((a, b) => a - b) : [rateSnrDb];
    return own.map(snr => conditionAt(name, snr));
  });
}

/** Indices of those whose received pictures are kept: at each cbr the lowest SNR, the one closest to `rateSnrDb`, and the highest. */
export function shownConditions(
  { snrDb, cbr, rateSnrDb }: Comparison,
  conditions: readonly Condition[],
): number[] {
  const distance = (snr: number) => Math.abs(snr - rateSnrDb);
  const middle = snrDb.reduce((best, snr) => (distance(snr) < distance(best) ? snr : best));
  const shown = [snrDb[0], middle, snrDb.at(-1)];
  return conditions.flatMap((condition, c) =>
    cbr.includes(condition.cbr) && shown.includes(condition.snrDb) ? [c] : [],
  );
}

function conditionAt(cbr: string, snrDb: number): Condition {
  const channels = latentChannels(cbrValue(cbr));
  return { snrDb, cbr, ratio: ratioOf(cbrValue(cbr)), channels };
}

/** A name such as '0.125' comes from a number. */
function cbrValue(cbr: string): string | number {
  return cbr.includes('/') ? cbr : Number(cbr);
}
