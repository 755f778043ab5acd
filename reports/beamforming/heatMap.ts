import { type FigureText, openCanvas, round } from '../figures/canvas.ts';
import { fixed } from '../numbers.ts';

export interface HeatMapData extends FigureText {
  /** Values in [−1, 1]. */
  readonly values: readonly (readonly number[])[];
  /** Names of rows and columns. */
  readonly names: readonly string[];
  /** Neighbours that belong together, as lengths that add up to all of them. */
  readonly blocks: readonly number[];
}

const WIDTH = 420;
const LEFT = 34;
const TOP = 30;
/** Cells smaller than this hold no number. */
const SMALLEST_WITH_NUMBER = 36;

/** Draws a symmetric matrix as cells, strong colours for large values, with a line around every block on the diagonal. */
export function drawHeatMap(data: HeatMapData): string {
  const { values, names, blocks } = data;
  const cell = (WIDTH - LEFT - 4) / names.length;
  const { svg, finish } = openCanvas(data, WIDTH, TOP + cell * names.length + 4);
  const at = (index: number, start: number) => round(start + index * cell);
  const axis = svg.append('g').attr('class', 'axis');
  const stride = Math.ceil(20 / cell);
  names.forEach((name, index) => {
    if (index % stride !== 0) return;
    const middle = index + 0.5;
    axis
      .append('text')
      .attr('x', at(middle, LEFT))
      .attr('y', TOP - 9)
      .attr('text-anchor', 'middle')
      .text(name);
    axis
      .append('text')
      .attr('x', LEFT - 9)
      .attr('y', round(TOP + middle * cell + 4.5))
      .attr('text-anchor', 'end')
      .text(name);
  });
  values.forEach((row, r) => {
    row.forEach((value, c) => {
      const group = svg.append('g').attr('class', `scheme point ${value < 0 ? 'superposed' : 'omdma'}`);
      group.append('title').text(`Users ${names[r]} and ${names[c]}: R ${fixed(value, 2)}`);
      group
        .append('rect')
        .attr('class', 'cell')
        .attr('x', at(c, LEFT))
        .attr('y', at(r, TOP))
        .attr('width', round(cell - 1))
        .attr('height', round(cell - 1))
        .attr('fill-opacity', round(0.62 * Math.min(1, Math.abs(value))));
      if (cell >= SMALLEST_WITH_NUMBER)
        group
          .append('text')
          .attr('x', at(c + 0.5, LEFT))
          .attr('y', round(TOP + (r + 0.5) * cell + 4))
          .attr('text-anchor', 'middle')
          .text(fixed(value, 2));
    });
  });
  let start = 0;
  for (const length of blocks) {
    svg
      .append('rect')
      .attr('class', 'outline')
      .attr('x', at(start, LEFT - 1))
      .attr('y', at(start, TOP - 1))
      .attr('width', round(length * cell + 1))
      .attr('height', round(length * cell + 1));
    start += length;
  }
  return finish();
}
