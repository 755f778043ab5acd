import type { LoadPoint, LoadResult } from '../sim/load/results.ts';
import type { Estimate } from '../sim/results.ts';
import { csv } from './csv.ts';
import { spread } from './pointsCsv.ts';

/** All points as CSV (RFC 4180), one row each; what a point does not have is left empty. */
export function loadCsv({ points }: LoadResult): string {
  return csv(points.map(columns));
}

function columns(point: LoadPoint): Record<string, string | number> {
  const { place, fates, check } = point;
  return {
    ...place,
    offeredPerS: point.offeredPerS,
    usesPerPicture: point.usesPerPicture,
    ...spreadOrNothing('psnrDb', point.psnrDb),
    ...spreadOrNothing('msSsim', point.msSsim),
    ...spreadOrNothing('delayMs', point.delayMs),
    delayMsP50: point.delayQuantilesMs?.p50 ?? '',
    delayMsP95: point.delayQuantilesMs?.p95 ?? '',
    queueTheoryMs: point.queueTheoryMs ?? '',
    settled: String(point.settled),
    ...spread('goodputPerS', point.goodputPerS),
    ...spreadOrNothing('inTime', fates?.inTime ?? null),
    ...spreadOrNothing('missed', fates?.missed ?? null),
    blocked: fates?.blocked ?? '',
    rejected: fates?.rejected ?? '',
    abandoned: fates?.abandoned ?? '',
    triesPerPicture: point.triesPerPicture,
    fairness: point.fairness,
    energyPerPictureMj: point.energyPerPictureMj ?? '',
    bandUse: point.bandUse,
    meanOnAir: point.meanOnAir,
    checkHitRate: check.hitRate ?? '',
    checkFalseAlarmRate: check.falseAlarmRate ?? '',
    checkErrorDb: check.errorDb,
    unstableAtS: point.unstable?.atS ?? '',
    seconds: point.seconds,
  };
}

function spreadOrNothing(name: string, estimate: Estimate | null): Record<string, string | number> {
  if (estimate) return spread(name, estimate);
  return { [name]: '', [`${name}Low`]: '', [`${name}High`]: '', [`${name}Count`]: '' };
}
