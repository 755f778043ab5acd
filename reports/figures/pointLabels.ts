import type { D3, Selection } from 'd3-node';
import { round } from './canvas.ts';
import type { Frame } from './frame.ts';
import { drawMarker, type Look, markerPath } from './markers.ts';

/** A point of its own with its name beside it. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly tooltip: string;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where a label stands. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const MOST_CHARACTERS = 20;
/** Of the wide faces that a reader may have; a narrower one leaves the rest of the box empty. */
const CHARACTER_WIDTH = 8.3;
const LABEL_HEIGHT = 17;
/** From its point, beyond which a label is tied to it by a leader. */
const NEAR = 12;
const DISTANCES = [9, 18, 30, 44, 60, 80, 104, 132, 164];
const DIRECTIONS = 16;
/** Costs in units of distance. */
const COST = { curve: 8, marker: 40, crossing: 60, passing: 25, overlap: 10_000 };

/** Draws points that belong to no curve; their names avoid each other and, as far as there is room, the curves. */
export function drawLabelledPoints(
  d3: D3,
  svg: Selection,
  frame: Frame,
  { points, look, curves }: { points: readonly LabelledPoint[]; look: Look; curves: readonly Spot[] },
): void {
  const shown = points.map(point => ({ ...point, text: shortened(point.label) }));
  const boxes = placeLabels(
    shown.map(({ x, y, text }) => ({ x, y, width: text.length * CHARACTER_WIDTH })),
    curves,
    frame,
  );
  const group = svg.append('g').attr('class', `scheme ${look.name}`);
  shown.forEach(({ x, y }, i) => {
    const end = nearestOf(boxes[i], { x, y });
    if (Math.hypot(end.x - x, end.y - y) <= NEAR) return;
    group
      .append('path')
      .attr('class', 'leader')
      .attr('d', `M${round(x)},${round(y)}L${round(end.x)},${round(end.y)}`);
  });
  const path = markerPath(d3, look);
  for (const { x, y, tooltip } of shown) drawMarker(group, path, { x, y, filled: false, tooltip });
  shown.forEach(({ text, x }, i) => {
    const { left, right, bottom } = boxes[i];
    // A face narrower than the box leaves its text at the end that is nearer to the point.
    const [at, anchor] =
      right <= x ? [right, 'end'] : left >= x ? [left, 'start'] : [(left + right) / 2, 'middle'];
    group
      .append('text')
      .attr('x', round(at))
      .attr('y', round(bottom - 4.5))
      .attr('text-anchor', anchor)
      .text(text);
  });
}

/**
 * Finds a place inside `frame` for the label of each point: near it, off the other labels and points, and off the curves, which are given
 * as spots a few units apart. Greedy and deterministic; labels overlap only where there is no room left.
 */
export function placeLabels(
  labels: readonly (Spot & { readonly width: number })[],
  curves: readonly Spot[],
  frame: Frame,
): Box[] {
  const placed = new Map<number, Box>();
  const order = labels
    .map((_, i) => i)
    .sort((a, b) => labels[a].x - labels[b].x || labels[a].y - labels[b].y);
  for (const i of order) {
    const others = [...placed.values()];
    const cost = (box: Box) => costOf(box, labels[i], { labels, curves, others });
    const candidates = candidatesOf(labels[i], frame).map(box => ({ box, cost: cost(box) }));
    placed.set(i, candidates.reduce((best, next) => (next.cost < best.cost ? next : best)).box);
  }
  return labels.map((_, i) => placed.get(i)!);
}

function candidatesOf({ x, y, width }: Spot & { readonly width: number }, frame: Frame): Box[] {
  return DISTANCES.flatMap(distance =>
    Array.from({ length: DIRECTIONS }, (_, k) => {
      const [cos, sin] = [Math.cos((2 * Math.PI * k) / DIRECTIONS), Math.sin((2 * Math.PI * k) / DIRECTIONS)];
      const left = x + cos * (distance + width / 2) - width / 2;
      const top = y + sin * (distance + LABEL_HEIGHT / 2) - LABEL_HEIGHT / 2;
      return inside({ left, right: left + width, top, bottom: top + LABEL_HEIGHT }, frame);
    }),
  );
}

/** A box moved into the frame. */
function inside({ left, right, top, bottom }: Box, frame: Frame): Box {
  const dx = Math.max(frame.left + 3 - left, Math.min(0, frame.right - 3 - right));
  const dy = Math.max(frame.top + 2 - top, Math.min(0, frame.bottom - 4 - bottom));
  return { left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy };
}

function costOf(
  box: Box,
  point: Spot,
  { labels, curves, others }: { labels: readonly Spot[]; curves: readonly Spot[]; others: readonly Box[] },
): number {
  const end = nearestOf(box, point);
  const leader = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9].map(share => ({
    x: point.x + share * (end.x - point.x),
    y: point.y + share * (end.y - point.y),
  }));
  const covered = (spots: readonly Spot[], margin: number) =>
    spots.filter(spot => contains(box, spot, margin)).length;
  const crossings = others.filter(other => leader.some(spot => contains(other, spot, 1))).length;
  const passed = labels.filter(
    other => other !== point && leader.some(spot => Math.hypot(spot.x - other.x, spot.y - other.y) < 7),
  ).length;
  return (
    Math.hypot(end.x - point.x, end.y - point.y) +
    COST.curve * covered(curves, 1) +
    COST.marker * covered(labels, 5) +
    COST.crossing * crossings +
    COST.passing * passed +
    COST.overlap * others.filter(other => overlap(box, other)).length
  );
}

function contains({ left, right, top, bottom }: Box, { x, y }: Spot, margin: number): boolean {
  return x > left - margin && x < right + margin && y > top - margin && y < bottom + margin;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function nearestOf({ left, right, top, bottom }: Box, { x, y }: Spot): Spot {
  return { x: Math.min(Math.max(x, left), right), y: Math.min(Math.max(y, top), bottom) };
}

function shortened(label: string): string {
  return label.length > MOST_CHARACTERS ? `${label.slice(0, MOST_CHARACTERS - 1).trimEnd()}…` : label;
}
