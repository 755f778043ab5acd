import { linearToDb } from '../../kernels/power.ts';
import type { CancellationCurve, CancellationPass, RunResult } from '../../sim/cell/results.ts';
import { evenly, extent } from '../curveData.ts';
import { type Curve, type CurvePoint, drawCurves } from '../figures/curves.ts';
import { type LegendLine, renderLineLegend } from '../figures/legend.ts';
import type { LineStyle, Look, MarkerShape } from '../figures/markers.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { counted, fixed, plain, signed } from '../numbers.ts';
import { type Column, numberColumn, renderTableBehind } from '../table.ts';
import { channelLabel } from './channels.ts';
import { channelColumns, schemeColumn, snrColumn, usersColumn } from './columns.ts';
import { inTableOrder, placeLabel, schemeLabel } from './conditions.ts';

const SIMULATED: LineStyle = { dash: 'none', filled: true };
const PREDICTED: LineStyle = { dash: '6 4', filled: false };
const MOST_PANELS = 6;

const MARKERS: readonly MarkerShape[] = ['circle', 'triangle', 'square', 'diamond', 'star', 'cross'];

/** Places of one scheme, SNR and channel: a panel. */
interface Panel {
  readonly place: CancellationCurve['place'];
  readonly curves: readonly CancellationCurve[];
}

/** The denoiser's error pass by pass, as simulated and as state evolution predicts it. */
export function renderCancellation({ cancellation = [] }: RunResult, numbering: Numbering): Markup {
  if (cancellation.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  const users = [...new Set(cancellation.map(({ place }) => place.users))].sort((a, b) => a - b);
  const lookOf = (count: number): Look => {
    const number = users.indexOf(count) % MARKERS.length;
    return {
      name: `channel-${number + 1}`,
      label: counted(count, 'user'),
      marker: MARKERS[number],
      markerArea: 46,
    };
  };
  const panels = evenly(panelsOf(cancellation), MOST_PANELS);
  const domain = extent(
    panels.flatMap(({ curves }) => curves.flatMap(({ passes }) => passes.flatMap(reachDb))),
    0,
  );
  const drawn = panels.map(panel => trusted(drawPanel(panel, lookOf, domain)));
  const rows = inTableOrder(
    cancellation.flatMap(({ place, passes }) =>
      passes.map((pass, number) => ({ ...pass, number, point: { ...place, denoiserSteps: 1 } })),
    ),
  );
  const worst = rows.reduce((a, b) => (Math.abs(missDb(b)) > Math.abs(missDb(a)) ? b : a));
  return html`<p>The receiver denoises every user, takes away what it now knows of the others, and does so again. State evolution is the same
receiver with Gaussian noise of the predicted variance in place of what remains of the others. The largest difference between
the two is ${signed(missDb(worst), 2)} dB (${schemeLabel(worst.point)}, ${placeLabel(worst.point)}, after ${counted(worst.number, 'cancellation')}).</p>
<div class="figures"><div class="figure full">
<figure>
<figcaption><b>${label}.</b> Mean squared error per latent entry after the denoiser against the number of cancellations. Below zero a latent is
known better than by its mean. Frames that have stopped count with the error at which they did.</figcaption>
${renderLineLegend(legendLines(users.map(lookOf)), { drawn: 'bands', reach: '95 % interval' })}
<div class="plot"><div class="panels columns-${drawn.length % 2 === 0 ? 2 : drawn.length}">${drawn}</div></div>
</figure>
${renderTableBehind(
  { caption: 'Error after each pass, simulated and predicted', columns: columnsOf(rows), rows },
  `Table behind ${label}`,
  'cancellation.csv',
)}
</div></div>`;
}

function panelsOf(cancellation: readonly CancellationCurve[]): Panel[] {
  const keyOf = ({ place: { scheme, snrDb, channel } }: CancellationCurve) =>
    [scheme, snrDb, channel].join(' ');
  return [...new Set(cancellation.map(keyOf))].map(key => {
    const curves = cancellation.filter(curve => keyOf(curve) === key);
    return { place: curves[0].place, curves };
  });
}

function drawPanel(
  { place, curves }: Panel,
  lookOf: (users: number) => Look,
  yDomain: readonly [number, number],
) {
  const { scheme, snrDb, channel } = place;
  const over = channel === undefined ? '' : ` over ${channelLabel(channel)}`;
  const heading = `${schemeLabel({ scheme })}, ${plain(snrDb)} dB${over}`;
  const longest = Math.max(...curves.map(({ passes }) => passes.length));
  const ends = curves.map(({ place: { users }, passes }) => {
    const [first, last] = [passes[0], passes.at(-1)!];
    return `${counted(users, 'user')}: from ${fixed(linearToDb(first.mse.mean), 2)} to ${fixed(linearToDb(last.mse.mean), 2)} dB, predicted ${fixed(linearToDb(last.predicted), 2)} dB.`;
  });
  return drawCurves({
    id: [
      'cancellation',
      scheme,
      plain(snrDb).replace('−', 'minus').replace('.', '-'),
      ...(channel ? [channel] : []),
    ].join('-'),
    title: `Latent error against cancellations, ${heading}`,
    description: ends.join(' '),
    layout: 'panel',
    heading,
    xLabel: 'cancellations',
    yLabel: 'latent error (dB)',
    xTicks: Array.from({ length: longest }, (_, i) => i),
    xLog: false,
    yDomain,
    zeroLine: false,
    curves: curves.flatMap(({ place: { users }, passes }): Curve[] => {
      const look = lookOf(users);
      return [
        { look, style: SIMULATED, points: passes.map((pass, x) => simulatedPoint(pass, x, look)) },
        { look, style: PREDICTED, points: passes.map((pass, x) => predictedPoint(pass, x, look)) },
      ];
    }),
  });
}

function simulatedPoint({ mse }: CancellationPass, x: number, { label }: Look): CurvePoint {
  const [mean, low, high] = [mse.mean, lowEnd(mse), mse.high].map(linearToDb);
  return { x, mean, low, high, tooltip: `${label}, ${counted(x, 'cancellation')}: ${fixed(mean, 2)} dB` };
}

function predictedPoint({ predicted }: CancellationPass, x: number, { label }: Look): CurvePoint {
  const mean = linearToDb(predicted);
  const tooltip = `${label}, ${counted(x, 'cancellation')}: predicted ${fixed(mean, 2)} dB`;
  return { x, mean, low: mean, high: mean, tooltip, bandless: true };
}

/** The low end of an interval may lie below zero, where there are no decibels. */
function lowEnd({ mean, low }: CancellationPass['mse']): number {
  return Math.max(low, mean / 4);
}

function reachDb({ mse, predicted }: CancellationPass): { low: number; high: number }[] {
  return [
    { low: linearToDb(lowEnd(mse)), high: linearToDb(mse.high) },
    { low: linearToDb(predicted), high: linearToDb(predicted) },
  ];
}

function missDb({ mse, predicted }: Pick<CancellationPass, 'mse' | 'predicted'>): number {
  return linearToDb(predicted / mse.mean);
}

function legendLines(looks: readonly Look[]): LegendLine[] {
  const ink = { ...looks[0], name: 'ink' };
  return [
    ...looks.map(look => ({ look, style: SIMULATED, label: look.label })),
    { look: ink, style: SIMULATED, label: 'simulated', only: 'line' },
    { look: ink, style: PREDICTED, label: 'state evolution', only: 'line' },
  ];
}

type Row = CancellationPass & {
  readonly number: number;
  readonly point: RunResult['points'][number]['point'];
};

function columnsOf(rows: readonly Row[]): Column<Row>[] {
  const four = (value: number) => fixed(value, 4);
  return [
    ...channelColumns(rows),
    schemeColumn(),
    usersColumn(),
    snrColumn(),
    numberColumn('Cancellations', 'cancellations', row => row.number, plain),
    numberColumn('Error', 'mse', row => row.mse.mean, four),
    numberColumn('Low', 'mse_low', row => row.mse.low, four),
    numberColumn('High', 'mse_high', row => row.mse.high, four),
    numberColumn('Predicted', 'mse_predicted', row => row.predicted, four),
    numberColumn('Predicted over simulated (dB)', 'miss_db', missDb, value => signed(value, 2)),
    numberColumn(
      'Frames at work (%)',
      'active_share',
      row => row.active,
      value => fixed(100 * value, 0),
    ),
  ];
}
