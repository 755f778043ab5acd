import type { D3, Selection, SymbolShape } from 'd3-node';
import type { SchemeName } from '../../sim/results.ts';
import { type MarkerShape, SCHEMES } from '../schemes.ts';
import { round } from './canvas.ts';

/** How denoiser steps are drawn: dashes and an open marker for "without", solid and filled for the most steps. */
export interface StepStyle {
  readonly dash: string;
  readonly filled: boolean;
}

const BETWEEN_DASHES = ['9 3 2 3', '2 3', '12 3 2 3 2 3'];

export function stepStyle(steps: number, all: readonly number[]): StepStyle {
  if (steps === 0) return { dash: '6 4', filled: false };
  const positive = all.filter(other => other > 0);
  const rank = positive.length - 1 - positive.indexOf(steps);
  return { dash: rank === 0 ? 'none' : BETWEEN_DASHES[(rank - 1) % BETWEEN_DASHES.length], filled: true };
}

/** The outline of a scheme's marker, centred on the origin. */
export function markerPath(d3: D3, scheme: SchemeName): string {
  const { marker, markerArea } = SCHEMES[scheme];
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

function shapeOf(d3: D3, marker: MarkerShape): SymbolShape {
  switch (marker) {
    case 'circle':
      return d3.symbolCircle;
    case 'triangle':
      return d3.symbolTriangle;
    case 'square':
      return d3.symbolSquare;
    case 'diamond':
      return d3.symbolDiamond;
  }
}
