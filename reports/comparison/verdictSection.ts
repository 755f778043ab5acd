import type { ComparisonResult, Curve, CurvePoint } from '../../sim/comparison/results.ts';
import { html, type Markup } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, MISSING, signed, withInterval } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTable } from '../table.ts';
import { cbrsOverSnr, headlineSnrDb, pointAt } from './grid.ts';
import { course, type Lead, leadsOf } from './leads.ts';
import { verdictSentences } from './verdict.ts';
import { accountedLabel, curveLabel, modulationLabel, placeLabel } from './ways.ts';

interface Row {
  readonly curve: Curve;
  readonly point: CurvePoint;
}

/** The findings in words, who leads under which accounting, and every way at the headline's conditions. */
export function renderComparisonVerdict(result: ComparisonResult, numbering: Numbering): Markup {
  const rows = cbrsOverSnr(result.curves).flatMap(cbr => {
    const place = { cbr, snrDb: headlineSnrDb(result, cbr) };
    return result.curves
      .filter(({ kind }) => kind !== 'digital')
      .flatMap((curve): Row[] => {
        const point = pointAt(curve, place);
        return point ? [{ curve, point }] : [];
      });
  });
  if (rows.length === 0) return html`<p>The comparison has no finished curve over SNR.</p>`;
  const leads = leadsOf(result);
  return html`<ul class="findings">
${verdictSentences(result).map(sentence => html`<li>${sentence}</li>\n`)}</ul>
${
  leads.length > 0
    ? renderTable({
        caption: `${numbering.next('Table')}. Best neural curve against each envelope and bound`,
        columns: LEAD_COLUMNS,
        rows: leads,
      })
    : ''
}
${renderTable({ caption: `${numbering.next('Table')}. Every way at these conditions: mean and 95 % interval`, columns: COLUMNS, rows })}
<p class="note">Intervals are Student’s t at 95 %, over the pictures or, where pictures share a file, over the files; they are not paired. Where the lead
changes is read off straight lines between the measured points. A file that does not arrive or does not fit counts as failed and shows ${
    result.failureShows ?? 'the mean picture'
  }.</p>`;
}

const LEAD_COLUMNS: readonly Column<Lead>[] = [
  headColumn('Condition', 'condition', ({ place }) => placeLabel(place)),
  headColumn('Digital way', 'way', ({ envelope }) => accountedLabel(envelope.curve.accounting)),
  difference('Neural minus envelope (dB)', 'minus_envelope_db', ({ envelope }) => envelope.point),
  text('Intervals', ({ areApart }) => (areApart ? 'apart' : 'overlap')),
  difference('Neural minus bound (dB)', 'minus_bound_db', ({ bound }) => bound),
  text('Higher mean over SNR', ({ overSnr }) =>
    overSnr ? course(overSnr, 'neural', 'envelope', at => `${fixed(at, 1)} dB`) : MISSING,
  ),
  text('Apart over SNR', ({ overSnr }) => (overSnr ? `${overSnr.apart} of ${overSnr.compared}` : MISSING)),
];

const COLUMNS: readonly Column<Row>[] = [
  headColumn('Condition', 'condition', ({ point }) => placeLabel(point)),
  headColumn('Way', 'way', ({ curve }) => curveLabel(curve)),
  text('PSNR (dB)', ({ point }) => withInterval(point.psnrDb, 2)),
  text('MS-SSIM', ({ point }) => withInterval(point.msSsim, 3)),
  text('Files failed', ({ point }) => `${point.failed} of ${point.files}`),
  text('Modulation and rate', ({ point }) =>
    point.modulation ? modulationLabel(point.modulation) : MISSING,
  ),
];

function difference(header: string, key: string, from: (lead: Lead) => CurvePoint | undefined): Column<Lead> {
  const value = (lead: Lead) => lead.own.point.psnrDb.mean - (from(lead)?.psnrDb.mean ?? Number.NaN);
  return numberColumn(header, key, value, number => signed(number, 2));
}

function text<One>(header: string, show: (row: One) => string): Column<One> {
  return { header, key: header, show, value: show, kind: 'number' };
}
