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

/** A label and the way to it. */
interface Placed {
  readonly box: Box;
  readonly leader: readonly Spot[];
}

const MOST_CHARACTERS = 20;
/** Of the wide faces that a reader may have; a narrower one leaves the rest of the box empty. */
const CHARACTER_WIDTH = 7.8;
const LABEL_HEIGHT = 19;
/** From its point, beyond which a label is tied to it by a leader. */
const NEAR = 12;
const DISTANCES = [9, 18, 30, 44, 60, 80, 104, 132, 164];
const DIRECTIONS = 16;
const LEADER_SPACING = 5;
/** Costs in units of distance. */
const COST = { curve: 8, marker: 400, mistakable: 150, crossing: 400, passing: 25, overlap: 10_000 };
/** How often each label is placed: first greedily, then again with all others where they are. */
const ROUNDS = 4;

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
    if (distanceOf(boxes[i], { x, y }) <= NEAR) return;
    const end = nearestOf(boxes[i], { x, y });
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
      .attr('y', round(bottom - 5))
      .attr('text-anchor', anchor)
      .text(text);
  });
}

/**
 * Finds a place inside `frame` for the label of each point: near it, off the other labels and points, and off the curves, which are given
 * as spots a few units apart. Deterministic; labels overlap only where there is no room left.
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
  for (let round = 0; round < ROUNDS; round++)
    for (const i of order) {
      placed.delete(i);
      const others = [...placed].map(([other, box]) => ({ box, leader: leaderOf(box, labels[other]) }));
      const candidates = candidatesOf(labels[i], frame).map(box => ({
        box,
        cost: costOf(box, labels[i], { labels, curves, others }),
      }));
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
  { labels, curves, others }: { labels: readonly Spot[]; curves: readonly Spot[]; others: readonly Placed[] },
): number {
  const leader = leaderOf(box, point);
  const covered = (spots: readonly Spot[], margin: number) =>
    spots.filter(spot => contains(box, spot, margin)).length;
  const crossings = others.filter(
    other => leader.some(spot => contains(other.box, spot, 1)) || covered(other.leader, 1) > 0,
  ).length;
  const passed = labels.filter(
    other => other !== point && leader.some(spot => Math.hypot(spot.x - other.x, spot.y - other.y) < 7),
  ).length;
  const distance = distanceOf(box, point);
  const mistakable = labels.filter(
    other => other !== point && distanceOf(box, other) < Math.max(distance, NEAR),
  ).length;
  return (
    distance +
    COST.mistakable * mistakable +
    COST.curve * covered(curves, 1) +
    COST.marker * covered(labels, 6) +
    COST.crossing * crossings +
    COST.passing * passed +
    COST.overlap * others.filter(other => overlap(box, other.box)).length
  );
}

/** Spots along the way from a point to its label. */
function leaderOf(box: Box, point: Spot): Spot[] {
  const end = nearestOf(box, point);
  const count = Math.ceil(Math.hypot(end.x - point.x, end.y - point.y) / LEADER_SPACING);
  return Array.from({ length: count }, (_, k) => ({
    x: point.x + ((k + 0.5) / count) * (end.x - point.x),
    y: point.y + ((k + 0.5) / count) * (end.y - point.y),
  }));
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

function distanceOf(box: Box, spot: Spot): number {
  const { x, y } = nearestOf(box, spot);
  return Math.hypot(x - spot.x, y - spot.y);
}

function shortened(label: string): string {
  return label.length > MOST_CHARACTERS ? `${label.slice(0, MOST_CHARACTERS - 1).trimEnd()}…` : label;
}
