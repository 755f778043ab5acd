import type { PointResult, ResidualShape, RunResult } from '../../sim/cell/results.ts';
import { drawHistogram, gaussianDensity } from '../figures/histogram.ts';
import { renderHistogramLegend, renderQuantilesLegend } from '../figures/legend.ts';
import { drawQuantiles } from '../figures/quantiles.ts';
import { html, type Markup, trusted } from '../html.ts';
import { fixed, significant } from '../numbers.ts';
import { type Column, numberColumn, renderTableBehind } from '../table.ts';
import { channelLabel, coloursOf } from './channels.ts';
import { channelColumns, schemeColumn, snrColumn, usersColumn } from './columns.ts';
import { conditionsOf, isSamePlace, placeLabel, schemeLabel } from './conditions.ts';

/** Histograms reach no further than this many standard deviations; the Q–Q plot shows what lies beyond. */
const FARTHEST_REACH = 6;

/** Small multiples of the residual's histogram, on common axes. */
export function histogramFigure(
  shapes: readonly ResidualShape[],
  points: RunResult['points'],
  label: string,
): Markup {
  const { lookOf } = coloursOf(conditionsOf(shapes));
  const reach = Math.min(FARTHEST_REACH, Math.max(1, ...shapes.flatMap(({ edges }) => edges.map(Math.abs))));
  const top = Math.max(gaussianDensity(0), ...shapes.flatMap(({ density }) => density));
  const panels = shapes.map(({ point, edges, density }, index) => {
    const heading = headingOf(point);
    return drawHistogram({
      id: `histogram-${index + 1}`,
      title: `Histogram of the residual, ${heading}`,
      description: histogramInWords({ point, density }, points),
      heading,
      look: lookOf(point).name,
      edges,
      density,
      reach,
      top,
    });
  });
  const rows = shapes.flatMap(({ point, edges, density }) =>
    density.map((value, bin) => ({ point, low: edges[bin], high: edges[bin + 1], value })),
  );
  const columns: Column<(typeof rows)[number]>[] = [
    ...placeColumns(rows),
    numberColumn('From', 'from', row => row.low, significant),
    numberColumn('To', 'to', row => row.high, significant),
    numberColumn('Density', 'density', row => row.value, significant),
  ];
  return html`<div class="figure full">${smallMultiples(
    html`<b>${label}.</b> Histogram of the standardised residual, with the Gaussian density over it${placeNote(shapes)}.`,
    renderHistogramLegend(),
    panels,
    shapes,
  )}
${renderTableBehind({ caption: 'Density of the standardised residual', columns, rows }, `Table behind ${label}`, 'residual-histogram.csv')}
</div>`;
}

/** Small multiples of the residual's Q–Q plot, on common axes. */
export function quantilesFigure(shapes: readonly ResidualShape[], label: string): Markup {
  const { lookOf } = coloursOf(conditionsOf(shapes));
  const rows = shapes.flatMap(pairsOf);
  const reachOf = (values: readonly number[]) => 1.05 * Math.max(1, ...values.map(Math.abs));
  const gaussianReach = reachOf(rows.map(row => row.gaussian));
  const residualReach = reachOf(rows.map(row => row.residual));
  const panels = shapes.map((shape, index) => {
    const heading = headingOf(shape.point);
    const pairs = pairsOf(shape);
    return drawQuantiles({
      id: `quantiles-${index + 1}`,
      title: `Q–Q plot of the residual, ${heading}`,
      description: quantilesInWords(pairs),
      heading,
      look: lookOf(shape.point).name,
      pairs,
      gaussianReach,
      residualReach,
    });
  });
  const columns: Column<QuantilePair>[] = [
    ...placeColumns(rows),
    numberColumn('Gaussian', 'gaussian_quantile', row => row.gaussian, significant),
    numberColumn('Residual', 'residual_quantile', row => row.residual, significant),
  ];
  return html`<div class="figure full">${smallMultiples(
    html`<b>${label}.</b> Q–Q plot of the standardised residual, in standard deviations${placeNote(shapes)}. A Gaussian lies on the diagonal.`,
    renderQuantilesLegend(),
    panels,
    shapes,
  )}
${renderTableBehind({ caption: 'Quantiles of the standardised residual', columns, rows }, `Table behind ${label}`, 'residual-quantiles.csv')}
</div>`;
}

function placeNote([{ point }]: readonly ResidualShape[]): string {
  if (point.channel === undefined) return '';
  return `, with ${placeLabel({ users: point.users, snrDb: point.snrDb })}`;
}

/** One row per number of users and SNR, as far as every scheme is there. */
function smallMultiples(
  caption: Markup,
  legend: Markup,
  panels: readonly string[],
  shapes: readonly ResidualShape[],
): Markup {
  const { schemes, channels } = conditionsOf(shapes);
  const columns = Math.min(4, schemes.length > 1 ? schemes.length : Math.max(1, channels.length));
  return html`<figure>
<figcaption>${caption}</figcaption>
${legend}
<div class="plot"><div class="panels small-panels columns-${columns}">${panels.map(trusted)}</div></div>
</figure>`;
}

function histogramInWords(
  shape: Pick<ResidualShape, 'point' | 'density'>,
  points: RunResult['points'],
): string {
  const peak = `The highest bar has density ${fixed(Math.max(...shape.density), 3)}; a Gaussian peaks at 0.399.`;
  const match = points.find(candidate => isSamePlace(shape.point, candidate.point));
  if (!match?.residual) return peak;
  const { excessKurtosis, ksDistance } = match.residual;
  return `${peak} Excess kurtosis ${fixed(excessKurtosis, 3)}, Kolmogorov–Smirnov distance ${fixed(ksDistance, 4)}.`;
}

function quantilesInWords(pairs: readonly QuantilePair[]): string {
  if (pairs.length === 0) return 'No quantiles.';
  const distance = (pair: QuantilePair) => Math.abs(pair.residual - pair.gaussian);
  const worst = pairs.reduce((far, pair) => (distance(pair) > distance(far) ? pair : far));
  return `The largest departure from the diagonal is ${fixed(distance(worst), 3)} standard deviations, at Gaussian quantile ${fixed(worst.gaussian, 2)}.`;
}

type Place = PointResult['point'];

interface QuantilePair {
  readonly point: Place;
  readonly gaussian: number;
  readonly residual: number;
}

function pairsOf({ point, gaussianQuantiles, residualQuantiles }: ResidualShape): QuantilePair[] {
  return gaussianQuantiles
    .map((gaussian, index) => ({ point, gaussian, residual: residualQuantiles[index] }))
    .filter(pair => Number.isFinite(pair.gaussian) && Number.isFinite(pair.residual));
}

function placeColumns<Row extends { readonly point: Place }>(rows: readonly Row[]): Column<Row>[] {
  return [...channelColumns(rows), schemeColumn(), usersColumn(), snrColumn()];
}

/** Where channels are compared, all panels have the users and the SNR of the caption. */
function headingOf(point: Place): string {
  if (point.channel !== undefined) return `${schemeLabel(point)} over ${channelLabel(point.channel)}`;
  return `${schemeLabel(point)}, ${placeLabel(point)}`;
}
