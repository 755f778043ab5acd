import type { Axis, BeamformingResult, BeamPoint } from '../../sim/beamforming/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { extent } from '../curveData.ts';
import { type Curve, type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import { amount, axisName } from '../measures.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, interval, listed, plain, significant } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { inOrder, schemeLook, stepsLabel } from './looks.ts';
import { AXES, AXIS_NAMES, isAt, likenessAt, placeLabel, pointsAt, shownSteps, sweepOf } from './select.ts';

interface BeamMeasure {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly decimals: number;
  readonly isDifference: false;
  readonly estimate: (point: BeamPoint) => Estimate;
}

const MEASURES: readonly BeamMeasure[] = [
  {
    key: 'psnr',
    label: 'PSNR',
    unit: 'dB',
    decimals: 2,
    isDifference: false,
    estimate: point => point.psnrDb,
  },
  {
    key: 'effective-snr',
    label: 'effective SNR',
    unit: 'dB',
    decimals: 2,
    isDifference: false,
    estimate: point => point.effectiveSnrDb,
  },
  {
    key: 'rate',
    label: 'sum rate',
    unit: 'bits/use',
    decimals: 2,
    isDifference: false,
    estimate: point => point.sumRate,
  },
  {
    key: 'served',
    label: 'share of users served',
    unit: '',
    decimals: 2,
    isDifference: false,
    estimate: point => point.served,
  },
];

/** PSNR, effective SNR, rate and users served against everything that was varied, one figure each. */
export function sweepFigures(result: BeamformingResult, numbering: Numbering): Markup {
  const figures = AXES.flatMap(axis => sweepFigure(result, axis, numbering));
  return figures.length === 0
    ? NOTHING
    : html`<p>One quantity is varied at a time; everything else stays at ${placeLabel(result.base)}.</p>
<div class="figures">${figures}</div>`;
}

function sweepFigure(result: BeamformingResult, axis: Axis, numbering: Numbering): Markup[] {
  const places = sweepOf(result, axis);
  if (places.length < 2) return [];
  const label = numbering.next('Figure');
  const steps = shownSteps(result);
  const points = places.flatMap(place => pointsAt(result, place, steps));
  const { name } = AXIS_NAMES[axis];
  const panels = MEASURES.map(measure => trusted(drawCurves(panelOf(points, measure, axis))));
  const schemes = inOrder(points.map(({ scheme }) => scheme));
  const rows = places.flatMap(place => result.points.filter(point => isAt(point, place)));
  const measured =
    axis === 'correlation'
      ? ` Measured between the latents of one object: ${places
          .map(
            place =>
              `${plain(place.correlation!)} makes R ${fixed(likenessAt(result, place)?.within?.mean ?? Number.NaN, 2)}`,
          )
          .join(', ')}.`
      : '';
  return [
    html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> Against ${name}, ${stepsLabel(steps)}.${measured}${absenceNote(result, axis)}</figcaption>
${renderLineLegend(
  schemes.map(scheme => schemeLook(scheme)),
  { drawn: 'bands', reach: '95 % interval over frames' },
)}
<div class="plot"><div class="panels columns-2">${panels}</div></div>
</figure>
${renderTableBehind(
  { caption: `Against ${name}: mean and 95 % interval over frames`, columns: columnsOf(axis), rows },
  `Table behind ${label}`,
  `beamforming-${axis.toLowerCase()}.csv`,
)}
</div>`,
  ];
}

function panelOf(points: readonly BeamPoint[], measure: BeamMeasure, axis: Axis): CurvesData {
  const schemes = inOrder(points.map(({ scheme }) => scheme));
  const x = (point: BeamPoint) => point.place[axis]!;
  const xTicks = [...new Set(points.map(x))].sort((a, b) => a - b);
  const curves = [...schemes].reverse().map((scheme): Curve => {
    const { look, style, label } = schemeLook(scheme);
    return {
      look,
      style,
      points: points
        .filter(point => point.scheme === scheme)
        .map(point => ({
          x: x(point),
          ...measure.estimate(point),
          tooltip: `${label}, ${placeLabel(point.place)}: ${measure.label} ${amount(measure, measure.estimate(point).mean)} ${interval(measure.estimate(point), measure.decimals)}`,
        })),
    };
  });
  return {
    id: `${measure.key}-${axis.toLowerCase()}`,
    title: `${measure.label} against ${AXIS_NAMES[axis].name}`,
    description: curves.map(({ points: all }) => `${all.at(-1)!.tooltip}.`).join(' '),
    layout: 'panel',
    heading: '',
    xLabel: AXIS_NAMES[axis].label,
    yLabel: axisName(measure),
    xTicks,
    xLog: (axis === 'antennas' || axis === 'users') && xTicks.at(-1)! / xTicks[0] >= 8,
    yDomain: extent(points.map(measure.estimate), measure.key === 'served' ? 1 : Number.POSITIVE_INFINITY),
    zeroLine: false,
    // The last is drawn first and lies at the bottom.
    curves: [...curves].reverse(),
  };
}

function columnsOf(axis: Axis): Column<BeamPoint>[] {
  return [
    headColumn<BeamPoint>('Scheme', 'scheme', ({ scheme }) => schemeLook(scheme).label),
    numberColumn<BeamPoint>(AXIS_NAMES[axis].label, axis, ({ place }) => place[axis]!, plain),
    numberColumn<BeamPoint>('Denoiser steps', 'denoiser_steps', ({ denoiserSteps }) => denoiserSteps, plain),
    ...MEASURES.flatMap(({ key, decimals, estimate, ...measure }): Column<BeamPoint>[] => {
      const show = (value: number) => fixed(value, decimals);
      const name = key.replace('-', '_');
      return [
        numberColumn(axisName(measure), name, point => estimate(point).mean, show),
        numberColumn('Low', `${name}_low`, point => estimate(point).low, show),
        numberColumn('High', `${name}_high`, point => estimate(point).high, show),
      ];
    }),
    numberColumn<BeamPoint>(
      'SSIM',
      'ssim',
      ({ ssim }) => ssim.mean,
      value => fixed(value, 3),
    ),
    numberColumn<BeamPoint>('Uses per user', 'channel_uses', ({ channelUses }) => channelUses, significant),
    numberColumn<BeamPoint>('Frames', 'frames', ({ psnrDb }) => psnrDb.count, plain),
  ];
}

function absenceNote({ absences, base }: BeamformingResult, axis: Axis): string {
  const own = absences.filter(({ place }) => place[axis] !== base[axis]);
  const notes = inOrder(own.map(({ scheme }) => scheme)).map(scheme => {
    const those = own.filter(one => one.scheme === scheme);
    const values = those.map(({ place }) => place[axis]!).sort((a, b) => a - b);
    return `${schemeLook(scheme).label} at ${listed(values.map(plain))}: ${those[0].reason}`;
  });
  return notes.length === 0 ? '' : ` Left out: ${notes.join('; ')}.`;
}
