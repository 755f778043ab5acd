import type { Estimate, PointResult } from '../sim/results.ts';
import { csv } from './csv.ts';

/** All points as CSV (RFC 4180), one row each; an estimate takes the columns mean, low, high and count. */
export function pointsCsv(points: readonly PointResult[]): string {
  return csv(points.map(columns));
}

function columns({
  point,
  channelUses,
  cbr,
  residual,
  ...measures
}: PointResult): Record<string, string | number> {
  const { variance, ...statistics } = residual;
  return {
    scheme: point.scheme,
    denoiserSteps: point.denoiserSteps,
    snrDb: point.snrDb,
    users: point.users,
    channelUses,
    cbr,
    ...spread('psnrDb', measures.psnrDb),
    ...spread('ssim', measures.ssim),
    ...spread('msSsim', measures.msSsim),
    ...spread('latencyMs', measures.latencyMs),
    ...spread('residualVariance', variance),
    predictedVariance: statistics.predictedVariance,
    excessKurtosis: statistics.excessKurtosis,
    maxAutocorrelation: statistics.maxAutocorrelation,
    whiteBound: statistics.whiteBound,
    ksDistance: statistics.ksDistance,
    entries: statistics.entries,
  };
}

/** The columns of an estimate. */
export function spread(name: string, { mean, low, high, count }: Estimate): Record<string, number> {
  return { [name]: mean, [`${name}Low`]: low, [`${name}High`]: high, [`${name}Count`]: count };
}
