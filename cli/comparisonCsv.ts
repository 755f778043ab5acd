import type { ComparisonResult, Curve, CurvePoint } from '../sim/comparison/results.ts';
import { csv } from './csv.ts';
import { spread } from './pointsCsv.ts';

/** All points of all curves as CSV (RFC 4180), one row each; what a curve does not have is left empty. */
export function comparisonCsv({ curves }: ComparisonResult): string {
  return csv(curves.flatMap(curve => curve.points.map(point => columns(curve, point))));
}

function columns(
  { kind, accounting, denoiserSteps }: Curve,
  point: CurvePoint,
): Record<string, string | number> {
  return {
    kind,
    denoiserSteps: denoiserSteps ?? '',
    codec: accounting?.codec ?? '',
    mosaic: accounting?.mosaic ?? '',
    headers: accounting?.headers ?? '',
    modulation: point.modulation ?? '',
    cbr: point.cbr,
    cbrMade: point.cbrMade,
    snrDb: point.snrDb,
    ...spread('psnrDb', point.psnrDb),
    ...spread('ssim', point.ssim),
    ...spread('msSsim', point.msSsim),
    failed: point.failed,
    files: point.files,
  };
}
