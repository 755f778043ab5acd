import type { LoadPoint, LoadResult } from '../../sim/load/results.ts';
import { type CurvesData, drawCurves } from '../figures/curves.ts';
import { evenTicks } from '../figures/logTicks.ts';
import type { Look } from '../figures/markers.ts';
import { html, type Markup, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { counted, fixed, MISSING, plain } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { wayLook } from './looks.ts';

const LOOK: Look = { name: 'omdma', label: 'expected PSNR', marker: 'circle', markerArea: 26 };

/** How the receiver judges a picture without the original, and how often it is right. */
export function checkSection(result: LoadResult, numbering: Numbering): Markup {
  const { qualityCurve, points } = result;
  const label = numbering.next('Figure');
  const { thresholdDb } = points[0].check;
  const { good, receptions, hits, alarms, errorDb } = inAll(result);
  return html`<p>The receiver knows how much of each latent entry it still does not know: the error share β′ behind the denoiser. The mean of ln β′ over a picture’s
entries tells it what PSNR to expect, by a falling curve that was measured in this run on ${counted(qualityCurve.pictures, 'picture')} that nobody sent, at
${counted(qualityCurve.snrsDb.length, 'SNR')}. It needs no original.</p>
<p>It takes a picture for good from ${plain(thresholdDb)} dB on. Of ${counted(receptions, 'reception')} in all, ${plain(good)} were; it took ${percent(hits, good)} of them for
good, and ${percent(alarms, receptions - good)} of the others. Its expectation was off by ${fixed(errorDb, 2)} dB (root mean square): pictures of the same error share differ in
PSNR, as detail is harder to rebuild than sky.</p>
<div class="figures"><div class="figure">
<figure>
<figcaption><b>${label}.</b> Expected PSNR against the mean of ln β′.</figcaption>
<div class="plot">${trusted(drawCurves(curveOf(result)))}</div>
</figure>
</div></div>
${renderTableBehind(
  { caption: 'How often the check is right', columns: columnsOf(result), rows: points },
  'How often the check is right, point by point',
  'load-check.csv',
)}`;
}

/** Counts over all points. */
function inAll({ points }: LoadResult) {
  const sum = (of: (check: LoadPoint['check']) => number) =>
    points.reduce((total, { check }) => total + of(check), 0);
  const receptions = sum(check => check.receptions);
  return {
    receptions,
    good: sum(check => check.good),
    hits: sum(({ hitRate, good }) => (hitRate ?? 0) * good),
    alarms: sum(({ falseAlarmRate, receptions: all, good }) => (falseAlarmRate ?? 0) * (all - good)),
    errorDb: Math.sqrt(sum(check => check.errorDb ** 2 * check.receptions) / Math.max(1, receptions)),
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${fixed((100 * part) / whole, 1)}\u00a0%`;
}

function curveOf({ qualityCurve }: LoadResult): CurvesData {
  const { meanLogShare, psnrDb } = qualityCurve;
  const [low, high] = [meanLogShare[0], meanLogShare.at(-1)!];
  const domain: [number, number] = high > low ? [low, high] : [low - 0.5, high + 0.5];
  const [least, most] = [Math.min(...psnrDb), Math.max(...psnrDb)];
  return {
    id: 'quality-curve',
    title: 'Expected PSNR against the mean logarithm of the error share',
    description: `From ${fixed(psnrDb[0], 1)} dB at ${fixed(low, 2)} to ${fixed(psnrDb.at(-1)!, 1)} dB at ${fixed(high, 2)}.`,
    layout: 'panel',
    heading: '',
    xLabel: 'mean of ln β′',
    yLabel: 'expected PSNR (dB)',
    xTicks: evenTicks(domain),
    xDomain: domain,
    xLog: false,
    yDomain: most > least ? [least, most] : [least - 0.5, most + 0.5],
    zeroLine: false,
    curves: [
      {
        look: LOOK,
        style: { dash: 'none', filled: true },
        points: meanLogShare.map((x, i) => ({
          ...{ x, mean: psnrDb[i], low: psnrDb[i], high: psnrDb[i], bandless: true },
          tooltip: `Mean ln β′ ${fixed(x, 2)}: ${fixed(psnrDb[i], 1)} dB expected`,
        })),
      },
    ],
  };
}

function columnsOf(result: LoadResult): Column<LoadPoint>[] {
  const rate = (of: (point: LoadPoint) => number | null) => ({
    show: (point: LoadPoint) => {
      const found = of(point);
      return found === null ? MISSING : `${fixed(100 * found, 1)} %`;
    },
    value: (point: LoadPoint) => of(point) ?? Number.NaN,
    kind: 'number' as const,
  });
  return [
    headColumn('Access', 'access', ({ place }) => wayLook(place, result).label),
    numberColumn('Load', 'load', ({ place }) => place.offeredLoad, plain),
    numberColumn('Receptions', 'receptions', ({ check }) => check.receptions, plain),
    numberColumn('Of them good', 'good', ({ check }) => check.good, plain),
    { header: 'Good ones taken for good', key: 'hit_rate', ...rate(({ check }) => check.hitRate) },
    {
      header: 'Others taken for good',
      key: 'false_alarm_rate',
      ...rate(({ check }) => check.falseAlarmRate),
    },
    numberColumn(
      'Error of the expectation (dB, rms)',
      'error_db',
      ({ check }) => check.errorDb,
      value => fixed(value, 2),
    ),
  ];
}
