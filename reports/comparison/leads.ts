import type { ComparisonResult, Curve, CurvePoint } from '../../sim/comparison/results.ts';
import { listed } from '../numbers.ts';
import { areApart, type Crossings, crossings } from './crossings.ts';
import { atCbr, cbrsOverSnr, headlineSnrDb, pointAt } from './grid.ts';
import { type DigitalCurve, isSameAccounting, neuralCurves, ofKind } from './ways.ts';

/** The neural codec beside one way to send a digital picture, at one bandwidth ratio. */
export interface Lead {
  /** Bandwidth ratio and SNR of the points. */
  readonly place: Condition;
  readonly own: Reading;
  readonly envelope: Reading & { readonly curve: DigitalCurve };
  /** The same accounting at capacity, where the comparison has it. */
  readonly bound: CurvePoint | undefined;
  readonly areApart: boolean;
  /** How the lead passes between the two over SNR; undefined where they share fewer than two SNRs. */
  readonly overSnr: Crossings | undefined;
}

type Condition = Pick<CurvePoint, 'cbr' | 'snrDb'>;

export interface Reading {
  readonly curve: Curve;
  readonly point: CurvePoint;
}

/** The neural curve of the highest mean PSNR at one condition: the one that the text compares. */
export function bestNeural(result: ComparisonResult, place: Condition): Reading | undefined {
  return best(readings(neuralCurves(result), place));
}

/** Every accounting's envelope against the best neural curve, by bandwidth ratio. */
export function leadsOf(result: ComparisonResult): Lead[] {
  return cbrsOverSnr(result.curves).flatMap(cbr => {
    const place = { cbr, snrDb: headlineSnrDb(result, cbr) };
    const own = bestNeural(result, place);
    if (!own) return [];
    return readings(ofKind(result.curves, 'envelope'), place).map((envelope): Lead => {
      const bound = ofKind(result.curves, 'capacity').find(({ accounting }) =>
        isSameAccounting(accounting, envelope.curve.accounting),
      );
      return {
        place,
        own,
        envelope,
        bound: bound && pointAt(bound, place),
        areApart: areApart(own.point, envelope.point),
        overSnr: crossings(
          atCbr(own.curve.points, cbr),
          atCbr(envelope.curve.points, cbr),
          ({ snrDb }) => snrDb,
        ),
      };
    });
  });
}

/** "semlink up to 8.3 dB, then the envelope": who is ahead along an axis. */
export function course(
  { firstLeads, at }: Crossings,
  own: string,
  other: string,
  show: (at: number) => string,
): string {
  const [first, second] = firstLeads ? [own, other] : [other, own];
  if (at.length === 0) return `${first} throughout`;
  if (at.length === 1) return `${first} up to ${show(at[0])}, then ${second}`;
  return `${first} first, changing at ${listed(at.map(show))}`;
}

/** The reading of the highest mean PSNR; the first of equal ones. */
export function best<One extends Reading>(all: readonly One[]): One | undefined {
  return [...all].sort((a, b) => b.point.psnrDb.mean - a.point.psnrDb.mean)[0];
}

function readings<One extends Curve>(
  curves: readonly One[],
  place: Condition,
): { readonly curve: One; readonly point: CurvePoint }[] {
  return curves.flatMap(curve => {
    const point = pointAt(curve, place);
    return point ? [{ curve, point }] : [];
  });
}
