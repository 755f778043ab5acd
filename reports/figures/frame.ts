import type { Scale, Selection } from 'd3-node';
import { plain } from '../numbers.ts';
import { round } from './canvas.ts';

/** The plotting area in units of the viewBox. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly label: string;
  readonly format?: (value: number) => string;
}

/** Draws grid lines, tick labels and axis names: the vertical axis is named above its top, reading horizontally. */
export function drawFrame(svg: Selection, frame: Frame, x: Axis, y: Axis): void {
  const grid = svg.append('g').attr('class', 'axis');
  for (const tick of y.ticks) {
    const at = round(y.scale(tick));
    horizontal(grid, frame.left, frame.right, at).attr('class', 'grid');
    grid
      .append('text')
      .attr('x', frame.left - 8)
      .attr('y', round(at + 4.5))
      .attr('text-anchor', 'end')
      .text((y.format ?? plain)(tick));
  }
  for (const tick of spaced(x.ticks, x.scale)) {
    const at = round(x.scale(tick));
    grid
      .append('line')
      .attr('class', 'tick')
      .attr('x1', at)
      .attr('x2', at)
      .attr('y1', frame.bottom)
      .attr('y2', frame.bottom + 5);
    grid
      .append('text')
      .attr('x', at)
      .attr('y', frame.bottom + 20)
      .attr('text-anchor', 'middle')
      .text((x.format ?? plain)(tick));
  }
  horizontal(grid, frame.left, frame.right, frame.bottom).attr('class', 'baseline');
  grid
    .append('text')
    .attr('class', 'axis-name')
    .attr('x', round((frame.left + frame.right) / 2))
    .attr('y', frame.bottom + 41)
    .attr('text-anchor', 'middle')
    .text(x.label);
  if (y.label)
    grid
      .append('text')
      .attr('class', 'axis-name')
      .attr('x', 4)
      .attr('y', frame.top - 18)
      .text(y.label);
}

/** Draws the heading of a small multiple. */
export function drawHeading(svg: Selection, heading: string): void {
  svg.append('text').attr('class', 'heading').attr('x', 4).attr('y', 16).text(heading);
}

const MINIMUM_TICK_DISTANCE = 30;

function spaced(ticks: readonly number[], scale: Scale): number[] {
  const kept: number[] = [];
  for (const tick of ticks)
    if (kept.length === 0 || Math.abs(scale(tick) - scale(kept.at(-1)!)) >= MINIMUM_TICK_DISTANCE)
      kept.push(tick);
  return kept;
}

function horizontal(parent: Selection, x1: number, x2: number, y: number): Selection {
  return parent.append('line').attr('x1', x1).attr('x2', x2).attr('y1', y).attr('y2', y);
}
