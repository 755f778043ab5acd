import type { LeftOut, RunResult } from '../../sim/cell/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { capitalised, counted, listed, MISSING, plain, signed, withInterval } from '../numbers.ts';
import { headColumn, renderTable } from '../table.ts';
import { channelLabel } from './channels.ts';
import { conditionsOf, denoiserLabel, placeLabel, schemeLabel } from './conditions.ts';
import { corners, type VerdictRow, verdictRows, verdictSentences, wayLabel } from './headline.ts';

/** Title, description and what was asked. */
export function renderHead(result: RunResult): Markup {
  const { scenario, provenance } = result;
  const { description } = scenario;
  return html`<header>
<p class="overline">semlink · scenario <code>${scenario.name}</code></p>
<h1>${scenario.title}</h1>
${typeof description === 'string' && description ? html`<p class="lead">${description}</p>` : NOTHING}
<p class="asked"><span class="visually-hidden">Asked: </span>${asked(result)} · ${provenance.images}</p>
</header>`;
}

/** The verdict: sentences and a table, both computed from the run. */
export function renderVerdict(result: RunResult): Markup {
  const { points, leftOut = [] } = result;
  if (points.length === 0) return html`<p>The run has no finished points.</p>`;
  const rows = corners(conditionsOf(points)).flatMap(corner => verdictRows(result, corner));
  const { steps } = conditionsOf(points);
  const most = steps.at(-1) ?? 0;
  return html`<ul class="findings">
${verdictSentences(result).map(sentence => html`<li>${sentence}</li>\n`)}</ul>
${renderTable({ caption: 'PSNR in dB: mean and 95 % interval', columns: verdictColumns(steps, most, rows), rows })}
<p class="note">${estimateNote(points)}${
    result.differences.length > 0
      ? ' Differences are paired: taken frame by frame, on the same pictures and the same noise.'
      : ''
  }</p>${leftOut.map(points => html`\n<p class="note">${leftOutInWords(points)}</p>`)}`;
}

/** "TDMA is left out with 32 and 64 users: 16 latent channels are shared among at most 16 users." */
function leftOutInWords({ scheme, users, reason }: LeftOut): string {
  return `${schemeLabel({ scheme })} is left out with ${listed(users.map(plain))} users: ${reason}.`;
}

function verdictColumns(steps: readonly number[], most: number, rows: readonly VerdictRow[]) {
  const psnr = (point: VerdictRow['without']) => (point ? withInterval(point.psnrDb, 2) : MISSING);
  const column = (header: string, show: (row: VerdictRow) => string) => ({
    header,
    key: header,
    show,
    value: show,
    kind: 'number' as const,
  });
  return [
    headColumn<VerdictRow>('Condition', 'condition', ({ users, snrDb }) => placeLabel({ users, snrDb })),
    headColumn<VerdictRow>('Scheme', 'scheme', wayLabel),
    ...(rows.some(({ without }) => without) ? [column('Without denoiser', row => psnr(row.without))] : []),
    ...(most > 0 ? [column(capitalised(denoiserLabel(most, steps)), row => psnr(row.withDenoiser))] : []),
    ...(rows.some(({ gain }) => gain)
      ? [column('Gain of the denoiser', row => (row.gain ? withInterval(row.gain, 2, signed) : MISSING))]
      : []),
  ];
}

function asked({ points, scenario }: RunResult): string {
  const { users, snrsDb, schemes, steps, channels } = conditionsOf(points);
  if (points.length === 0) return 'no finished points';
  const positive = steps.filter(count => count > 0);
  const denoiser =
    positive.length === 0
      ? 'without denoiser'
      : `${steps[0] === 0 ? 'with and without' : 'with'} denoiser (${listed(positive.map(plain))} ${
          positive.length === 1 && positive[0] === 1 ? 'step' : 'steps'
        })`;
  return [
    users.length === 1 ? counted(users[0], 'user') : `${listed(users.map(plain))} users`,
    `SNR ${listed(snrsDb.map(plain))} dB`,
    listed(schemes.map(scheme => schemeLabel({ scheme }))),
    ...(scenario.direction === 'downlink' ? ['downlink'] : []),
    ...(channels.length > 0 ? [`over ${listed(channels.map(channelLabel))}`] : []),
    denoiser,
  ].join(' · ');
}

function estimateNote(points: RunResult['points']): string {
  const counts = points.map(point => point.psnrDb.count);
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const values = low === high ? `${low}` : `${low} to ${high}`;
  return `Each mean is over ${values} independent values; intervals are Student’s t at 95 %.`;
}
