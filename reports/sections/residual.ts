import type { PointResult, ResidualShape, RunResult } from '../../sim/results.ts';
import { conditionsOf, denoiserLabel, inTableOrder, placeLabel, schemeLabel } from '../conditions.ts';
import { drawHistogram, gaussianDensity } from '../figures/histogram.ts';
import { renderHistogramLegend } from '../figures/legend.ts';
import { drawQuantiles } from '../figures/quantiles.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import { mergeEqual } from '../merge.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain, signed, significant } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTable, renderTableBehind } from '../table.ts';

/** How Gaussian the residual is: its statistics, histograms and Q–Q plots. */
export function renderResidual(result: RunResult, numbering: Numbering): Markup {
  const { points } = result;
  const shapes = inTableOrder(result.residualShapes);
  const rows = mergeEqual(
    inTableOrder(points),
    ({ point }) => [point.scheme, point.users, point.snrDb],
    rowValue,
  );
  const shown = shapes.length > 0 ? rows.filter(row => shapes.some(shape => isSamePlace(shape, row))) : rows;
  const table = { caption: '', columns: residualColumns(points), rows: shown };
  const label = numbering.next('Table');
  const caption = `${label}. Statistics of the residual. A white sequence keeps its largest autocorrelation below the bound.`;
  return html`<p>The residual is the received minus the sent latent, after the receiver has undone its own permutation, with the
wanted latent scaled to unit mean square. A denoiser trained on Gaussian noise is right for it as far as it is Gaussian,
white and of the predicted variance.</p>
${shapes.length > 0 ? html`<div class="figures">${histograms(shapes, points, numbering)}${quantiles(shapes, numbering)}</div>` : NOTHING}
${renderTable({ ...table, caption })}
${renderTableBehind({ ...table, caption: 'Statistics of the residual, all points', rows }, `the residual figures and ${label}`, 'residual.csv')}`;
}

function histograms(
  shapes: readonly ResidualShape[],
  points: RunResult['points'],
  numbering: Numbering,
): Markup {
  const reach = Math.min(6, Math.max(...shapes.flatMap(({ edges }) => edges.map(Math.abs)), 1));
  const top = Math.max(...shapes.flatMap(({ density }) => density), gaussianDensity(0));
  const label = numbering.next('Figure');
  const rows = shapes.flatMap(shape =>
    shape.density.map((density, bin) => ({
      shape,
      low: shape.edges[bin],
      high: shape.edges[bin + 1],
      density,
    })),
  );
  const columns: Column<(typeof rows)[number]>[] = [
    ...shapeColumns<(typeof rows)[number]>(row => row.shape),
    numberColumn('From', 'from', row => row.low, significant),
    numberColumn('To', 'to', row => row.high, significant),
    numberColumn('Density', 'density', row => row.density, significant),
  ];
  return html`<div class="figure full"><figure>
<figcaption><b>${label}.</b> Histogram of the standardised residual with the Gaussian density over it.</figcaption>
${renderHistogramLegend()}
<div class="panels small-panels">${shapes.map((shape, index) =>
    trusted(
      drawHistogram({
        id: `histogram-${index + 1}`,
        title: `Histogram of the residual, ${shapeHeading(shape)}`,
        description: histogramInWords(shape, points),
        heading: shapeHeading(shape),
        scheme: shape.point.scheme,
        edges: shape.edges,
        density: shape.density,
        reach,
        top,
      }),
    ),
  )}</div></figure>
${renderTableBehind({ caption: 'Density of the standardised residual', columns, rows }, label, 'residual-histogram.csv')}
</div>`;
}

function quantiles(shapes: readonly ResidualShape[], numbering: Numbering): Markup {
  const pairs = shapes.map(pairsOf);
  const gaussianReach = Math.max(...pairs.flat().map(pair => Math.abs(pair.gaussian)), 1) * 1.05;
  const residualReach = Math.max(...pairs.flat().map(pair => Math.abs(pair.residual)), 1) * 1.05;
  const label = numbering.next('Figure');
  const rows = shapes.flatMap((shape, index) => pairs[index].map(pair => ({ shape, ...pair })));
  const columns: Column<(typeof rows)[number]>[] = [
    ...shapeColumns<(typeof rows)[number]>(row => row.shape),
    numberColumn('Gaussian', 'gaussian_quantile', row => row.gaussian, significant),
    numberColumn('Residual', 'residual_quantile', row => row.residual, significant),
  ];
  return html`<div class="figure full"><figure>
<figcaption><b>${label}.</b> Q–Q plot of the standardised residual. A Gaussian lies on the diagonal; heavy tails leave it at the ends.</figcaption>
<div class="panels small-panels">${shapes.map((shape, index) =>
    trusted(
      drawQuantiles({
        id: `quantiles-${index + 1}`,
        title: `Q–Q plot of the residual, ${shapeHeading(shape)}`,
        description: quantilesInWords(pairs[index]),
        heading: shapeHeading(shape),
        scheme: shape.point.scheme,
        pairs: pairs[index],
        gaussianReach,
        residualReach,
      }),
    ),
  )}</div></figure>
${renderTableBehind({ caption: 'Quantiles of the standardised residual', columns, rows }, label, 'residual-quantiles.csv')}
</div>`;
}

function residualColumns(points: RunResult['points']): Column<PointResult & { merged: number }>[] {
  const { steps } = conditionsOf(points);
  type Row = PointResult & { merged: number };
  const estimate = (value: number) => significant(value);
  return [
    headColumn<Row>('Scheme', 'scheme', row => schemeLabel(row.point)),
    ...(steps.length > 1
      ? [
          headColumn<Row>('Denoiser', 'denoiser', row =>
            row.merged > 1 ? 'same for all' : denoiserLabel(row.point.denoiserSteps, steps),
          ),
        ]
      : []),
    numberColumn<Row>('Users', 'users', row => row.point.users, plain),
    numberColumn<Row>('SNR (dB)', 'snr_db', row => row.point.snrDb, plain),
    numberColumn<Row>(
      'Variance predicted',
      'variance_predicted',
      row => row.residual.predictedVariance,
      estimate,
    ),
    numberColumn<Row>('Measured', 'variance', row => row.residual.variance.mean, estimate),
    numberColumn<Row>('Low', 'variance_low', row => row.residual.variance.low, estimate),
    numberColumn<Row>('High', 'variance_high', row => row.residual.variance.high, estimate),
    numberColumn<Row>(
      'Excess kurtosis',
      'excess_kurtosis',
      row => row.residual.excessKurtosis,
      value => signed(value, 3),
    ),
    numberColumn<Row>(
      'Max autocorr.',
      'max_autocorrelation',
      row => row.residual.maxAutocorrelation,
      value => fixed(value, 4),
    ),
    numberColumn<Row>(
      'White bound',
      'white_bound',
      row => row.residual.whiteBound,
      value => fixed(value, 4),
    ),
    numberColumn<Row>(
      'KS distance',
      'ks_distance',
      row => row.residual.ksDistance,
      value => fixed(value, 4),
    ),
    numberColumn<Row>('Entries', 'entries', row => row.residual.entries, plain),
  ];
}

function shapeColumns<Row>(shapeOf: (row: Row) => ResidualShape): Column<Row>[] {
  return [
    headColumn('Scheme', 'scheme', row => schemeLabel(shapeOf(row).point)),
    numberColumn('Users', 'users', row => shapeOf(row).point.users, plain),
    numberColumn('SNR (dB)', 'snr_db', row => shapeOf(row).point.snrDb, plain),
  ];
}

function histogramInWords(shape: ResidualShape, points: RunResult['points']): string {
  const match = points.find(candidate => isSamePlace(shape, candidate));
  const peak = `The highest bar has density ${fixed(Math.max(...shape.density), 3)}; a Gaussian peaks at 0.399.`;
  if (!match) return peak;
  const { excessKurtosis, ksDistance } = match.residual;
  return `${peak} Excess kurtosis ${fixed(excessKurtosis, 3)}, Kolmogorov–Smirnov distance ${fixed(ksDistance, 4)}.`;
}

function quantilesInWords(pairs: readonly QuantilePair[]): string {
  if (pairs.length === 0) return 'No quantiles.';
  const distance = (pair: QuantilePair) => Math.abs(pair.residual - pair.gaussian);
  const worst = pairs.reduce((far, pair) => (distance(pair) > distance(far) ? pair : far));
  return `The largest departure from the diagonal is ${fixed(distance(worst), 3)} standard deviations, at Gaussian quantile ${fixed(worst.gaussian, 2)}.`;
}

interface QuantilePair {
  readonly gaussian: number;
  readonly residual: number;
}

function pairsOf({ gaussianQuantiles, residualQuantiles }: ResidualShape): QuantilePair[] {
  return gaussianQuantiles
    .map((gaussian, index) => ({ gaussian, residual: residualQuantiles[index] }))
    .filter(pair => Number.isFinite(pair.gaussian) && Number.isFinite(pair.residual));
}

function shapeHeading({ point }: ResidualShape): string {
  return `${schemeLabel(point)}, ${placeLabel(point)}`;
}

function isSamePlace(a: Pick<PointResult, 'point'>, b: Pick<PointResult, 'point'>): boolean {
  return (
    a.point.scheme === b.point.scheme && a.point.users === b.point.users && a.point.snrDb === b.point.snrDb
  );
}

/** What makes two rows of the table the same. */
function rowValue({ residual }: PointResult): unknown {
  return residual;
}
