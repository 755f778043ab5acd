import type { PointResult, RunResult } from '../../sim/cell/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain, signed, significant } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTable, renderTableBehind } from '../table.ts';
import { channelColumns, schemeColumn, snrColumn, usersColumn } from './columns.ts';
import {
  conditionsOf,
  denoiserLabel,
  inTableOrder,
  isSamePlace,
  placeLabel,
  schemeLabel,
} from './conditions.ts';
import { mergeEqual } from './merge.ts';
import { histogramFigure, quantilesFigure } from './residualFigures.ts';

type Measured = PointResult & { readonly residual: NonNullable<PointResult['residual']> };
type Row = Measured & { readonly merged: number };

/** How Gaussian, how white and how strong the residual is: its shape and its statistics. */
export function renderResidual({ points: all, residualShapes }: RunResult, numbering: Numbering): Markup {
  const points = all.filter((result): result is Measured => result.residual !== undefined);
  if (points.length === 0) return NOTHING;
  const shapes = inTableOrder(residualShapes);
  const rows = mergeEqual(
    inTableOrder(points),
    ({ point }) => [point.scheme, point.users, point.snrDb, point.channel],
    ({ residual }) => residual,
  );
  const drawn = rows.filter(row => shapes.some(shape => isSamePlace(shape.point, row.point)));
  const figures =
    shapes.length === 0
      ? NOTHING
      : html`<div class="figures">
${histogramFigure(shapes, points, numbering.next('Figure'))}
${quantilesFigure(shapes, numbering.next('Figure'))}
</div>`;
  const label = numbering.next('Table');
  const summary = {
    caption: `${label}. Statistics of the residual`,
    columns: summaryColumns(points, rows),
    rows: drawn.length > 0 ? drawn : rows,
  };
  const full = {
    caption: 'Statistics of the residual, all points',
    columns: fullColumns(points, rows),
    rows,
  };
  return html`<p>The residual is the received minus the sent latent, after the receiver has undone its own permutation and scaled the
wanted latent to unit mean square. A denoiser made for white Gaussian noise fits it as far as the residual is Gaussian, white
and of the predicted variance. ${kurtosisInWords(summary.rows)}${unequalNote(points)}</p>
${figures}
${renderTable(summary)}
<p class="note">The largest of 32 autocorrelations of a white sequence stays below the bound, 4/√entries. The KS distance is that of
the standardised residual to N(0, 1).</p>
${renderTableBehind(full, `${label} for all points`, 'residual.csv')}`;
}

function unequalNote(points: RunResult['points']): string {
  if (points.every(({ point }) => point.channel === undefined)) return '';
  return (
    ' Where the entries of a latent arrive with unequal noise, each is divided by its own predicted deviation; the predicted variance is ' +
    'the one that would leave the same mean error to all entries, and the measured one is that times the mean square of the quotients.'
  );
}

function kurtosisInWords(rows: readonly Row[]): string {
  if (rows.length < 2) return '';
  const sorted = [...rows].sort((a, b) => a.residual.excessKurtosis - b.residual.excessKurtosis);
  const [low, high] = [sorted[0], sorted.at(-1)!].map(
    ({ point, residual }) =>
      `${signed(residual.excessKurtosis, 3)} (${schemeLabel(point)}, ${placeLabel(point)})`,
  );
  return `In the conditions below, the excess kurtosis, 0 for a Gaussian, runs from ${low} to ${high}.`;
}

function summaryColumns(points: RunResult['points'], rows: readonly Row[]): Column<Row>[] {
  return [
    ...placeColumns(points, rows),
    numberColumn(
      'Variance predicted',
      'variance_predicted',
      row => row.residual.predictedVariance,
      significant,
    ),
    {
      header: 'Measured',
      key: 'variance',
      kind: 'number',
      value: row => row.residual.variance.mean,
      show: ({ residual: { variance } }) =>
        `${significant(variance.mean)} [${significant(variance.low)}, ${significant(variance.high)}]`,
    },
    ...shapeColumns(),
  ];
}

function fullColumns(points: RunResult['points'], rows: readonly Row[]): Column<Row>[] {
  return [
    ...placeColumns(points, rows),
    numberColumn(
      'Variance predicted',
      'variance_predicted',
      row => row.residual.predictedVariance,
      significant,
    ),
    numberColumn('Measured', 'variance', row => row.residual.variance.mean, significant),
    numberColumn('Low', 'variance_low', row => row.residual.variance.low, significant),
    numberColumn('High', 'variance_high', row => row.residual.variance.high, significant),
    ...shapeColumns(),
    numberColumn('Entries', 'entries', row => row.residual.entries, plain),
  ];
}

function placeColumns(points: RunResult['points'], rows: readonly Row[]): Column<Row>[] {
  const { steps } = conditionsOf(points);
  const isSplit = steps.length > 1 && rows.some(row => row.merged === 1);
  const denoiser = (row: Row) => (row.merged > 1 ? 'all' : denoiserLabel(row.point.denoiserSteps, steps));
  return [
    ...channelColumns(rows),
    schemeColumn(),
    ...(isSplit ? [headColumn<Row>('Denoiser', 'denoiser', denoiser)] : []),
    usersColumn(),
    snrColumn(),
  ];
}

function shapeColumns(): Column<Row>[] {
  const four = (value: number) => fixed(value, 4);
  return [
    numberColumn(
      'Excess kurtosis',
      'excess_kurtosis',
      row => row.residual.excessKurtosis,
      value => signed(value, 3),
    ),
    numberColumn('Max autocorr.', 'max_autocorrelation', row => row.residual.maxAutocorrelation, four),
    numberColumn('White bound', 'white_bound', row => row.residual.whiteBound, four),
    numberColumn('KS distance', 'ks_distance', row => row.residual.ksDistance, four),
  ];
}
