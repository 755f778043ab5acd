import type { ContestantResult, CurvePoint, Spread, WorkloadResult } from '../../sim/study/results.ts';
import { type Curve, type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { evenTicks } from '../figures/logTicks.ts';
import { html, type Markup, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { capitalised, plain, significant } from '../numbers.ts';
import { headColumn, numberColumn, renderTableBehind } from '../table.ts';
import type { Looks } from './looks.ts';

/** One marker in so many points: curves of many points would drown in them. */
const MARKER_STRIDE = 5;

const VIEWS = [
  { key: 'steps', heading: 'held out, against steps', xLabel: 'steps', loss: 'heldOut', x: 'step' },
  {
    key: 'seconds',
    heading: 'held out, against time',
    xLabel: 'seconds of training',
    loss: 'heldOut',
    x: 'seconds',
  },
  { key: 'training', heading: 'training, against steps', xLabel: 'steps', loss: 'training', x: 'step' },
] as const;

/** Loss against steps and against time, one line per optimizer, the band from the smallest to the largest of the seeds. */
export function lossFigure(result: WorkloadResult, looks: Looks, numbering: Numbering): Markup {
  const label = numbering.next('Figure');
  const yDomain = lossDomain(result.contestants);
  const panels = VIEWS.map(view => trusted(drawCurves(lossPanel(result, view, yDomain, looks))));
  const shown = result.contestants.filter(({ curve }) => curve.length > 0);
  return html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> Loss of the ${result.workload} while it trains: ${result.loss}. Lines are means over the seeds.</figcaption>
${renderLineLegend(
  shown.map(({ optimizer }) => looks.get(optimizer)!),
  { drawn: 'bands', reach: 'smallest to largest of the seeds' },
)}
<div class="plot"><div class="panels columns-3">${panels}</div></div>
</figure>
${lossTable(result, label, looks)}
</div>`;
}

function lossPanel(
  { workload, contestants }: WorkloadResult,
  { key, heading, xLabel, loss, x }: (typeof VIEWS)[number],
  yDomain: readonly [number, number],
  looks: Looks,
): CurvesData {
  const xMost = Math.max(1e-9, ...contestants.flatMap(({ curve }) => curve.map(point => point[x])));
  return {
    id: `loss-${workload}-${key}`,
    title: `Loss of the ${workload}, ${heading}`,
    description: contestants
      .filter(({ curve }) => curve.length > 0)
      .map(({ optimizer, curve }) => {
        const end = curve.at(-1)!;
        return `${looks.get(optimizer)!.label}: ${significant(end[loss].mean)} at the end.`;
      })
      .join(' '),
    layout: 'panel',
    heading: capitalised(heading),
    xLabel,
    yLabel: 'loss',
    xTicks: evenTicks([0, xMost]),
    xDomain: [0, xMost],
    xLog: false,
    yDomain,
    yLog: true,
    zeroLine: false,
    curves: contestants.flatMap((contestant, place) => lossCurve(contestant, place, { loss, x }, looks)),
  };
}

function lossCurve(
  { optimizer, curve }: ContestantResult,
  place: number,
  { loss, x }: { loss: 'heldOut' | 'training'; x: 'step' | 'seconds' },
  looks: Looks,
): Curve[] {
  if (curve.length === 0) return [];
  const { look, style, label } = looks.get(optimizer)!;
  const points = curve.map((point, i) => ({
    x: point[x],
    ...point[loss],
    tooltip: `${label}, step ${point.step}, ${significant(point.seconds)} s: loss ${inWords(point[loss])}`,
    bare: i < curve.length - 1 && i % MARKER_STRIDE !== place % MARKER_STRIDE,
  }));
  return [{ look, style, points }];
}

/** From the lowest loss to a little above the start: what climbs beyond is cut off at the edge. */
function lossDomain(contestants: readonly ContestantResult[]): [number, number] {
  const curves = contestants.map(({ curve }) => curve).filter(curve => curve.length > 0);
  const all = curves.flatMap(curve => curve.flatMap(({ heldOut, training }) => [heldOut.low, training.low]));
  const starts = curves.map(([start]) => start.heldOut.high);
  const low = 0.95 * Math.min(...all.filter(loss => loss > 0));
  return Number.isFinite(low) ? [low, Math.max(1.2 * low, 1.1 * Math.max(...starts))] : [0.1, 1];
}

type Row = CurvePoint & { readonly optimizer: string; readonly learningRate: number };

function lossTable({ workload, contestants }: WorkloadResult, label: string, looks: Looks): Markup {
  const rows = contestants.flatMap(({ optimizer, learningRate, curve }) =>
    curve.map((point): Row => ({ ...point, optimizer, learningRate })),
  );
  const columns = [
    headColumn<Row>('Optimizer', 'optimizer', row => looks.get(row.optimizer)!.label),
    numberColumn<Row>('Rate', 'learning_rate', row => row.learningRate, significant),
    numberColumn<Row>('Step', 'step', row => row.step, plain),
    numberColumn<Row>('Time (s)', 'seconds', row => row.seconds, significant),
    numberColumn<Row>('Held out', 'held_out', row => row.heldOut.mean, significant),
    numberColumn<Row>('Low', 'held_out_low', row => row.heldOut.low, significant),
    numberColumn<Row>('High', 'held_out_high', row => row.heldOut.high, significant),
    numberColumn<Row>('Training', 'training', row => row.training.mean, significant),
    numberColumn<Row>('Low', 'training_low', row => row.training.low, significant),
    numberColumn<Row>('High', 'training_high', row => row.training.high, significant),
  ];
  const caption = `Loss of the ${workload}: mean, smallest and largest over the seeds`;
  return renderTableBehind({ caption, columns, rows }, `Table behind ${label}`, `loss-${workload}.csv`);
}

function inWords({ mean, low, high }: Spread): string {
  return `${significant(mean)} [${significant(low)}, ${significant(high)}]`;
}
