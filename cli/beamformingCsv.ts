import type { BeamformingResult, BeamPoint } from '../sim/beamforming/results.ts';
import { csv } from './csv.ts';
import { spread } from './pointsCsv.ts';

/** All points as CSV (RFC 4180), one row each; what a point does not have is left empty. */
export function beamformingCsv({ points }: BeamformingResult): string {
  return csv(points.map(columns));
}

function columns({
  place,
  scheme,
  denoiserSteps,
  residual,
  ...point
}: BeamPoint): Record<string, string | number> {
  return {
    scheme,
    denoiserSteps,
    snrDb: place.snrDb,
    antennas: place.antennas,
    users: place.users,
    correlation: place.correlation ?? '',
    channelUses: point.channelUses,
    cbr: point.cbr,
    ...spread('psnrDb', point.psnrDb),
    ...spread('ssim', point.ssim),
    ...spread('msSsim', point.msSsim),
    ...spread('effectiveSnrDb', point.effectiveSnrDb),
    ...spread('sumRate', point.sumRate),
    ...spread('served', point.served),
    residualRatio: residual?.variance.mean ?? '',
    residualRatioLow: residual?.variance.low ?? '',
    residualRatioHigh: residual?.variance.high ?? '',
    excessKurtosis: residual?.excessKurtosis ?? '',
    maxAutocorrelation: residual?.maxAutocorrelation ?? '',
    whiteBound: residual?.whiteBound ?? '',
  };
}
