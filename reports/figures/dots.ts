import type { Selection } from 'd3-node';
import { type FigureText, openCanvas, round } from './canvas.ts';
import { drawFrame, type Frame } from './frame.ts';
import { drawMarker, type LineStyle, type Look, markerPath } from './markers.ts';

export interface Dot {
  readonly style: LineStyle;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly tooltip: string;
}

export interface DotsData extends FigureText {
  readonly xLabel: string;
  readonly xDomain: readonly [number, number];
  /** One per look, each with its dots from top to bottom. */
  readonly rows: readonly { readonly look: Look; readonly dots: readonly Dot[] }[];
  /** Whether to draw a line at zero, for differences. */
  readonly zeroLine?: boolean;
}

const WIDTH = 420;
const DOT_HEIGHT = 18;
const ROW_GAP = 16;

/** Draws a measure of a single condition: one row per look, one dot with its 95 % interval per variant. */
export function drawDots(data: DotsData): string {
  const heights = data.rows.map(({ dots }) => dots.length * DOT_HEIGHT + ROW_GAP);
  const bottom = 12 + heights.reduce((sum, height) => sum + height, 0);
  const frame: Frame = { left: 112, right: WIDTH - 18, top: 12, bottom };
  const { d3, svg, finish } = openCanvas(data, WIDTH, bottom + 52);
  const x = d3.scaleLinear().domain(data.xDomain).range([frame.left, frame.right]).nice(5).clamp(true);
  const noAxis = { scale: x, ticks: [], label: '' };
  drawFrame(svg, frame, { scale: x, ticks: x.ticks(4), label: data.xLabel }, noAxis);
  if (data.zeroLine) drawVertical(svg, frame, x(0));
  let top = frame.top;
  data.rows.forEach(({ look, dots }, index) => {
    const group = svg.append('g').attr('class', `scheme ${look.name}`);
    group
      .append('text')
      .attr('x', 4)
      .attr('y', round(top + heights[index] / 2 + 4.5))
      .text(look.label);
    const path = markerPath(d3, look);
    dots.forEach((dot, place) => {
      const y = top + ROW_GAP / 2 + (place + 0.5) * DOT_HEIGHT;
      group
        .append('line')
        .attr('class', 'whisker')
        .attr('stroke-dasharray', dot.style.dash)
        .attr('x1', round(x(dot.low)))
        .attr('x2', round(x(dot.high)))
        .attr('y1', y)
        .attr('y2', y);
      drawMarker(group, path, { x: x(dot.mean), y, filled: dot.style.filled, tooltip: dot.tooltip });
    });
    top += heights[index];
  });
  return finish();
}

function drawVertical(svg: Selection, { top, bottom }: Frame, at: number): void {
  svg
    .append('line')
    .attr('class', 'zero')
    .attr('x1', round(at))
    .attr('x2', round(at))
    .attr('y1', top)
    .attr('y2', bottom);
}
