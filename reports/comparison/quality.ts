import type { Anchor, Curve, CurvePoint } from '../../sim/comparison/results.ts';
import { evenTicks } from '../figures/logTicks.ts';
import { amount, type Measure, MS_SSIM, PSNR } from '../measures.ts';
import { counted, interval, plain } from '../numbers.ts';
import { anchorValue } from './anchors.ts';
import { curveLabel, modulationLabel, placeLabel } from './ways.ts';

/** One of the field's two measures, and how its axis is drawn. */
export interface QualityMeasure extends Measure<CurvePoint> {
  readonly key: 'psnr' | 'msssim';
  /** Height of a value on the axis. */
  readonly height: (value: number) => number;
  /** Marks between two values, at the heights of round ones; none where the heights themselves are round. */
  readonly marks?: (domain: readonly [number, number]) => Marks;
}

interface Marks {
  readonly ticks: readonly number[];
  readonly format: (height: number) => string;
}

/** 0.9999: what is closer to 1 is drawn there. */
const LEAST_LOSS = 1e-4;
const ROUND_SSIM = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995];
const FEWEST_MARKS = 3;

/** PSNR, and MS-SSIM on an axis that is logarithmic in 1 − MS-SSIM: high values lie too close on an even one. */
export const QUALITY: readonly QualityMeasure[] = [
  { ...PSNR, key: 'psnr', height: value => value },
  { ...MS_SSIM, key: 'msssim', height: lossHeight, marks: lossMarks },
];

function lossHeight(value: number): number {
  return -Math.log10(Math.max(LEAST_LOSS, 1 - value));
}

function lossMarks([low, high]: readonly [number, number]): Marks {
  const value = (height: number) => 1 - 10 ** -height;
  const inside = ROUND_SSIM.filter(round => lossHeight(round) >= low && lossHeight(round) <= high);
  const rounds = inside.length >= FEWEST_MARKS ? inside : evenTicks([value(low), value(high)]);
  return { ticks: rounds.map(lossHeight), format: height => plain(Number(value(height).toFixed(5))) };
}

/** From the lowest to the highest mean and anchor, with room for the intervals; what reaches further is cut off at the edge. */
export function qualityDomain(
  estimates: readonly { readonly mean: number; readonly low: number; readonly high: number }[],
  anchors: readonly number[],
): [number, number] {
  const values = [...estimates.map(({ mean }) => mean), ...anchors];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.1 * (most - least), 1e-3 * Math.max(1, Math.abs(most)));
  const low = Math.max(least - room, Math.min(least, ...estimates.map(estimate => estimate.low)));
  const high = Math.min(most + room, Math.max(most, ...estimates.map(estimate => estimate.high)));
  return high > low ? [low, high] : [low - room, high + room];
}

/** The mean and interval of a point as heights on the axis of a measure. */
export function heightsOf(point: CurvePoint, measure: QualityMeasure) {
  const { mean, low, high } = measure.estimate(point);
  return { mean: measure.height(mean), low: measure.height(low), high: measure.height(high) };
}

/** "AVIF envelope, mosaics of 12, headers free, cbr 1/6 at 10 dB: PSNR 29.93 dB [29.52, 30.34], 16-QAM 2/3, 1 of 4 files failed". */
export function pointInWords(curve: Curve, point: CurvePoint, measure: QualityMeasure): string {
  const estimate = measure.estimate(point);
  const chosen =
    curve.kind === 'envelope' && point.modulation ? `, ${modulationLabel(point.modulation)}` : '';
  const failed = point.failed > 0 ? `, ${point.failed} of ${counted(point.files, 'file')} failed` : '';
  const value = `${measure.label} ${amount(measure, estimate.mean)} ${interval(estimate, measure.decimals)}`;
  return `${curveLabel(curve)}, ${placeLabel(point)}: ${value}${chosen}${failed}`;
}

/** "Published: WITT, cbr 1/6 at 10 dB: PSNR 32.65 dB (source). What differs." */
export function anchorInWords(anchor: Anchor, measure: QualityMeasure): string {
  const value = `${measure.label} ${amount(measure, anchorValue(anchor, measure)!)}`;
  return `Published: ${anchor.label}, ${placeLabel(anchor)}: ${value} (${anchor.source}). ${anchor.note}`;
}
