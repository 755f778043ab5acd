import type { ComparisonResult, Curve, CurvePoint } from '../../sim/comparison/results.ts';

type Condition = Pick<CurvePoint, 'cbr' | 'snrDb'>;

/** The value of a bandwidth ratio as scenarios write it: 0.1667 of '1/6', 0.25 of '0.25'. */
export function ratioOf(cbr: string): number {
  const [numerator, denominator = 1] = cbr.split('/').map(Number);
  return numerator / denominator;
}

/** Whether two texts are the same ratio: '1/6' and '2/12' are. */
export function isSameCbr(a: string, b: string): boolean {
  return Math.abs(ratioOf(a) - ratioOf(b)) < 1e-9;
}

/** Bandwidth ratios at which some curve has two or more SNRs, ascending. */
export function cbrsOverSnr(curves: readonly Curve[]): string[] {
  return cbrsOf(curves).filter(cbr =>
    curves.some(({ points }) => new Set(atCbr(points, cbr).map(({ snrDb }) => snrDb)).size > 1),
  );
}

/** Bandwidth ratios of all points at one SNR, or at any, ascending. */
export function cbrsOf(curves: readonly Curve[], snrDb?: number): string[] {
  const points = curves.flatMap(curve => curve.points);
  const all = points.filter(point => snrDb === undefined || point.snrDb === snrDb).map(({ cbr }) => cbr);
  return [...new Set(all)].sort((a, b) => ratioOf(a) - ratioOf(b));
}

/** SNRs of all points at one bandwidth ratio, ascending. */
export function snrsOf(curves: readonly Curve[], cbr: string): number[] {
  const all = curves.flatMap(({ points }) => atCbr(points, cbr).map(({ snrDb }) => snrDb));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** The points of one bandwidth ratio, by ascending SNR. */
export function atCbr<Point extends Condition>(points: readonly Point[], cbr: string): Point[] {
  return points.filter(point => isSameCbr(point.cbr, cbr)).sort((a, b) => a.snrDb - b.snrDb);
}

export function pointAt({ points }: Curve, { cbr, snrDb }: Condition): CurvePoint | undefined {
  return points.find(point => isSameCbr(point.cbr, cbr) && point.snrDb === snrDb);
}

/** The SNR that the text speaks of: that of the figures over cbr, or the measured one that is nearest to it. */
export function headlineSnrDb({ scenario, curves }: ComparisonResult, cbr: string): number {
  const distance = (snrDb: number) => Math.abs(snrDb - scenario.rateSnrDb);
  return snrsOf(curves, cbr).reduce((best, snrDb) => (distance(snrDb) < distance(best) ? snrDb : best));
}
