import type { BeamformingResult, Likeness } from '../../sim/beamforming/results.ts';
import { html, type Markup, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { counted, fixed, plain, significant } from '../numbers.ts';
import { type Column, downloadLink, headColumn, numberColumn, renderTable } from '../table.ts';
import { drawLikenessHistogram, PAIRS } from './countFigure.ts';
import { drawHeatMap } from './heatMap.ts';
import { placeLabel } from './select.ts';

/** How alike the latents are, the groups that come of it, and what telling the users costs. */
export function likenessSection(result: BeamformingResult, numbering: Numbering): Markup {
  const { threshold } = groupingOf(result);
  const histogramLabel = numbering.next('Figure');
  const heatLabel = numbering.next('Figure');
  const table = {
    caption: `${numbering.next('Table')}. Likeness, groups, and side information of one grouping`,
    columns: COLUMNS,
    rows: distinctLikeness(result),
  };
  return html`<p>R is the correlation of two users’ latents over the entries that are sent, ⟨z, z′⟩/2n. Users whose groups reach the threshold are joined.</p>
<div class="figures"><div class="figure">
<figure>
<figcaption><b>${histogramLabel}.</b> R of all pairs of users in all frames, ${placeLabel(result.base)}. Bars of a colour add up to one; the line is the
threshold, ${plain(threshold)}.</figcaption>
<ul class="legend">${Object.values(PAIRS).map(({ look, label }) => html`<li>${colourSwatch(look)}${label}</li>`)}</ul>
<div class="plot">${trusted(drawLikenessHistogram(result.histogram, threshold))}</div>
</figure>
</div><div class="figure">
<figure>
<figcaption><b>${heatLabel}.</b> R of the first frame, users ordered by group. A line is drawn around every group.</figcaption>
<ul class="legend"><li>${colourSwatch('omdma')}alike</li><li>${colourSwatch('superposed')}opposite</li></ul>
<div class="plot">${trusted(heatMapOf(result))}</div>
</figure>
</div></div>
${renderTable(table)}
${downloadLink(table, 'likeness.csv')}
<p class="note">Side information: every user is told its group’s label, and every user with mates the group’s key (256 bits) and its effective gain (32 bits). Uses
are what these bits take at the capacity of one antenna, log2(1 + P/N0) bits per use; they come once per grouping, beside the frame, and are not taken
from it; a frame has ${plain(Math.max(...result.points.map(({ channelUses }) => channelUses)))} uses. Labels and gains change with the channel, keys only with the groups.</p>`;
}

function groupingOf({ scenario }: BeamformingResult): { readonly threshold: number } {
  const { grouping } = scenario as { readonly grouping?: { readonly threshold?: unknown } };
  return { threshold: Number(grouping?.threshold) };
}

function heatMapOf({ firstFrame }: BeamformingResult): string {
  const { groups, correlation, objects } = firstFrame;
  const labels = [...new Set(groups)];
  const order = labels.flatMap(label => groups.flatMap((own, user) => (own === label ? [user] : [])));
  const blocks = labels.map(label => groups.filter(own => own === label).length);
  const isTrue = groups.join() === objects.join();
  return drawHeatMap({
    id: 'likeness-matrix',
    title: 'Correlation matrix of the first frame, with groups',
    description: `${labels.length} groups of ${blocks.join(', ')} users${isTrue ? ', one for each object' : '; the objects are others'}.`,
    values: order.map(k => order.map(j => correlation[k][j])),
    names: order.map(user => plain(user + 1)),
    blocks,
  });
}

/** One row for all numbers of antennas, on which likeness does not depend. */
function distinctLikeness({ likeness }: BeamformingResult): Likeness[] {
  const keyOf = ({ place: { users, correlation, snrDb } }: Likeness) => [users, correlation, snrDb].join(' ');
  return likeness.filter((row, i) => likeness.findIndex(other => keyOf(other) === keyOf(row)) === i);
}

const two = (value: number) => fixed(value, 2);

const COLUMNS: readonly Column<Likeness>[] = [
  headColumn('Condition', 'condition', ({ place: { users, correlation, snrDb } }) =>
    [
      counted(users, 'user'),
      ...(correlation === undefined ? [] : [`correlation ${plain(correlation)}`]),
      `${plain(snrDb)} dB`,
    ].join(', '),
  ),
  numberColumn('R within objects', 'r_within', ({ within }) => within?.mean ?? Number.NaN, two),
  numberColumn('R between objects', 'r_between', ({ between }) => between?.mean ?? Number.NaN, two),
  numberColumn('Groups', 'groups', ({ groups }) => groups.mean, significant),
  numberColumn(
    'Groups are the objects (% of frames)',
    'recovered_percent',
    row => 100 * row.recovered,
    value => fixed(value, 0),
  ),
  numberColumn('Label bits', 'label_bits', ({ side }) => side.labelBits, significant),
  numberColumn('Key bits', 'key_bits', ({ side }) => side.keyBits, significant),
  numberColumn('Gain bits', 'gain_bits', ({ side }) => side.gainBits, significant),
  numberColumn(
    'Channel uses',
    'side_uses',
    ({ sideUses }) => sideUses,
    value => fixed(value, 0),
  ),
];

function colourSwatch(look: string): Markup {
  return trusted(
    `<svg class="swatch" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><g class="scheme ${look}"><rect class="bar" x="1" y="3" width="16" height="12"/></g></svg>`,
  );
}
