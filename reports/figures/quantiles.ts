import { fixed } from '../numbers.ts';
import { type FigureText, openCanvas, round } from './canvas.ts';
import { drawFrame, drawHeading, type Frame } from './frame.ts';
import { drawMarker } from './markers.ts';

export interface QuantilesData extends FigureText {
  readonly heading: string;
  /** Name of the look whose colour it takes. */
  readonly look: string;
  /** Pairs of equal probability, both in standard deviations. */
  readonly pairs: readonly { readonly gaussian: number; readonly residual: number }[];
  /** Half the widths of the axes: equal over small multiples. */
  readonly gaussianReach: number;
  readonly residualReach: number;
}

const WIDTH = 280;
const HEIGHT = 282;
const DOT_AREA = 10;
const FRAME: Frame = { left: 40, right: WIDTH - 12, top: 58, bottom: HEIGHT - 52 };

/** Draws the quantiles of the standardised residual against those of N(0, 1); a Gaussian lies on the diagonal. */
export function drawQuantiles(data: QuantilesData): string {
  const { d3, svg, finish } = openCanvas(data, WIDTH, HEIGHT);
  const { gaussianReach, residualReach } = data;
  const x = d3.scaleLinear().domain([-gaussianReach, gaussianReach]).range([FRAME.left, FRAME.right]);
  const y = d3.scaleLinear().domain([-residualReach, residualReach]).range([FRAME.bottom, FRAME.top]);
  drawHeading(svg, data.heading);
  drawFrame(
    svg,
    FRAME,
    { scale: x, ticks: x.ticks(5), label: 'Gaussian quantile' },
    { scale: y, ticks: y.ticks(5), label: 'residual quantile' },
  );
  const end = Math.min(gaussianReach, residualReach);
  svg
    .append('line')
    .attr('class', 'gaussian-line')
    .attr('x1', round(x(-end)))
    .attr('y1', round(y(-end)))
    .attr('x2', round(x(end)))
    .attr('y2', round(y(end)));
  const points = svg.append('g').attr('class', `scheme small ${data.look}`);
  const path = d3.symbol().type(d3.symbolCircle).size(DOT_AREA).digits(2)() ?? '';
  for (const { gaussian, residual } of data.pairs)
    drawMarker(points, path, {
      x: x(gaussian),
      y: y(residual),
      filled: true,
      tooltip: `Gaussian ${fixed(gaussian, 2)}, residual ${fixed(residual, 2)}`,
    });
  return finish();
}
