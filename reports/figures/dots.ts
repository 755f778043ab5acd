import type { SchemeName } from '../../sim/results.ts';
import { SCHEMES } from '../schemes.ts';
import { type FigureText, openCanvas, round } from './canvas.ts';
import { drawFrame, type Frame } from './frame.ts';
import { drawMarker, markerPath, type StepStyle } from './markers.ts';

export interface Dot {
  readonly scheme: SchemeName;
  readonly style: StepStyle;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly tooltip: string;
}

export interface DotsData extends FigureText {
  readonly xLabel: string;
  readonly xDomain: readonly [number, number];
  /** One per scheme, each with its dots from top to bottom. */
  readonly rows: readonly { readonly scheme: SchemeName; readonly dots: readonly Dot[] }[];
}

const WIDTH = 420;
const DOT_HEIGHT = 18;
const ROW_GAP = 16;

/** Draws a quality measure of a single condition: one row per scheme, one dot with its 95 % interval per variant. */
export function drawDots(data: DotsData): string {
  const heights = data.rows.map(({ dots }) => dots.length * DOT_HEIGHT + ROW_GAP);
  const bottom = 12 + heights.reduce((sum, height) => sum + height, 0);
  const frame: Frame = { left: 112, right: WIDTH - 18, top: 12, bottom };
  const { d3, svg, finish } = openCanvas(data, WIDTH, bottom + 52);
  const x = d3.scaleLinear().domain(data.xDomain).range([frame.left, frame.right]).nice(5).clamp(true);
  const noAxis = { scale: x, ticks: [], label: '' };
  drawFrame(svg, frame, { scale: x, ticks: x.ticks(4), label: data.xLabel }, noAxis);
  let top = frame.top;
  data.rows.forEach(({ scheme, dots }, index) => {
    const group = svg.append('g').attr('class', `scheme ${scheme}`);
    group
      .append('text')
      .attr('x', 4)
      .attr('y', round(top + heights[index] / 2 + 4.5))
      .text(SCHEMES[scheme].label);
    const path = markerPath(d3, scheme);
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
