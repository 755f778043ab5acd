import type { CheckResult, SectionResult, VerifyResult } from '../../sim/verify/results.ts';
import { openCanvas, round } from '../figures/canvas.ts';
import { drawFrame, type Frame } from '../figures/frame.ts';
import { drawMarker, type Look, markerPath } from '../figures/markers.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, significant } from '../numbers.ts';
import { headColumn, numberColumn, renderTableBehind } from '../table.ts';

const WIDTH = 420;
const ROW = 34;
/** Deviations beyond are drawn at the edge. */
const FARTHEST = 1.5;
const HOLDS: Look = { name: 'omdma', label: 'holds', marker: 'circle', markerArea: 36 };
const FAILS: Look = { name: 'superposed', label: 'fails', marker: 'cross', markerArea: 64 };

interface Deviation {
  readonly section: string;
  readonly check: CheckResult;
  readonly deviation: number;
}

/** Every measurement with chance in it against its closed form, in units of half its interval: inside ±1 it holds. */
export function deviationFigure({ sections }: VerifyResult, numbering: Numbering): Markup {
  const rows = sections
    .map(section => ({ section, deviations: deviationsOf(section) }))
    .filter(({ deviations }) => deviations.length > 0);
  if (rows.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  const all = rows.flatMap(({ deviations }) => deviations);
  return html`<div class="figure">
<figure>
<figcaption><b>${label}.</b> How far each measurement lies from its closed form, in halves of its interval. A dot between the lines holds.
Dots that lie on one side only would tell of a bias.</figcaption>
<div class="plot">${trusted(draw(rows, all))}</div>
</figure>
${renderTableBehind(
  {
    caption: 'Deviation from the closed form, in halves of the interval',
    columns: [
      headColumn<Deviation>('Check', 'check', ({ check }) => check.id),
      numberColumn<Deviation>(
        'Deviation',
        'deviation',
        row => row.deviation,
        value => fixed(value, 2),
      ),
    ],
    rows: all,
  },
  `Table behind ${label}`,
  'deviations.csv',
)}
</div>`;
}

function deviationsOf({ title, checks }: SectionResult): Deviation[] {
  return checks
    .filter(({ from, relation }) => from !== 'exact' && relation === 'equals')
    .map(check => ({ section: title, check, deviation: deviationOf(check) }));
}

/** (measured − expected) over the half of the interval that looks at the expected value. */
function deviationOf({ measured, expected, low, high }: CheckResult): number {
  return (measured - expected) / (measured > expected ? measured - low : high - measured);
}

function draw(
  rows: readonly { readonly section: SectionResult; readonly deviations: readonly Deviation[] }[],
  all: readonly Deviation[],
): string {
  const frame: Frame = { left: 84, right: WIDTH - 18, top: 14, bottom: 20 + rows.length * ROW };
  const figure = {
    id: 'deviations',
    title: 'Deviation of each measurement from its closed form',
    description: describe(all),
  };
  const { d3, svg, finish } = openCanvas(figure, WIDTH, frame.bottom + 52);
  const x = d3.scaleLinear().domain([-FARTHEST, FARTHEST]).range([frame.left, frame.right]).clamp(true);
  drawFrame(
    svg,
    frame,
    { scale: x, ticks: [-1, -0.5, 0, 0.5, 1], label: '(measured − expected) / half the 99.9 % interval' },
    { scale: x, ticks: [], label: '' },
  );
  for (const at of [-1, 0, 1])
    svg
      .append('line')
      .attr('class', at === 0 ? 'grid' : 'zero')
      .attr('x1', round(x(at)))
      .attr('x2', round(x(at)))
      .attr('y1', frame.top)
      .attr('y2', frame.bottom);
  const paths = { holds: markerPath(d3, HOLDS), fails: markerPath(d3, FAILS) };
  rows.forEach(({ section, deviations }, index) => {
    const middle = frame.top + 6 + (index + 0.5) * ROW;
    svg
      .append('text')
      .attr('x', 4)
      .attr('y', round(middle + 4.5))
      .text(section.id);
    deviations.forEach(({ check, deviation }, place) => {
      const look = check.holds ? HOLDS : FAILS;
      const group = svg.append('g').attr('class', `scheme small ${look.name}`);
      // Neighbours in the list are set apart, so that equal deviations stay visible.
      const y = middle + ((place % 3) - 1) * 7;
      const tooltip = `${check.id}: measured ${significant(check.measured)}, expected ${significant(check.expected)}, deviation ${fixed(deviation, 2)}`;
      drawMarker(group, paths[check.holds ? 'holds' : 'fails'], {
        x: x(deviation),
        y,
        filled: !check.holds,
        tooltip,
      });
    });
  });
  return finish();
}

function describe(all: readonly Deviation[]): string {
  const inside = all.filter(({ check }) => check.holds).length;
  const largest = Math.max(...all.map(({ deviation }) => Math.abs(deviation)));
  const above = all.filter(({ deviation }) => deviation > 0).length;
  return `${inside} of ${all.length} measurements hold; ${above} lie above their closed form, ${all.length - above} below or on it. The largest deviation is ${fixed(largest, 2)} halves of an interval.`;
}
