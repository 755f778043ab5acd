import type { Selection } from 'd3-node';
import { round } from './canvas.ts';
import type { Frame } from './frame.ts';

export interface EndLabel {
  readonly text: string;
  /** Where the line ends. */
  readonly x: number;
  readonly y: number;
  readonly className: string;
}

const LINE_HEIGHT = 20;

/** Names lines at their right ends, moved apart where they would overlap and tied to their line by a thin leader. */
export function drawEndLabels(svg: Selection, frame: Frame, labels: readonly EndLabel[]): void {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const heights = spread(
    sorted.map(label => label.y),
    LINE_HEIGHT,
    frame.top,
    frame.bottom - 6,
  );
  sorted.forEach((label, index) => {
    const y = round(heights[index]);
    const group = svg.append('g').attr('class', label.className);
    group
      .append('path')
      .attr('class', 'leader')
      .attr('d', `M${round(label.x + 8)},${round(label.y)}L${frame.right + 26},${y}`);
    group
      .append('text')
      .attr('x', frame.right + 32)
      .attr('y', y + 4.5)
      .text(label.text);
  });
}

/**
 * Moves ascending positions apart to at least `gap` with small shifts, inside [low, high] where there is room.
 */
export function spread(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const moved = [...positions];
  let floor = low;
  for (let index = 0; index < moved.length; index++) {
    moved[index] = Math.max(moved[index], floor);
    floor = moved[index] + gap;
  }
  let ceiling = high;
  for (let index = moved.length - 1; index >= 0; index--) {
    moved[index] = Math.min(moved[index], ceiling);
    ceiling = moved[index] - gap;
  }
  return moved;
}
