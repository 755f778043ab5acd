import type { D3, Selection, SymbolShape } from 'd3-node';
import { round } from './canvas.ts';

export type MarkerShape =
  | 'circle'
  | 'triangle'
  | 'triangle-down'
  | 'square'
  | 'diamond'
  | 'star'
  | 'cross'
  | 'wye';

/** How a kind of series is called and drawn. Its colour is the CSS variable `--NAME` of the style sheet. */
export interface Look {
  readonly name: string;
  readonly label: string;
  readonly marker: MarkerShape;
  /** Area of the marker in square units; squares are larger so that a circle on top leaves them visible. */
  readonly markerArea: number;
}

/** How the variants of a kind are told apart. */
export interface LineStyle {
  readonly dash: string;
  readonly filled: boolean;
}

const BETWEEN_DASHES = ['9 3 2 3', '2 3', '12 3 2 3 2 3'];

/**
 * How denoiser steps are drawn: dashes and an open marker for "without", solid and filled for the most steps, and for a scheme that has none
 * among others that all have.
 */
export function stepStyle(steps: number, all: readonly number[]): LineStyle {
  if (!all.includes(steps)) return { dash: 'none', filled: true };
  if (steps === 0) return { dash: '6 4', filled: false };
  const positive = all.filter(other => other > 0);
  const rank = positive.length - 1 - positive.indexOf(steps);
  return { dash: rank === 0 ? 'none' : BETWEEN_DASHES[(rank - 1) % BETWEEN_DASHES.length], filled: true };
}

/** The outline of a marker, centred on the origin. */
export function markerPath(d3: D3, { marker, markerArea }: Look): string {
  return d3.symbol().type(shapeOf(d3, marker)).size(markerArea).digits(2)() ?? '';
}

/** Draws one data point with its value as tooltip. */
export function drawMarker(
  parent: Selection,
  path: string,
  { x, y, filled, tooltip }: { x: number; y: number; filled: boolean; tooltip: string },
): void {
  const point = parent
    .append('g')
    .attr('class', 'point')
    .attr('transform', `translate(${round(x)},${round(y)})`);
  point.append('title').text(tooltip);
  point
    .append('path')
    .attr('class', filled ? 'marker' : 'marker open')
    .attr('d', path);
}

/** What d3 draws a symbol with. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** The triangle of d3 turned over: an equilateral one of the given area about its centre. */
const TRIANGLE_DOWN: SymbolShape = {
  draw(context: Pen, area: number) {
    const inner = Math.sqrt(area / (3 * Math.sqrt(3)));
    context.moveTo(0, 2 * inner);
    context.lineTo(Math.sqrt(3) * inner, -inner);
    context.lineTo(-Math.sqrt(3) * inner, -inner);
    context.closePath();
  },
};

function shapeOf(d3: D3, marker: MarkerShape): SymbolShape {
  switch (marker) {
    case 'circle':
      return d3.symbolCircle;
    case 'triangle':
      return d3.symbolTriangle;
    case 'triangle-down':
      return TRIANGLE_DOWN;
    case 'square':
      return d3.symbolSquare;
    case 'diamond':
      return d3.symbolDiamond;
    case 'star':
      return d3.symbolStar;
    case 'cross':
      return d3.symbolCross;
    case 'wye':
      return d3.symbolWye;
  }
}
