import type { CurvePoint } from './results.ts';

/**
 * Adaptive modulation and coding: under each condition the pair with the highest mean PSNR over all pictures, with its other measures.
 * The transmitter is taken to know the SNR, not the noise. Of equals the first.
 *
 * @param series points of each pair, all under the same conditions
 */
export function envelope(series: readonly (readonly CurvePoint[])[]): CurvePoint[] {
  return series[0].map((_, condition) =>
    series
      .map(points => points[condition])
      .reduce((best, point) => (point.psnrDb.mean > best.psnrDb.mean ? point : best)),
  );
}
