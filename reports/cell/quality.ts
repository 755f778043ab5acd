import type { RunResult } from '../../sim/cell/results.ts';
import { extent, pointInWords, type Sweep } from '../curveData.ts';
import { drawDots } from '../figures/dots.ts';
import { stepStyle } from '../figures/markers.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import { axisName, isDrawable, MEASURES, type Measure } from '../measures.ts';
import type { Numbering } from '../numbering.ts';
import { channelLabel, coloursOf } from './channels.ts';
import { conditionsOf, inTableOrder, placeLabel } from './conditions.ts';
import { CONTRAST, contrastRows, GAIN, gainRows, LEAD, leadRows } from './difference.ts';
import { measureFigure, sweepFigure } from './measureFigure.ts';

/**
 * Quality against SNR and against users, whichever the run sweeps, first the one of which it has more values; then the paired differences;
 * for a single condition, one dot per variant.
 */
export function renderQuality(result: RunResult, numbering: Numbering): Markup {
  if (result.points.length === 0) return NOTHING;
  const figures = sweepsOf(result).flatMap(sweep =>
    MEASURES.flatMap(measure => sweepFigure(result.points, measure, sweep, numbering)),
  );
  if (figures.length > 0)
    return html`<p>SNR is transmit power over noise power per complex channel use.${powerNote(result.scenario.power)}</p>
<div class="figures">${figures}${differenceFigures(result, numbering)}</div>`;
  return html`<div class="figures">${MEASURES.flatMap(measure => dotFigure(result, measure, numbering))}</div>`;
}

function sweepsOf({ points }: RunResult): readonly [Sweep, Sweep] {
  const different = (values: readonly number[]) => new Set(values).size;
  const users = different(points.map(({ point }) => point.users));
  const snrs = different(points.map(({ point }) => point.snrDb));
  return users > snrs ? ['users', 'snr'] : ['snr', 'users'];
}

/** Against the first quantity that the run sweeps. */
function differenceFigures(result: RunResult, numbering: Numbering): Markup[] {
  const { points, differences } = result;
  const { channels } = conditionsOf(points);
  const [first, second] = sweepsOf(result);
  const against = (rows: ReturnType<typeof gainRows>, measure: typeof GAIN, note: string) => {
    const options = { note, allChannels: channels };
    const figures = sweepFigure(rows, measure, first, numbering, options);
    return figures.length > 0 ? figures : sweepFigure(rows, measure, second, numbering, options);
  };
  return [
    ...against(gainRows(differences), GAIN, 'Above zero the denoiser helps. Paired frame by frame.'),
    ...against(contrastRows(differences), CONTRAST, contrastNote(channels)),
    ...against(leadRows(differences), LEAD, 'Above zero OMDMA is better. Paired frame by frame.'),
  ];
}

function dotFigure({ points }: RunResult, measure: Measure, numbering: Numbering): Markup[] {
  const drawable = inTableOrder(points).filter(result => isDrawable(measure.estimate(result)));
  if (drawable.length === 0) return [];
  const { schemes, steps, channels } = conditionsOf(points);
  const { looks, lookOf } = coloursOf({ schemes, channels });
  const drawn = drawDots({
    id: `${measure.key}-dots`,
    title: `${measure.title} with ${placeLabel(drawable[0].point)}`,
    description: drawable.map(result => `${pointInWords(result, measure, steps)}.`).join(' '),
    xLabel: axisName(measure),
    xDomain: extent(drawable.map(measure.estimate), measure.limit),
    rows: looks.map(look => ({
      look,
      dots: drawable
        .filter(({ point }) => lookOf(point) === look)
        .map(result => ({
          ...measure.estimate(result),
          style: stepStyle(result.point.denoiserSteps, steps),
          tooltip: pointInWords(result, measure, steps),
        })),
    })),
  });
  return [
    measureFigure({
      rows: points,
      measure,
      drawn: trusted(drawn),
      isFull: measure.key === 'psnr',
      intervals: 'whiskers',
      label: numbering.next('Figure'),
      caption: `${measure.title} with ${placeLabel(drawable[0].point)}.`,
      fileName: `${measure.key}.csv`,
    }),
  ];
}

function contrastNote([first = '']: readonly string[]): string {
  return `Below zero a picture is worse than over ${channelLabel(first)}. Paired frame by frame: the same pictures, noise and fades.`;
}

function powerNote(power: unknown): string {
  if (power === 'perUser') return ' The transmit power is that of one user.';
  return power === 'total' ? ' The transmit power is that of all users together.' : '';
}
