import type { D3, Scale, Selection } from 'd3-node';
import { type FigureText, openCanvas, round } from './canvas.ts';
import { drawEndLabels } from './endLabels.ts';
import { type Axis, drawFrame, drawHeading, type Frame } from './frame.ts';
import { drawLine } from './line.ts';
import { logLabel, logTicks } from './logTicks.ts';
import { drawMarker, type LineStyle, type Look, markerPath } from './markers.ts';
import { drawLabelledPoints, type LabelledPoint, type Spot } from './pointLabels.ts';

export interface CurvePoint {
  readonly x: number;
  readonly mean: number;
  /** Ends of the interval. */
  readonly low: number;
  readonly high: number;
  /** The point in words: what, condition, value, interval. */
  readonly tooltip: string;
  /** Whether the line passes without a marker. */
  readonly bare?: boolean;
  /** Whether the interval is left out of the band. */
  readonly bandless?: boolean;
}

/** One line. `points` ascend in x and are finite. */
export interface Curve {
  readonly look: Look;
  readonly style: LineStyle;
  readonly points: readonly CurvePoint[];
}

export interface CurvesData extends FigureText {
  /** Over the whole width with names at the ends of the lines, or a small multiple; a tall one where lines lie close. */
  readonly layout: 'wide' | 'panel' | 'tall';
  readonly heading: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** The axis reaches from the first to the last tick, or over `xDomain` where it is given. */
  readonly xTicks: readonly number[];
  readonly xDomain?: readonly [number, number];
  readonly xLog: boolean;
  /** Names of the ticks, where they are not plain numbers. */
  readonly xFormat?: (value: number) => string;
  readonly yDomain: readonly [number, number];
  readonly yLog?: boolean;
  /** Where to mark the vertical axis and how to write the marks, where they are not the round numbers of its scale. */
  readonly yMarks?: { readonly ticks: readonly number[]; readonly format: (value: number) => string };
  /** Whether to draw a line at zero, for differences. */
  readonly zeroLine: boolean;
  readonly curves: readonly Curve[];
  /** Labelled points over the curves, in units of the axes. */
  readonly labelled?: { readonly look: Look; readonly points: readonly LabelledPoint[] };
}

const SIZES = {
  wide: { width: 960, height: 470, left: 52, right: 142 },
  panel: { width: 420, height: 330, left: 52, right: 18 },
  tall: { width: 420, height: 440, left: 52, right: 18 },
} as const;

/** Draws a measure against a swept quantity: one line per curve with its band. */
export function drawCurves(data: CurvesData): string {
  const { width, height, left, right } = SIZES[data.layout];
  const frame: Frame = { left, right: width - right, top: data.heading ? 66 : 40, bottom: height - 52 };
  const { d3, svg, finish } = openCanvas(data, width, height);
  const x = horizontalScale(d3, data, frame);
  const y = verticalScale(d3, data, frame);
  if (data.heading) drawHeading(svg, data.heading);
  drawFrame(
    svg,
    frame,
    { scale: x, ticks: data.xTicks, label: data.xLabel, ...(data.xFormat ? { format: data.xFormat } : {}) },
    { scale: y, label: data.yLabel, ...(data.yMarks ?? yMarks(data, y)) },
  );
  if (data.zeroLine) drawZeroLine(svg, frame, y(0));
  const bottomFirst = [...data.curves].reverse();
  for (const curve of bottomFirst) drawBand(d3, svg, curve, x, y);
  for (const curve of bottomFirst) drawCurve(d3, svg, curve, x, y);
  if (data.labelled)
    drawLabelledPoints(d3, svg, frame, {
      look: data.labelled.look,
      points: data.labelled.points.map(point => ({ ...point, x: x(point.x), y: y(point.y) })),
      curves: data.curves.flatMap(({ points }) => alongLine(points.map(p => ({ x: x(p.x), y: y(p.mean) })))),
    });
  if (data.layout === 'wide') drawEndLabels(svg, frame, endLabels(data.curves, x, y));
  return finish();
}

function drawZeroLine(svg: Selection, { left, right }: Frame, at: number): void {
  svg
    .append('line')
    .attr('class', 'zero')
    .attr('x1', left)
    .attr('x2', right)
    .attr('y1', round(at))
    .attr('y2', round(at));
}

function yMarks({ yLog, yDomain }: CurvesData, y: Scale): Omit<Axis, 'scale' | 'label'> {
  return yLog ? { ticks: logTicks(yDomain), format: logLabel } : { ticks: y.ticks(6) };
}

function verticalScale(d3: D3, { yDomain, yLog = false }: CurvesData, { top, bottom }: Frame): Scale {
  const scale = yLog ? d3.scaleLog().domain(yDomain) : d3.scaleLinear().domain(yDomain).nice(10);
  return scale.range([bottom, top]).clamp(true);
}

function horizontalScale(d3: D3, { xTicks, xDomain, xLog }: CurvesData, frame: Frame): Scale {
  const [first, last] = xDomain ?? [xTicks[0], xTicks.at(-1)!];
  const inset = 14;
  return (xLog ? d3.scaleLog() : d3.scaleLinear())
    .domain(first === last ? [first - 1, last + 1] : [first, last])
    .range([frame.left + inset, frame.right - inset]);
}

function drawBand(d3: D3, svg: Selection, { look, points }: Curve, x: Scale, y: Scale): void {
  const group = svg.append('g').attr('class', `scheme ${look.name}`);
  if (points.length === 1) {
    const [{ x: at, low, high, bandless }] = points;
    if (bandless) return;
    group
      .append('line')
      .attr('class', 'whisker')
      .attr('x1', round(x(at)))
      .attr('x2', round(x(at)))
      .attr('y1', round(y(low)))
      .attr('y2', round(y(high)));
    return;
  }
  const area = d3
    .area<CurvePoint>()
    .defined(({ bandless }) => !bandless)
    .x(point => x(point.x))
    .y0(point => y(point.low))
    .y1(point => y(point.high))
    .digits(2);
  group
    .append('path')
    .attr('class', 'band')
    .attr('d', area(points) ?? '');
}

function drawCurve(d3: D3, svg: Selection, curve: Curve, x: Scale, y: Scale): void {
  const { look, style, points } = curve;
  const group = drawLine(
    d3,
    svg,
    curve,
    points.map(point => ({ x: x(point.x), y: y(point.mean) })),
  );
  const path = markerPath(d3, look);
  for (const point of points.filter(({ bare }) => !bare))
    drawMarker(group, path, {
      x: x(point.x),
      y: y(point.mean),
      filled: style.filled,
      tooltip: point.tooltip,
    });
}

const SPOT_DISTANCE = 4;

/** Spots along a line, close enough for labels to keep off it. */
function alongLine(corners: readonly Spot[]): Spot[] {
  return corners.flatMap((corner, i) => {
    const next = corners[i + 1];
    if (!next) return [corner];
    const count = Math.ceil(Math.hypot(next.x - corner.x, next.y - corner.y) / SPOT_DISTANCE) || 1;
    return Array.from({ length: count }, (_, k) => ({
      x: corner.x + (k / count) * (next.x - corner.x),
      y: corner.y + (k / count) * (next.y - corner.y),
    }));
  });
}

/** One name per look, at the end of its last line. */
function endLabels(curves: readonly Curve[], x: Scale, y: Scale) {
  const lastOfLook = new Map(
    curves.filter(curve => curve.points.length > 0).map(curve => [curve.look.name, curve]),
  );
  return [...lastOfLook.values()].map(({ look, points }) => {
    const end = points.at(-1)!;
    return { text: look.label, x: x(end.x), y: y(end.mean), className: `scheme ${look.name}` };
  });
}
