import type { BeamformingResult, BeamPatterns, BeamScheme } from '../../sim/beamforming/results.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, listed, plain } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { schemeLook } from './looks.ts';
import { drawPolar, type PolarData } from './polar.ts';

/** Schemes whose beams are drawn over each other. */
const DRAWN: readonly BeamScheme[] = ['wmmse', 'cooperative'];
const MOST_GROUPS = 8;
const RANGE_DB = 30;
const RING_DB = 10;

/** Where the power of each group goes in the first frame. */
export function beamFigure(result: BeamformingResult, numbering: Numbering): Markup {
  const { patterns = [], anglesDeg, groups } = result.firstFrame;
  const drawn = DRAWN.flatMap(scheme => patterns.filter(pattern => pattern.scheme === scheme));
  if (anglesDeg === undefined || drawn.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  const labels = [...new Set(groups)];
  const shown = labels.slice(0, MOST_GROUPS);
  const peak = Math.max(...drawn.flatMap(({ gains }) => gains.flat()));
  const high = RING_DB * Math.ceil(linearDb(peak) / RING_DB);
  const panels = shown.map(group =>
    trusted(drawPolar(panelOf(result, drawn, group, [high - RANGE_DB, high]))),
  );
  return html`<p>Where the power of each group’s symbols goes in the first frame, seen from the array: broadside is up. The scale is in dB over one antenna that
radiates all of the power. Dots on the rim are users, filled where they belong to the group; each is reached over several paths around its angle, so a beam
need not point at the dot.${labels.length > MOST_GROUPS ? ` The first ${MOST_GROUPS} of ${labels.length} groups are shown.` : ''}</p>
<div class="figures"><div class="figure full">
<figure>
<figcaption><b>${label}.</b> Beam patterns per group, ${listed(drawn.map(({ scheme }) => schemeLook(scheme).label))}, first frame.</figcaption>
${renderLineLegend(drawn.map(({ scheme }) => ({ ...schemeLook(scheme), only: 'line' as const })))}
<div class="plot"><div class="panels columns-2">${panels}</div></div>
</figure>
${renderTableBehind(
  { caption: 'Power towards every angle, dB over one antenna', columns: COLUMNS, rows: rowsOf(patterns) },
  `Table behind ${label}`,
  'beam-patterns.csv',
)}
</div></div>`;
}

function panelOf(
  { firstFrame }: BeamformingResult,
  drawn: readonly BeamPatterns[],
  group: number,
  rangeDb: readonly [number, number],
): PolarData {
  const { groups, anglesDeg = [] } = firstFrame;
  const members = groups.flatMap((label, user) => (label === group ? [user] : []));
  const heading = `Group ${group + 1}: ${members.length === 1 ? 'user' : 'users'} ${listed(members.map(user => plain(user + 1)))}`;
  return {
    id: `beams-${group + 1}`,
    title: `Beam pattern of ${heading.toLowerCase()}`,
    description: drawn
      .map(({ scheme, anglesDeg: angles, gains }) => {
        const best = gains[group].indexOf(Math.max(...gains[group]));
        return `${schemeLook(scheme).label} sends most, ${fixed(linearDb(gains[group][best]), 1)} dB, towards ${fixed(angles[best], 0)}°.`;
      })
      .join(' '),
    heading,
    anglesDeg: drawn[0].anglesDeg,
    rangeDb,
    curves: drawn.map(({ scheme, gains }) => ({
      ...schemeLook(scheme),
      gainsDb: gains[group].map(linearDb),
    })),
    spots: anglesDeg.map((angleDeg, user) => ({
      angleDeg,
      name: `User ${user + 1}`,
      isWanted: members.includes(user),
    })),
  };
}

interface Row {
  readonly scheme: string;
  readonly group: number;
  readonly angleDeg: number;
  readonly gainDb: number;
}

const TABLE_STRIDE = 8;

function rowsOf(patterns: readonly BeamPatterns[]): Row[] {
  return patterns.flatMap(({ scheme, anglesDeg, gains }) =>
    gains.flatMap((gain, group) =>
      anglesDeg.flatMap((angleDeg, i) =>
        i % TABLE_STRIDE === 0
          ? [{ scheme: schemeLook(scheme).label, group: group + 1, angleDeg, gainDb: linearDb(gain[i]) }]
          : [],
      ),
    ),
  );
}

const COLUMNS: readonly Column<Row>[] = [
  headColumn('Scheme', 'scheme', ({ scheme }) => scheme),
  numberColumn('Group', 'group', ({ group }) => group, plain),
  numberColumn('Angle (°)', 'angle_deg', ({ angleDeg }) => angleDeg, plain),
  numberColumn(
    'Power (dB)',
    'power_db',
    ({ gainDb }) => gainDb,
    value => fixed(value, 2),
  ),
];

function linearDb(gain: number): number {
  return 10 * Math.log10(gain);
}
