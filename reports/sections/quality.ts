import type { PointResult, RunResult } from '../../sim/results.ts';
import { denoiserColumn, schemeColumn, snrColumn, usersColumn } from '../columns.ts';
import { conditionsOf, inTableOrder, placeLabel } from '../conditions.ts';
import { curvePanels, extent, pointInWords, type Sweep } from '../curveData.ts';
import { drawCurves } from '../figures/curves.ts';
import { drawDots } from '../figures/dots.ts';
import { renderLegend } from '../figures/legend.ts';
import { stepStyle } from '../figures/markers.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import { axisName, isDrawable, MEASURES, type Measure } from '../measures.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain } from '../numbers.ts';
import { type Column, numberColumn, renderTableBehind } from '../table.ts';

/** Quality against SNR and against users, whichever the run sweeps; for a single condition, one dot per variant. */
export function renderQuality(result: RunResult, numbering: Numbering): Markup {
  if (result.points.length === 0) return NOTHING;
  const figures = (['snr', 'users'] as const).flatMap(sweep =>
    MEASURES.flatMap(measure => sweepFigure(result, measure, sweep, numbering)),
  );
  if (figures.length > 0)
    return html`<p>SNR is transmit power over noise power per complex channel use.${powerNote(result.scenario.power)}</p>
<div class="figures">${figures}</div>`;
  return html`<div class="figures">${MEASURES.flatMap(measure => dotFigure(result, measure, numbering))}</div>`;
}

function sweepFigure({ points }: RunResult, measure: Measure, sweep: Sweep, numbering: Numbering): Markup[] {
  const panels = curvePanels(points, measure, sweep);
  if (panels.length === 0) return [];
  const isWide = panels[0].layout === 'wide';
  const drawn = isWide
    ? html`<div class="only-wide">${trusted(drawCurves(panels[0]))}</div>
<div class="only-narrow">${trusted(
        drawCurves({ ...panels[0], layout: 'panel', id: `${panels[0].id}-narrow` }),
      )}</div>`
    : html`<div class="panels columns-${panels.length % 2 === 0 ? 2 : panels.length}">${panels.map(panel => trusted(drawCurves(panel)))}</div>`;
  const against = sweep === 'snr' ? 'SNR' : 'number of users';
  const isFull = isWide || panels.length > 1;
  return [
    figure({
      points,
      measure,
      drawn,
      isFull,
      intervals: 'bands',
      label: numbering.next('Figure'),
      title: `${measure.label} against ${against}.`,
      fileName: `${measure.key}-${sweep}.csv`,
    }),
  ];
}

function dotFigure({ points }: RunResult, measure: Measure, numbering: Numbering): Markup[] {
  const drawable = inTableOrder(points).filter(result => isDrawable(measure.estimate(result)));
  if (drawable.length === 0) return [];
  const { schemes, steps } = conditionsOf(points);
  const drawn = drawDots({
    id: `${measure.key}-dots`,
    title: `${measure.label} with ${placeLabel(drawable[0].point)}`,
    description: drawable.map(result => `${pointInWords(result, measure, steps)}.`).join(' '),
    xLabel: axisName(measure),
    xDomain: extent(drawable.map(measure.estimate), measure.limit),
    rows: schemes.map(scheme => ({
      scheme,
      dots: drawable
        .filter(({ point }) => point.scheme === scheme)
        .map(result => ({
          ...measure.estimate(result),
          scheme,
          style: stepStyle(result.point.denoiserSteps, steps),
          tooltip: pointInWords(result, measure, steps),
        })),
    })),
  });
  return [
    figure({
      points,
      measure,
      drawn: trusted(drawn),
      isFull: measure.key === 'psnr',
      intervals: 'whiskers',
      label: numbering.next('Figure'),
      title: `${measure.label} with ${placeLabel(drawable[0].point)}.`,
      fileName: `${measure.key}.csv`,
    }),
  ];
}

interface FigureParts {
  readonly points: RunResult['points'];
  readonly measure: Measure;
  readonly drawn: Markup;
  readonly isFull: boolean;
  readonly intervals: 'bands' | 'whiskers';
  readonly label: string;
  readonly title: string;
  readonly fileName: string;
}

function figure({ points, measure, drawn, isFull, intervals, label, title, fileName }: FigureParts): Markup {
  const table = {
    caption: `${axisName(measure)}: mean and 95 % interval`,
    columns: measureColumns(measure, points),
    rows: inTableOrder(points),
  };
  return html`<div class="${isFull ? 'figure full' : 'figure'}">
<figure>
<figcaption><b>${label}.</b> ${title}</figcaption>
${renderLegend(conditionsOf(points), intervals)}
<div class="plot">${drawn}</div>
</figure>
${renderTableBehind(table, `Table behind ${label}`, fileName)}
</div>`;
}

function measureColumns(measure: Measure, points: RunResult['points']): Column<PointResult>[] {
  const { steps } = conditionsOf(points);
  const show = (value: number) => fixed(value, measure.decimals);
  const unit = measure.unit ? `_${measure.unit}` : '';
  const key = `${measure.key}${unit}`.toLowerCase();
  return [
    schemeColumn(),
    denoiserColumn(steps),
    usersColumn(),
    snrColumn(),
    numberColumn(axisName(measure), key, result => measure.estimate(result).mean, show),
    numberColumn('Low', `${key}_low`, result => measure.estimate(result).low, show),
    numberColumn('High', `${key}_high`, result => measure.estimate(result).high, show),
    numberColumn('Values', 'values', result => measure.estimate(result).count, plain),
  ];
}

function powerNote(power: unknown): string {
  if (power === 'perUser') return ' The transmit power is that of one user.';
  return power === 'total' ? ' The transmit power is that of all users together.' : '';
}
