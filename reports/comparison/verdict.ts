import type { ComparisonResult, CurvePoint } from '../../sim/comparison/results.ts';
import { counted, fixed, listed, plain, signed, withInterval } from '../numbers.ts';
import { areApart, crossings } from './crossings.ts';
import { atCbr, cbrsOf, cbrsOverSnr, headlineSnrDb, pointAt, ratioOf, snrsOf } from './grid.ts';
import { best, bestNeural, course, type Lead, leadsOf } from './leads.ts';
import { accountedLabel, curveLabel, neuralCurves, neuralName, ofKind, placeLabel } from './ways.ts';

/** Fewer bandwidth ratios than this tell no course over them. */
const FEWEST_RATIOS = 3;

/** What was found, in sentences that come from the result alone. */
export function verdictSentences(result: ComparisonResult): string[] {
  const cbrs = cbrsOverSnr(result.curves);
  const leads = leadsOf(result);
  return [
    ...cbrs.flatMap(cbr =>
      atHeadline(
        result,
        cbr,
        leads.filter(({ place }) => place.cbr === cbr),
      ),
    ),
    ...overCbr(result),
    ...denoiserGain(result, cbrs),
    ...neverArrived(result, cbrs),
  ];
}

/** The neural codec and the envelopes at one bandwidth ratio, in one paragraph. */
function atHeadline(result: ComparisonResult, cbr: string, leads: readonly Lead[]): string[] {
  const place = { cbr, snrDb: headlineSnrDb(result, cbr) };
  const own = bestNeural(result, place);
  const envelopes = ofKind(result.curves, 'envelope').flatMap(curve => {
    const point = pointAt(curve, place);
    return point ? [{ curve, point }] : [];
  });
  const strongest = best(envelopes);
  const weakest = [...envelopes].sort((a, b) => a.point.psnrDb.mean - b.point.psnrDb.mean)[0];
  const reading = ({ curve, point }: (typeof envelopes)[number]) =>
    `${withInterval(point.psnrDb, 2)} dB (${accountedLabel(curve.accounting)})`;
  const lead = leads.find(({ envelope }) => envelope.curve === strongest?.curve);
  const sentences = [
    ...(own ? [`${neuralName(own.curve)} has ${withInterval(own.point.psnrDb, 2)} dB.`] : []),
    ...(strongest && weakest === strongest ? [`The LDPC envelope has ${reading(strongest)}.`] : []),
    ...(strongest && weakest !== strongest
      ? [
          `The LDPC envelope has from ${fixed(weakest.point.psnrDb.mean, 2)} dB (${accountedLabel(weakest.curve.accounting)}) to ${reading(strongest)}.`,
        ]
      : []),
    ...(lead ? againstStrongest(lead, envelopes.length, snrsOf(result.curves, cbr)) : []),
    ...(own ? atCapacity(result, place, own.point) : []),
  ];
  return sentences.length > 0 ? [`At cbr ${cbr} and ${plain(place.snrDb)} dB, ${sentences.join(' ')}`] : [];
}

function againstStrongest(
  { own, envelope, areApart: isClear, overSnr }: Lead,
  of: number,
  snrsDb: readonly number[],
): string[] {
  const gap = own.point.psnrDb.mean - envelope.point.psnrDb.mean;
  const name = neuralName(own.curve);
  const against = of > 1 ? 'the latter' : 'the envelope';
  const intervals = isClear ? 'the intervals are apart' : 'the intervals overlap';
  const path =
    overSnr && overSnr.compared > 1
      ? ` From ${plain(snrsDb[0])} to ${plain(snrsDb.at(-1)!)} dB the higher mean is that of ${course(
          overSnr,
          name,
          'the envelope',
          at => `${fixed(at, 1)} dB`,
        )}; the intervals are apart at ${overSnr.apart} of ${overSnr.compared} SNRs.`
      : '';
  return [
    `Against ${against} ${name} is ${fixed(Math.abs(gap), 2)} dB ${gap < 0 ? 'behind' : 'ahead'}; ${intervals}.${path}`,
  ];
}

function atCapacity(
  result: ComparisonResult,
  place: Pick<CurvePoint, 'cbr' | 'snrDb'>,
  own: CurvePoint,
): string[] {
  const bound = best(
    ofKind(result.curves, 'capacity').flatMap(curve => {
      const point = pointAt(curve, place);
      return point ? [{ curve, point }] : [];
    }),
  );
  if (!bound) return [];
  const gap = bound.point.psnrDb.mean - own.psnrDb.mean;
  return [
    `The highest capacity bound (${accountedLabel(bound.curve.accounting)}) lies ${fixed(Math.abs(gap), 2)} dB ${gap < 0 ? 'below' : 'above'}; ${
      areApart(own, bound.point) ? 'the intervals are apart' : 'the intervals overlap'
    }.`,
  ];
}

/** Who leads along the bandwidth ratio, against the envelope that is strongest at the highest ratio. */
function overCbr(result: ComparisonResult): string[] {
  const { rateSnrDb: snrDb } = result.scenario;
  const at = ({ points }: { readonly points: readonly CurvePoint[] }) =>
    points.filter(point => point.snrDb === snrDb).sort((a, b) => ratioOf(a.cbr) - ratioOf(b.cbr));
  const last = cbrsOf(result.curves, snrDb).at(-1);
  if (last === undefined) return [];
  const own = bestNeural(result, { cbr: last, snrDb });
  const strongest = best(
    ofKind(result.curves, 'envelope').flatMap(curve => {
      const point = pointAt(curve, { cbr: last, snrDb });
      return point ? [{ curve, point }] : [];
    }),
  );
  if (!own || !strongest) return [];
  const found = crossings(at(own.curve), at(strongest.curve), ({ cbr }) => ratioOf(cbr));
  if (!found || found.compared < FEWEST_RATIOS) return [];
  const path = course(found, neuralName(own.curve), 'the envelope', ratio => `cbr 1/${fixed(1 / ratio, 1)}`);
  return [
    `Over the bandwidth ratio at ${plain(snrDb)} dB, against the envelope of ${accountedLabel(strongest.curve.accounting)}, the higher mean is that of ${path}; the intervals are apart at ${found.apart} of ${found.compared} ratios.`,
  ];
}

function denoiserGain(result: ComparisonResult, cbrs: readonly string[]): string[] {
  const neural = neuralCurves(result);
  const without = neural.find(({ denoiserSteps = 0 }) => denoiserSteps === 0);
  if (!without) return [];
  return neural.flatMap(curve => {
    const { denoiserSteps = 0 } = curve;
    if (denoiserSteps === 0) return [];
    const gains = cbrs.flatMap(cbr => {
      const place = { cbr, snrDb: headlineSnrDb(result, cbr) };
      const [before, after] = [pointAt(without, place), pointAt(curve, place)];
      if (!before || !after) return [];
      return [`${signed(after.psnrDb.mean - before.psnrDb.mean, 2)} dB at ${placeLabel(place)}`];
    });
    if (gains.length === 0) return [];
    return [`A denoiser of ${counted(denoiserSteps, 'step')} changes the mean PSNR by ${listed(gains)}.`];
  });
}

/** Where an envelope is nothing but failures. */
function neverArrived(result: ComparisonResult, cbrs: readonly string[]): string[] {
  const clauses = ofKind(result.curves, 'envelope').flatMap(curve => {
    const silent = cbrs.flatMap(cbr => {
      const points = atCbr(curve.points, cbr);
      const arriving = points.filter(({ failed, files }) => failed < files);
      if (arriving.length === points.length) return [];
      const from = arriving.length === 0 ? 'at no SNR' : `only from ${plain(arriving[0].snrDb)} dB on`;
      return [`${from} at cbr ${cbr}`];
    });
    return silent.length > 0 ? [`${curveLabel(curve)}: ${listed(silent)}`] : [];
  });
  return clauses.length > 0 ? [`Files arrive in part of the range alone. ${clauses.join('; ')}.`] : [];
}
