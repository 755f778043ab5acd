import type { Point } from '../sim/cell/results.ts';
import { type Colours, channelLabel, coloursOf, schemesPerPanel } from './cell/channels.ts';
import {
  type Conditions,
  conditionsOf,
  denoiserLabel,
  inTableOrder,
  placeLabel,
  schemeLabel,
} from './cell/conditions.ts';
import type { Curve, CurvePoint, CurvesData } from './figures/curves.ts';
import { stepStyle } from './figures/markers.ts';
import { amount, axisName, isDrawable, type Measure } from './measures.ts';
import { counted, interval, plain } from './numbers.ts';

export type Sweep = 'snr' | 'users';

type AtPoint = { readonly point: Point };

const MOST_PANELS = 4;

const SWEEPS = {
  snr: {
    name: 'SNR',
    xLabel: 'SNR per channel use (dB)',
    x: ({ point }: AtPoint) => point.snrDb,
    panelOf: ({ point }: AtPoint) => point.users,
    panelName: (users: number) => counted(users, 'user'),
  },
  users: {
    name: 'number of users',
    xLabel: 'number of users',
    x: ({ point }: AtPoint) => point.users,
    panelOf: ({ point }: AtPoint) => point.snrDb,
    panelName: (snrDb: number) => `SNR ${plain(snrDb)} dB`,
  },
} as const;

/**
 * The panels of one measure against SNR (one per number of users) or against users (one per SNR), on common axes; where colours
 * tell channels apart, one for each scheme too.
 * Empty where the run does not sweep that quantity. Of more than four panels, four evenly spread ones are kept.
 */
export function curvePanels<Row extends AtPoint>(
  rows: readonly Row[],
  measure: Measure<Row>,
  sweep: Sweep,
  allChannels?: readonly string[],
): CurvesData[] {
  const drawable = inTableOrder(rows).filter(result => isDrawable(measure.estimate(result)));
  const { x, panelOf, panelName, name, xLabel } = SWEEPS[sweep];
  const conditions = conditionsOf(rows);
  const colours = coloursOf(conditions, allChannels);
  const groups = schemesPerPanel(colours, conditions.schemes);
  const xTicks = distinct(drawable.map(x));
  if (xTicks.length < 2) return [];
  const swept = distinct(drawable.map(panelOf)).filter(
    panel => new Set(drawable.filter(result => panelOf(result) === panel).map(x)).size > 1,
  );
  const chosen = evenly(swept, Math.max(1, Math.floor(MOST_PANELS / groups.length)));
  const shown = drawable.filter(result => chosen.includes(panelOf(result)));
  const { steps } = conditions;
  const zero = measure.isDifference ? [{ low: 0, high: 0 }] : [];
  const panels = chosen.flatMap(panel => groups.map(schemes => ({ panel, schemes })));
  return panels.map(({ panel, schemes }) => {
    const results = shown.filter(
      result => panelOf(result) === panel && schemes.includes(result.point.scheme),
    );
    const curves = curvesOf(results, { ...conditions, ...colours }, measure, x);
    const isSplit = groups.length > 1;
    const scheme = isSplit ? schemeLabel({ scheme: schemes[0] }) : '';
    const heading = [...(chosen.length > 1 ? [panelName(panel)] : []), ...(isSplit ? [scheme] : [])].join(
      ', ',
    );
    return {
      id: `${measure.key}-${sweep}-${plain(panel).replace('−', 'minus')}${isSplit ? `-${schemes[0]}` : ''}`.replace(
        '.',
        '-',
      ),
      title: `${measure.title} against ${name}, ${panelName(panel)}${isSplit ? `, ${scheme}` : ''}`,
      description: describe(curves, measure, sweep, steps),
      layout: panels.length === 1 && measure.key === 'psnr' ? 'wide' : 'panel',
      heading,
      xLabel,
      yLabel: axisName(measure),
      xTicks,
      xLog: sweep === 'users' && xTicks.at(-1)! / xTicks[0] >= 8,
      yDomain: extent([...shown.map(measure.estimate), ...zero], measure.limit),
      zeroLine: measure.isDifference,
      curves,
    };
  });
}

/** Smallest `low` to largest `high`, not above `limit` and never empty. */
export function extent(estimates: readonly { low: number; high: number }[], limit: number): [number, number] {
  const low = Math.min(...estimates.map(estimate => estimate.low));
  const high = Math.min(limit, Math.max(...estimates.map(estimate => estimate.high)));
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}

/** A point in words: "OMDMA with denoiser, 4 users at 10 dB: PSNR 27.31 dB [27.02, 27.60]". */
export function pointInWords<Row extends AtPoint>(
  row: Row,
  measure: Measure<Row>,
  steps: readonly number[],
): string {
  const estimate = measure.estimate(row);
  const { users, snrDb } = row.point;
  return `${subject(row.point, measure, steps)}, ${placeLabel({ users, snrDb })}: ${measure.label} ${amount(
    measure,
    estimate.mean,
  )} ${interval(estimate, measure.decimals)}`;
}

/** What a line stands for: "OMDMA with denoiser", "OMDMA against TDMA". */
function subject<Row>(
  { scheme, denoiserSteps, channel }: Pick<Point, 'scheme' | 'denoiserSteps' | 'channel'>,
  { schemeRole }: Measure<Row>,
  steps: readonly number[],
): string {
  const over = channel === undefined ? '' : ` over ${channelLabel(channel)}`;
  const omdma = schemeRole === 'Against' ? `${schemeLabel({ scheme: 'omdma' })} against ` : '';
  const variant = steps.length > 1 ? ` ${denoiserLabel(denoiserSteps, steps)}` : '';
  return `${omdma}${schemeLabel({ scheme })}${over}${variant}`;
}

/** A scheme over one channel with one number of denoiser steps. */
interface SchemeCurve extends Curve {
  readonly of: Pick<Point, 'scheme' | 'denoiserSteps' | 'channel'>;
}

function curvesOf<Row extends AtPoint>(
  results: readonly Row[],
  { channels, schemes, steps, lookOf }: Conditions & Colours,
  measure: Measure<Row>,
  x: (row: AtPoint) => number,
): SchemeCurve[] {
  const names = channels.length > 0 ? channels.map(channel => ({ channel })) : [{}];
  const lines = names.flatMap(name => schemes.map(scheme => ({ scheme, ...name })));
  return lines.flatMap(line => {
    const all = results.filter(({ point }) => point.scheme === line.scheme && point.channel === line.channel);
    return distinct(all.map(({ point }) => point.denoiserSteps)).flatMap(count => {
      const of = { ...line, denoiserSteps: count };
      const own = all.filter(({ point }) => point.denoiserSteps === count);
      const points = own.map((result): CurvePoint => {
        const { mean, low, high } = measure.estimate(result);
        return { x: x(result), mean, low, high, tooltip: pointInWords(result, measure, steps) };
      });
      return [{ look: lookOf(of), of, style: stepStyle(count, steps), points }];
    });
  });
}

function describe<Row>(
  curves: readonly SchemeCurve[],
  measure: Measure<Row>,
  sweep: Sweep,
  steps: readonly number[],
): string {
  const at = (x: number) => (sweep === 'snr' ? `${plain(x)} dB` : counted(x, 'user'));
  const sentences = curves.map(({ of, points }) => {
    const first = points[0];
    const last = points.at(-1)!;
    const start = `${amount(measure, first.mean)} at ${at(first.x)}`;
    const end = first === last ? '' : `, ${amount(measure, last.mean)} at ${at(last.x)}`;
    return `${subject(of, measure, steps)}: ${start}${end}.`;
  });
  return `Mean ${measure.label} with 95 % intervals. ${sentences.join(' ')}`;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** At most so many values, evenly spread from the first to the last. */
export function evenly<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))],
  );
}
