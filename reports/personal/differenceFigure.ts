import type { PersonalResult, Way } from '../../sim/personal/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { extent } from '../curveData.ts';
import { type DotsData, drawDots } from '../figures/dots.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain, signed, withInterval } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { wayInWords, wayLabel } from './looks.ts';
import { type Gain, gainOf, headlineSnrDb, snrsOf } from './select.ts';

interface Contrast {
  readonly of: Way;
  readonly against: Way;
}

/** What the figure sets side by side, as far as the result has it. */
const CONTRASTS: readonly Contrast[] = [
  { of: { codec: 'personal', access: 'keys' }, against: { codec: 'adapted', access: 'keys' } },
  { of: { codec: 'personal', access: 'keys' }, against: { codec: 'universal', access: 'keys' } },
  { of: { codec: 'universal', access: 'keys' }, against: { codec: 'personal', access: 'no-keys' } },
  { of: { codec: 'universal', access: 'keys' }, against: { codec: 'rotated', access: 'no-keys' } },
];

/** Differences of PSNR for every user and for all of them, at the middle SNR. */
export function differenceFigure(result: PersonalResult, numbering: Numbering): Markup {
  const snrDb = headlineSnrDb(result);
  const shown = CONTRASTS.flatMap(contrast => {
    const gain = gainOf(result, contrast.of, contrast.against, snrDb);
    return gain ? [{ ...contrast, gain }] : [];
  });
  if (shown.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  return html`<dl class="facts">
${result.content.map((content, user) => html`<div><dt>User ${plain(user + 1)} sends</dt><dd>${content}</dd></div>\n`)}</dl>
<div class="figures"><div class="figure full">
<figure>
<figcaption><b>${label}.</b> Difference of PSNR at ${plain(snrDb)} dB, for every user and for the mean of all, with 95 % intervals. Above zero the first of the two
is better. Paired frame by frame.</figcaption>
<div class="plot"><div class="panels columns-2">${shown.map(one => panel(one))}</div></div>
</figure>
${renderTableBehind(
  { caption: 'Differences of PSNR in dB', columns: columnsOf(result.scenario.users), rows: rowsOf(result) },
  `Table behind ${label}`,
  'personal-differences.csv',
)}
</div></div>`;
}

function panel({ of, against, gain }: Contrast & { readonly gain: Gain }): Markup {
  const name = `${wayLabel(of)} minus ${wayInWords(against)}`;
  return html`<div><h3>${name}</h3>
${trusted(drawDots(dotsOf(name, `${of.codec}-${of.access}-${against.codec}-${against.access}`, gain)))}</div>`;
}

function dotsOf(name: string, id: string, { psnrDb, users }: Gain): DotsData {
  const rows = [
    ...users.map((estimate, user) => ({ label: `User ${user + 1}`, look: 'ink', estimate })),
    { label: 'All users', look: 'omdma', estimate: psnrDb },
  ];
  const tooltip = (label: string, estimate: Estimate) => `${label}: ${withInterval(estimate, 2, signed)} dB`;
  return {
    id: `difference-${id}`,
    title: `${name}, user by user`,
    description: rows.map(({ label, estimate }) => `${tooltip(label, estimate)}.`).join(' '),
    xLabel: 'difference of PSNR (dB)',
    xDomain: extent([...rows.map(({ estimate }) => estimate), ZERO], Number.POSITIVE_INFINITY),
    zeroLine: true,
    rows: rows.map(({ label, look, estimate }) => ({
      look: { name: look, label, marker: look === 'ink' ? 'circle' : 'diamond', markerArea: 52 },
      dots: [{ ...estimate, style: { dash: 'none', filled: true }, tooltip: tooltip(label, estimate) }],
    })),
  };
}

const ZERO: Estimate = { mean: 0, low: 0, high: 0, count: 0 };

type Row = PersonalResult['differences'][number];

/** All differences of the result, SNR by SNR. */
function rowsOf(result: PersonalResult): Row[] {
  return snrsOf(result).flatMap(snrDb => result.differences.filter(one => one.snrDb === snrDb));
}

function columnsOf(users: number): Column<Row>[] {
  const two = (value: number) => fixed(value, 2);
  const sign = (value: number) => signed(value, 2);
  return [
    headColumn('Way', 'way', ({ of }) => wayLabel(of)),
    headColumn('Minus', 'minus', ({ against }) => wayInWords(against)),
    numberColumn('SNR (dB)', 'snr_db', ({ snrDb }) => snrDb, plain),
    numberColumn('All users', 'all_users_db', ({ psnrDb }) => psnrDb.mean, sign),
    numberColumn('Low', 'all_users_db_low', ({ psnrDb }) => psnrDb.low, two),
    numberColumn('High', 'all_users_db_high', ({ psnrDb }) => psnrDb.high, two),
    ...Array.from({ length: users }, (_, user) =>
      numberColumn<Row>(`User ${user + 1}`, `user_${user + 1}_db`, row => row.users[user].mean, sign),
    ),
  ];
}
