import type { Scale, Selection } from 'd3-node';
import { fixed } from '../numbers.ts';
import { type FigureText, openCanvas, round } from './canvas.ts';
import { drawFrame, drawHeading, type Frame } from './frame.ts';

export interface HistogramData extends FigureText {
  readonly heading: string;
  /** Name of the look whose colour it takes. */
  readonly look: string;
  /** `density.length + 1` ascending bin edges, in standard deviations. */
  readonly edges: readonly number[];
  readonly density: readonly number[];
  /** Half the width of the horizontal axis, and the top of the vertical one: equal over small multiples. */
  readonly reach: number;
  readonly top: number;
}

const WIDTH = 280;
const HEIGHT = 242;
const FRAME: Frame = { left: 40, right: WIDTH - 12, top: 58, bottom: HEIGHT - 52 };

/** Draws the density of the standardised residual as bars, with N(0, 1) as a line over it. */
export function drawHistogram(data: HistogramData): string {
  const { d3, svg, finish } = openCanvas(data, WIDTH, HEIGHT);
  const x = d3.scaleLinear().domain([-data.reach, data.reach]).range([FRAME.left, FRAME.right]);
  const y = d3.scaleLinear().domain([0, data.top]).range([FRAME.bottom, FRAME.top]).nice(4);
  drawHeading(svg, data.heading);
  drawFrame(
    svg,
    FRAME,
    { scale: x, ticks: x.ticks(5), label: 'residual / its standard deviation' },
    { scale: y, ticks: y.ticks(4), label: 'density' },
  );
  drawBars(svg, data, x, y);
  const line = d3
    .line<number>()
    .x(x)
    .y(z => y(gaussianDensity(z)))
    .digits(2);
  const steps = 60;
  const grid = Array.from({ length: steps + 1 }, (_, index) => data.reach * ((2 * index) / steps - 1));
  svg
    .append('path')
    .attr('class', 'gaussian-line')
    .attr('d', line(grid) ?? '');
  return finish();
}

/** φ(z) = exp(−z²/2)/√(2π). */
export function gaussianDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

function drawBars(svg: Selection, { look, edges, density, reach }: HistogramData, x: Scale, y: Scale): void {
  const bars = svg.append('g').attr('class', `scheme ${look}`);
  density.forEach((height, index) => {
    const low = Math.max(edges[index], -reach);
    const high = Math.min(edges[index + 1], reach);
    if (!(high > low) || !(height > 0)) return;
    const bar = bars.append('g').attr('class', 'point');
    bar
      .append('title')
      .text(`${fixed(edges[index], 2)} to ${fixed(edges[index + 1], 2)}: density ${fixed(height, 4)}`);
    bar
      .append('rect')
      .attr('class', 'bar')
      .attr('x', round(x(low)))
      .attr('width', round(x(high) - x(low)))
      .attr('y', round(y(height)))
      .attr('height', round(y(0) - y(height)));
  });
}
