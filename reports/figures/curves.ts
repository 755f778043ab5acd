import type { D3, Scale, Selection } from 'd3-node';
import type { SchemeName } from '../../sim/results.ts';
import { SCHEMES } from '../schemes.ts';
import { type FigureText, openCanvas, round } from './canvas.ts';
import { drawEndLabels } from './endLabels.ts';
import { drawFrame, drawHeading, type Frame } from './frame.ts';
import { drawMarker, markerPath, type StepStyle } from './markers.ts';

export interface CurvePoint {
  readonly x: number;
  readonly mean: number;
  /** Ends of the interval. */
  readonly low: number;
  readonly high: number;
  /** The point in words: scheme, condition, value, interval. */
  readonly tooltip: string;
}

/** One line: a scheme with one number of denoiser steps. `points` ascend in x and are finite. */
export interface Curve {
  readonly scheme: SchemeName;
  readonly steps: number;
  readonly style: StepStyle;
  readonly points: readonly CurvePoint[];
}

export interface CurvesData extends FigureText {
  readonly layout: 'wide' | 'panel';
  readonly heading: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xTicks: readonly number[];
  readonly xLog: boolean;
  readonly yDomain: readonly [number, number];
  /** Whether to draw a line at zero, for differences. */
  readonly zeroLine: boolean;
  readonly curves: readonly Curve[];
}

const SIZES = {
  wide: { width: 960, height: 470, left: 52, right: 142 },
  panel: { width: 420, height: 330, left: 52, right: 18 },
} as const;

/** Draws a quality measure against SNR or users: one line per curve with its 95 % band. */
export function drawCurves(data: CurvesData): string {
  const { width, height, left, right } = SIZES[data.layout];
  const frame: Frame = { left, right: width - right, top: data.heading ? 66 : 40, bottom: height - 52 };
  const { d3, svg, finish } = openCanvas(data, width, height);
  const x = horizontalScale(d3, data, frame);
  const y = d3.scaleLinear().domain(data.yDomain).range([frame.bottom, frame.top]).nice(10).clamp(true);
  if (data.heading) drawHeading(svg, data.heading);
  drawFrame(
    svg,
    frame,
    { scale: x, ticks: data.xTicks, label: data.xLabel },
    { scale: y, ticks: y.ticks(6), label: data.yLabel },
  );
  if (data.zeroLine) drawZeroLine(svg, frame, y(0));
  const bottomFirst = [...data.curves].reverse();
  for (const curve of bottomFirst) drawBand(d3, svg, curve, x, y);
  for (const curve of bottomFirst) drawLine(d3, svg, curve, x, y);
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

function horizontalScale(d3: D3, { xTicks, xLog }: CurvesData, frame: Frame): Scale {
  const first = xTicks[0];
  const last = xTicks.at(-1)!;
  const inset = 14;
  return (xLog ? d3.scaleLog() : d3.scaleLinear())
    .domain(first === last ? [first - 1, last + 1] : [first, last])
    .range([frame.left + inset, frame.right - inset]);
}

function drawBand(d3: D3, svg: Selection, { scheme, points }: Curve, x: Scale, y: Scale): void {
  const group = svg.append('g').attr('class', `scheme ${scheme}`);
  if (points.length === 1) {
    const [{ x: at, low, high }] = points;
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
    .x(point => x(point.x))
    .y0(point => y(point.low))
    .y1(point => y(point.high))
    .digits(2);
  group
    .append('path')
    .attr('class', 'band')
    .attr('d', area(points) ?? '');
}

function drawLine(d3: D3, svg: Selection, { scheme, style, points }: Curve, x: Scale, y: Scale): void {
  const group = svg.append('g').attr('class', `scheme ${scheme}`);
  const line = d3
    .line<CurvePoint>()
    .x(point => x(point.x))
    .y(point => y(point.mean))
    .digits(2);
  if (points.length > 1)
    group
      .append('path')
      .attr('class', 'line')
      .attr('stroke-dasharray', style.dash)
      .attr('d', line(points) ?? '');
  const path = markerPath(d3, scheme);
  for (const point of points)
    drawMarker(group, path, {
      x: x(point.x),
      y: y(point.mean),
      filled: style.filled,
      tooltip: point.tooltip,
    });
}

/** One name per scheme, at the end of its line with the most denoiser steps. */
function endLabels(curves: readonly Curve[], x: Scale, y: Scale) {
  const lastOfScheme = new Map(
    curves.filter(curve => curve.points.length > 0).map(curve => [curve.scheme, curve]),
  );
  return [...lastOfScheme.values()].map(({ scheme, points }) => {
    const end = points.at(-1)!;
    return { text: SCHEMES[scheme].label, x: x(end.x), y: y(end.mean), className: `scheme ${scheme}` };
  });
}
