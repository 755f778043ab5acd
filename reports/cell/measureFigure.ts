import type { Point } from '../../sim/cell/results.ts';
import { curvePanels, type Sweep } from '../curveData.ts';
import { drawCurves } from '../figures/curves.ts';
import { renderLegend } from '../figures/legend.ts';
import { html, type Markup, trusted } from '../html.ts';
import { axisName, type Measure } from '../measures.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain, signed } from '../numbers.ts';
import { type Column, numberColumn, renderTableBehind } from '../table.ts';
import { channelColumns, denoiserColumn, schemeColumn, snrColumn, usersColumn } from './columns.ts';
import { conditionsOf, inTableOrder } from './conditions.ts';

/** A measure against SNR or users: small multiples with one legend and one table. Nothing where the rows do not sweep it. */
export function sweepFigure<Row extends { readonly point: Point }>(
  rows: readonly Row[],
  measure: Measure<Row>,
  sweep: Sweep,
  numbering: Numbering,
  { note = '', allChannels }: FigureOptions = {},
): Markup[] {
  const panels = curvePanels(rows, measure, sweep, allChannels);
  if (panels.length === 0) return [];
  const isWide = panels[0].layout === 'wide';
  const drawn = isWide
    ? html`<div class="only-wide">${trusted(drawCurves(panels[0]))}</div>
<div class="only-narrow">${trusted(
        drawCurves({ ...panels[0], layout: 'panel', id: `${panels[0].id}-narrow` }),
      )}</div>`
    : html`<div class="panels columns-${panels.length % 2 === 0 ? 2 : panels.length}">${panels.map(panel => trusted(drawCurves(panel)))}</div>`;
  const against = sweep === 'snr' ? 'SNR' : 'number of users';
  return [
    measureFigure({
      rows,
      measure,
      drawn,
      isFull: isWide || panels.length > 1,
      intervals: 'bands',
      label: numbering.next('Figure'),
      caption: `${measure.title} against ${against}.${note && ` ${note}`}`,
      fileName: `${measure.key}-${sweep}.csv`,
      allChannels,
    }),
  ];
}

export interface FigureOptions {
  /** Ends the caption. */
  readonly note?: string;
  /** Every channel of the run, where the rows may leave some out. */
  readonly allChannels?: readonly string[] | undefined;
}

interface FigureParts<Row> {
  readonly rows: readonly Row[];
  readonly measure: Measure<Row>;
  readonly drawn: Markup;
  readonly isFull: boolean;
  readonly intervals: 'bands' | 'whiskers';
  readonly label: string;
  readonly caption: string;
  readonly fileName: string;
  readonly allChannels?: readonly string[] | undefined;
}

/** A drawing with its caption, legend and the table behind it. */
export function measureFigure<Row extends { readonly point: Point }>(parts: FigureParts<Row>): Markup {
  const { rows, measure, drawn, isFull, intervals, label, caption, fileName, allChannels } = parts;
  const table = {
    caption: `${axisName(measure)}: mean and 95 % interval`,
    columns: measureColumns(measure, rows),
    rows: inTableOrder(rows),
  };
  return html`<div class="${isFull ? 'figure full' : 'figure'}">
<figure>
<figcaption><b>${label}.</b> ${caption}</figcaption>
${renderLegend(conditionsOf(rows), intervals, allChannels)}
<div class="plot">${drawn}</div>
</figure>
${renderTableBehind(table, `Table behind ${label}`, fileName)}
</div>`;
}

function measureColumns<Row extends { readonly point: Point }>(
  measure: Measure<Row>,
  rows: readonly Row[],
): Column<Row>[] {
  const { steps } = conditionsOf(rows);
  const show = (value: number) => fixed(value, measure.decimals);
  const showMean = (value: number) => (measure.isDifference ? signed : fixed)(value, measure.decimals);
  const unit = measure.unit ? `_${measure.unit}` : '';
  const key = `${measure.key}${unit}`.toLowerCase();
  return [
    ...channelColumns(rows),
    schemeColumn(measure.schemeRole),
    denoiserColumn(steps),
    usersColumn(),
    snrColumn(),
    numberColumn(axisName(measure), key, row => measure.estimate(row).mean, showMean),
    numberColumn('Low', `${key}_low`, row => measure.estimate(row).low, show),
    numberColumn('High', `${key}_high`, row => measure.estimate(row).high, show),
    numberColumn('Values', 'values', row => measure.estimate(row).count, plain),
  ];
}
