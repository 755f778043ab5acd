import type { LoadPoint, LoadResult } from '../../sim/load/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { extent } from '../curveData.ts';
import { type Curve, type CurvesData, drawCurves } from '../figures/curves.ts';
import { type LegendLine, renderLineLegend } from '../figures/legend.ts';
import type { LineStyle, Look } from '../figures/markers.ts';
import { html, type Markup, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, interval, plain } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { isWay, wayLook, waysOf } from './looks.ts';

interface LoadMeasure {
  readonly key: string;
  readonly label: string;
  readonly axis: string;
  readonly decimals: number;
  readonly limit: number;
  /** Null where a point does not have it; without an interval both ends are the mean. */
  readonly of: (point: LoadPoint) => Pick<Estimate, 'mean' | 'low' | 'high'> | null;
}

const exact = (value: number | null) => (value === null ? null : { mean: value, low: value, high: value });
const times = (factor: number, { mean, low, high }: Estimate) => ({
  mean: factor * mean,
  low: Math.max(0, factor * low),
  high: factor * high,
});

const MEASURES: readonly LoadMeasure[] = [
  measure('delay', 'mean delay', 'mean delay (ms)', 1, point => point.delayMs),
  measure('psnr', 'PSNR', 'PSNR (dB)', 2, point => point.psnrDb),
  measure('goodput', 'goodput', 'good pictures in time per second', 1, point => point.goodputPerS),
  measure(
    'missed',
    'deadlines missed',
    'deadlines missed (%)',
    1,
    point => point.fates && times(100, point.fates.missed),
    100,
  ),
  measure('fairness', 'fairness', 'Jain’s index of goodput', 3, point => exact(point.fairness), 1),
  measure('energy', 'energy', 'energy per accepted picture (mJ)', 3, point =>
    exact(point.energyPerPictureMj),
  ),
];

const THEORY_LOOK: Look = { name: 'adamw', label: 'M/D/1', marker: 'cross', markerArea: 30 };
const THEORY_STYLE: LineStyle = { dash: '2 3', filled: false };

/** Delay, quality, goodput, misses, fairness and energy against load. */
export function loadFigures(result: LoadResult, numbering: Numbering): Markup {
  const loads = [...new Set(result.points.map(({ place }) => place.offeredLoad))];
  const label = numbering.next('Figure');
  const hasTheory = loads.length > 1 && theoryOf(result).length > 1;
  const legend: LegendLine[] = [
    ...waysOf(result).map(way => wayLook(way, result)),
    ...(hasTheory
      ? [{ look: THEORY_LOOK, style: THEORY_STYLE, label: 'M/D/1 without deadline', only: 'line' as const }]
      : []),
  ];
  const drawn = loads.length > 1 ? MEASURES.flatMap(one => panelOf(result, one, hasTheory)) : [];
  const figure =
    drawn.length > 0
      ? html`<figure>
<figcaption><b>${label}.</b> Against the offered load. Delay is from the existence of a picture to its last symbol, over pictures that arrived; good is a
PSNR of at least ${plain(result.scenario.qualityThresholdDb)} dB${deadlineOf(result)}.${
          hasTheory
            ? ' The dotted line is the mean delay of the queue M/D/1, which a single server without deadline has.'
            : ''
        }</figcaption>
${renderLineLegend(legend, { drawn: 'bands', reach: '95 % interval by batch means' })}
<div class="plot"><div class="panels columns-3">${drawn.map(panel => trusted(drawCurves(panel)))}</div></div>
</figure>`
      : html`<p>One load only: its figures are in the table.</p>`;
  return html`<div class="figures"><div class="figure full">
${figure}
${renderTableBehind(
  {
    caption: 'Every access at every load: mean and 95 % interval',
    columns: columnsOf(result),
    rows: result.points,
  },
  `Table behind ${label}`,
  'load.csv',
)}
</div></div>`;
}

function deadlineOf({ scenario }: LoadResult): string {
  return scenario.deadlineMs === undefined ? '' : ` within ${plain(scenario.deadlineMs)} ms`;
}

/** Loads and M/D/1 delays, the same for every access with one. */
function theoryOf({ points }: LoadResult): [number, number][] {
  const known = new Map(
    points.flatMap(({ place, queueTheoryMs }) =>
      queueTheoryMs === undefined ? [] : [[place.offeredLoad, queueTheoryMs]],
    ),
  );
  return [...known].sort(([a], [b]) => a - b);
}

function panelOf(result: LoadResult, one: LoadMeasure, hasTheory: boolean): CurvesData[] {
  const loads = [...new Set(result.points.map(({ place }) => place.offeredLoad))].sort((a, b) => a - b);
  const curves = waysOf(result).flatMap((way): Curve[] => {
    const { look, style, label } = wayLook(way, result);
    const points = result.points
      .filter(({ place }) => isWay(place, way))
      .flatMap(point => {
        const found = one.of(point);
        if (!found) return [];
        const { mean, low, high } = found;
        const ends = low === high ? '' : ` ${interval(found, one.decimals)}`;
        const tooltip = `${label}, load ${plain(point.place.offeredLoad)}: ${one.label} ${fixed(mean, one.decimals)}${ends}`;
        return [{ x: point.place.offeredLoad, mean, low, high, tooltip, bandless: low === high }];
      })
      .sort((a, b) => a.x - b.x);
    return points.length > 0 ? [{ look, style, points }] : [];
  });
  if (curves.length === 0) return [];
  const measured = curves.flatMap(({ points }) => points);
  const domain = extent(measured, one.limit);
  const theory = one.key === 'delay' && hasTheory ? [theoryCurve(result, domain[1])] : [];
  return [
    {
      id: `load-${one.key}`,
      title: `${one.label} against offered load`,
      description: curves.map(({ points }) => `${points.at(-1)!.tooltip}.`).join(' '),
      layout: 'panel',
      heading: '',
      xLabel: 'offered load',
      yLabel: one.axis,
      xTicks: loads,
      xLog: loads.at(-1)! / loads[0] >= 6,
      yDomain: one.key === 'psnr' || one.key === 'fairness' ? domain : [0, domain[1]],
      zeroLine: false,
      curves: [...curves, ...theory],
    },
  ];
}

/** As far as the axis reaches. */
function theoryCurve(result: LoadResult, highest: number): Curve {
  const points = theoryOf(result).map(([load, delayMs]) => ({
    x: load,
    mean: Math.min(delayMs, highest),
    low: delayMs,
    high: delayMs,
    bandless: true,
    bare: true,
    tooltip: `M/D/1 at load ${plain(load)}: ${fixed(delayMs, 1)} ms`,
  }));
  return { look: THEORY_LOOK, style: THEORY_STYLE, points };
}

function measure(
  key: string,
  label: string,
  axis: string,
  decimals: number,
  of: LoadMeasure['of'],
  limit = Number.POSITIVE_INFINITY,
): LoadMeasure {
  return { key, label, axis, decimals, of, limit };
}

const columnsOf = (result: LoadResult): Column<LoadPoint>[] => [
  headColumn('Access', 'access', ({ place }) => wayLook(place, result).label),
  numberColumn('Load', 'load', ({ place }) => place.offeredLoad, plain),
  ...MEASURES.flatMap(({ key, axis, decimals, of }): Column<LoadPoint>[] => {
    const show = (value: number) => fixed(value, decimals);
    const end = (which: 'mean' | 'low' | 'high') => (point: LoadPoint) => of(point)?.[which] ?? Number.NaN;
    const ends: Column<LoadPoint>[] = [
      numberColumn('Low', `${key}_low`, end('low'), show),
      numberColumn('High', `${key}_high`, end('high'), show),
    ];
    const hasInterval = key !== 'fairness' && key !== 'energy';
    return [numberColumn(axis, key, end('mean'), show), ...(hasInterval ? ends : [])];
  }),
  numberColumn(
    'MS-SSIM',
    'ms_ssim',
    ({ msSsim }) => msSsim?.mean ?? Number.NaN,
    value => fixed(value, 3),
  ),
  numberColumn(
    '95 % of delays within (ms)',
    'delay_p95',
    ({ delayQuantilesMs }) => delayQuantilesMs?.p95 ?? Number.NaN,
    value => fixed(value, 1),
  ),
  share('Blocked (%)', 'blocked', ({ fates }) => fates?.blocked),
  share('Rejected (%)', 'rejected', ({ fates }) => fates?.rejected),
  share('Lost with their user (%)', 'abandoned', ({ fates }) => fates?.abandoned),
  numberColumn(
    'Tries per picture',
    'tries',
    ({ triesPerPicture }) => triesPerPicture,
    value => fixed(value, 2),
  ),
  share('Band in use (%)', 'band', ({ bandUse }) => bandUse),
  numberColumn(
    'Users on the air then',
    'on_air',
    ({ meanOnAir }) => meanOnAir,
    value => fixed(value, 2),
  ),
  numberColumn('Pictures', 'pictures', ({ fates }) => fates?.pictures ?? Number.NaN, plain),
];

function share(header: string, key: string, of: (point: LoadPoint) => number | undefined): Column<LoadPoint> {
  return numberColumn(
    header,
    key,
    point => 100 * (of(point) ?? Number.NaN),
    value => fixed(value, 1),
  );
}
