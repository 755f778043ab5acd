import type { Anchor, ComparisonResult, Curve, CurvePoint } from '../../sim/comparison/results.ts';
import type { CurvesData, Curve as DrawnCurve } from '../figures/curves.ts';
import type { LabelledPoint } from '../figures/pointLabels.ts';
import { amount, axisName, isDrawable } from '../measures.ts';
import { plain } from '../numbers.ts';
import { type AnchorPlace, anchorsAt, anchorValue } from './anchors.ts';
import { atCbr, cbrsOf, cbrsOverSnr, ratioOf, snrsOf } from './grid.ts';
import { lookOf, PUBLISHED } from './looks.ts';
import { anchorInWords, heightsOf, pointInWords, type QualityMeasure, qualityDomain } from './quality.ts';
import {
  codecLabel,
  curveLabel,
  isDigital,
  isPacking,
  mosaicLabel,
  neuralCurves,
  type Packing,
} from './ways.ts';

/** What a figure of quality is drawn from: the neural curves, with the envelopes and bounds of one image codec. */
export interface QualityData {
  readonly result: ComparisonResult;
  /** Packings of one image codec; empty where the comparison has neural curves alone. */
  readonly packings: readonly Packing[];
}

/** One panel: some curves at some condition, against one axis. */
interface Panel extends AnchorPlace {
  readonly id: string;
  readonly heading: string;
  readonly packing: Packing | undefined;
}

interface Axis {
  readonly name: string;
  readonly label: string;
  readonly x: (point: CurvePoint) => number;
  readonly anchorX: (anchor: Anchor) => number;
  /** Values that are marked. */
  readonly ticks: readonly number[];
  readonly format?: (value: number) => string;
  /** The place of a point on the axis in words. */
  readonly at: (point: CurvePoint) => string;
}

/** One measure against SNR: a row of panels per bandwidth ratio, a column per packing, all on common axes. */
export function snrPanels(data: QualityData, measure: QualityMeasure): CurvesData[] {
  const { curves } = data.result;
  const cbrs = cbrsOverSnr(curves);
  const axis: Axis = {
    name: 'SNR',
    label: 'SNR per channel use (dB)',
    x: ({ snrDb }) => snrDb,
    anchorX: ({ snrDb }) => snrDb,
    ticks: distinct(cbrs.flatMap(cbr => snrsOf(curves, cbr))),
    at: ({ snrDb }) => `${plain(snrDb)} dB`,
  };
  const panels = cbrs.flatMap(cbr =>
    columns(data).map(packing => ({ ...named('snr', packing, `cbr ${cbr}`), packing, cbr })),
  );
  return drawn(data, measure, axis, panels);
}

/** One measure against the bandwidth ratio at the SNR of the scenario: a panel per packing. Empty where there are not two ratios. */
export function ratePanels(data: QualityData, measure: QualityMeasure): CurvesData[] {
  const { curves, scenario } = data.result;
  const { rateSnrDb: snrDb } = scenario;
  const cbrs = cbrsOf(curves, snrDb);
  if (cbrs.length < 2) return [];
  const all = [...cbrs, ...anchorsAt(data.result, { snrDb }, measure).map(({ cbr }) => cbr)];
  const names = new Map(all.map(cbr => [ratioOf(cbr), cbr]));
  const axis: Axis = {
    name: 'bandwidth ratio',
    label: 'bandwidth ratio (channel uses per source value)',
    x: ({ cbrMade }) => cbrMade,
    anchorX: ({ cbr }) => ratioOf(cbr),
    ticks: distinct([...names.keys()]),
    format: value => names.get(value) ?? plain(value),
    at: ({ cbr }) => `cbr ${cbr}`,
  };
  const panels = columns(data).map(packing => ({
    ...named('cbr', packing, `${plain(snrDb)} dB`),
    packing,
    snrDb,
  }));
  return drawn(data, measure, axis, panels);
}

/** The neural curves with the envelopes and bounds of some packings, in the order of the legend. */
export function shownCurves({ result, packings }: QualityData): Curve[] {
  const digital = result.curves
    .filter(isDigital)
    .filter(
      ({ kind, accounting }) =>
        kind !== 'digital' && packings.some(packing => isPacking(accounting, packing)),
    );
  return [...neuralCurves(result), ...digital];
}

function drawn(
  { result }: QualityData,
  measure: QualityMeasure,
  axis: Axis,
  panels: readonly Panel[],
): CurvesData[] {
  const contents = panels
    .map(panel => ({
      panel,
      curves: shownCurves({ result, packings: panel.packing ? [panel.packing] : [] }).flatMap(curve => {
        const points = pointsAt(curve, panel).filter(point => isDrawable(measure.estimate(point)));
        return points.length > 0 ? [{ curve, points }] : [];
      }),
      anchors: anchorsAt(result, panel, measure),
    }))
    .filter(({ curves }) => curves.length > 0);
  const shown = contents.flatMap(({ curves }) => curves.flatMap(({ points }) => points));
  const anchors = contents.flatMap(content => content.anchors);
  const anchorY = (anchor: Anchor) => measure.height(anchorValue(anchor, measure)!);
  const xs = [...axis.ticks, ...shown.map(axis.x), ...anchors.map(axis.anchorX)];
  const yDomain = qualityDomain(
    shown.map(point => heightsOf(point, measure)),
    anchors.map(anchorY),
  );
  const neural = neuralCurves(result);
  return contents.map(
    ({ panel, curves, anchors: here }): CurvesData => ({
      id: `${measure.key}-${panel.id}`,
      title: `${measure.title} against ${axis.name}: ${panel.heading}`,
      description: description(curves, here, measure, axis),
      layout: contents.length === 1 && measure.key === 'psnr' ? 'wide' : 'tall',
      heading: panel.heading,
      xLabel: axis.label,
      yLabel: axisName(measure),
      xTicks: axis.ticks,
      xDomain: [Math.min(...xs), Math.max(...xs)],
      xLog: false,
      ...(axis.format ? { xFormat: axis.format } : {}),
      yDomain,
      ...(measure.marks ? { yMarks: measure.marks(yDomain) } : {}),
      zeroLine: false,
      curves: curves.map(
        ({ curve, points }): DrawnCurve => ({
          ...lookOf(curve, neural),
          points: points.map(point => ({
            x: axis.x(point),
            ...heightsOf(point, measure),
            tooltip: pointInWords(curve, point, measure),
            bandless: exceeds(heightsOf(point, measure), yDomain),
          })),
        }),
      ),
      labelled: {
        look: PUBLISHED,
        points: here.map(
          (anchor): LabelledPoint => ({
            x: axis.anchorX(anchor),
            y: anchorY(anchor),
            label: anchor.label,
            tooltip: anchorInWords(anchor, measure),
          }),
        ),
      },
    }),
  );
}

/** Whether an interval reaches beyond both edges of a figure: its band would fill the figure and say no more. */
function exceeds(
  { low, high }: { readonly low: number; readonly high: number },
  [bottom, top]: readonly [number, number],
): boolean {
  return low < bottom && high > top;
}

function pointsAt({ points }: Curve, { cbr, snrDb }: AnchorPlace): CurvePoint[] {
  const here = cbr === undefined ? [...points] : atCbr(points, cbr);
  return here
    .filter(point => snrDb === undefined || point.snrDb === snrDb)
    .sort((a, b) => a.cbrMade - b.cbrMade || a.snrDb - b.snrDb);
}

/** Columns of panels: one per packing, or a single one without image codecs. */
function columns({ packings }: QualityData): (Packing | undefined)[] {
  return packings.length > 0 ? [...packings] : [undefined];
}

function named(sweep: string, packing: Packing | undefined, condition: string) {
  const where = packing ? `${packing.codec}-${packing.mosaic}-` : '';
  return {
    id: `${sweep}-${where}${condition}`.replaceAll('−', 'minus').replace(/[^a-z0-9]+/gi, '-'),
    heading: packing ? `${condition}, ${codecLabel(packing)} in ${mosaicLabel(packing)}` : condition,
  };
}

function description(
  curves: readonly { readonly curve: Curve; readonly points: readonly CurvePoint[] }[],
  anchors: readonly Anchor[],
  measure: QualityMeasure,
  { at }: Axis,
): string {
  const value = (point: CurvePoint) => `${amount(measure, measure.estimate(point).mean)} at ${at(point)}`;
  const sentences = curves.map(({ curve, points }) => {
    const [first, last] = [points[0], points.at(-1)!];
    return `${curveLabel(curve)}: ${value(first)}${first === last ? '' : `, ${value(last)}`}.`;
  });
  const published = anchors.map(anchor => anchorInWords(anchor, measure));
  return `Mean ${measure.label} with 95 % intervals. ${[...sentences, ...published].join(' ')}`;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
