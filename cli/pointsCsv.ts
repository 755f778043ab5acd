import type { PointResult, ResidualStatistics, Spread } from '../sim/cell/results.ts';
import type { Estimate } from '../sim/results.ts';
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
  files,
  overheadUses,
  pictures,
  ...measures
}: PointResult): Record<string, string | number> {
  return {
    ...(point.channel === undefined ? {} : { channel: point.channel }),
    scheme: point.scheme,
    denoiserSteps: point.denoiserSteps,
    snrDb: point.snrDb,
    users: point.users,
    channelUses,
    cbr,
    ...(overheadUses === undefined ? {} : { overheadUses }),
    ...spread('psnrDb', measures.psnrDb),
    ...spread('ssim', measures.ssim),
    ...spread('msSsim', measures.msSsim),
    ...spread('latencyMs', measures.latencyMs),
    ...(residual && residualColumns(residual)),
    ...(files && { files: files.pictures, filesUnsent: files.unsent, filesLost: files.lost }),
    ...(pictures === undefined
      ? {}
      : {
          ...quantiles('picturePsnrDb', pictures.psnrDb),
          ...(pictures.effectiveSnrDb && quantiles('effectiveSnrDb', pictures.effectiveSnrDb)),
        }),
  };
}

function residualColumns({ variance, ...statistics }: ResidualStatistics): Record<string, number> {
  return {
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

function quantiles(name: string, { p10, p50, p90 }: Spread): Record<string, number> {
  return { [`${name}P10`]: p10, [`${name}P50`]: p50, [`${name}P90`]: p90 };
}
