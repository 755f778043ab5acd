import type { StudyResult, UpdateCost } from '../../sim/study/results.ts';
import { type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { plain, significant } from '../numbers.ts';
import { headColumn, numberColumn, renderTableBehind } from '../table.ts';
import type { Looks } from './looks.ts';

/** Time of one update against the side of the matrix, both axes logarithmic. */
export function costFigure({ costs }: StudyResult, looks: Looks, numbering: Numbering): Markup {
  if (costs.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  const data = costCurves(costs, looks);
  return html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> Shortest time of one update of a square matrix, in a graph of its own, copies of weights and state included.
A straight line of slope 2 is linear in the number of entries, slope 3 is what matrix products cost.</figcaption>
${renderLineLegend(
  [...new Set(costs.map(({ optimizer }) => optimizer))].map(optimizer => looks.get(optimizer)!),
)}
<div class="plot"><div class="only-wide">${trusted(drawCurves(data))}</div>
<div class="only-narrow">${trusted(drawCurves({ ...data, layout: 'panel', id: `${data.id}-narrow` }))}</div></div>
</figure>
${renderTableBehind(
  {
    caption: 'Time of one update',
    columns: [
      headColumn<UpdateCost>('Optimizer', 'optimizer', ({ optimizer }) => looks.get(optimizer)!.label),
      numberColumn<UpdateCost>('Side', 'size', ({ size }) => size, plain),
      numberColumn<UpdateCost>('Time (ms)', 'milliseconds', ({ seconds }) => 1000 * seconds, significant),
    ],
    rows: costs,
  },
  `Table behind ${label}`,
  'update-cost.csv',
)}
</div>`;
}

function costCurves(costs: readonly UpdateCost[], looks: Looks): CurvesData {
  const optimizers = [...new Set(costs.map(({ optimizer }) => optimizer))];
  const of = (optimizer: string) => costs.filter(cost => cost.optimizer === optimizer);
  const times = costs.map(({ seconds }) => 1000 * seconds);
  return {
    id: 'update-cost',
    title: 'Time of one update against the side of the matrix',
    description: optimizers
      .map(optimizer => {
        const last = of(optimizer).at(-1)!;
        return `${looks.get(optimizer)!.label}: ${significant(1000 * last.seconds)} ms at ${last.size}×${last.size}.`;
      })
      .join(' '),
    layout: 'wide',
    heading: '',
    xLabel: 'side of the square matrix',
    yLabel: 'time of one update (ms)',
    xTicks: [...new Set(costs.map(({ size }) => size))],
    xLog: true,
    yDomain: [0.8 * Math.min(...times), 1.25 * Math.max(...times)],
    yLog: true,
    zeroLine: false,
    curves: optimizers.map(optimizer => {
      const { look, style, label } = looks.get(optimizer)!;
      const points = of(optimizer).map(({ size, seconds }) => {
        const ms = 1000 * seconds;
        const tooltip = `${label}, ${size}×${size}: ${significant(ms)} ms`;
        return { x: size, mean: ms, low: ms, high: ms, tooltip };
      });
      return { look, style, points };
    }),
  };
}

/** Exponent of the side in the time of an update, between the two largest sides; NaN where there are not two. */
export function costExponent(costs: readonly UpdateCost[], optimizer: string): number {
  const [before, last] = costs.filter(cost => cost.optimizer === optimizer).slice(-2);
  return before && last
    ? Math.log(last.seconds / before.seconds) / Math.log(last.size / before.size)
    : Number.NaN;
}
