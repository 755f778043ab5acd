import type { D3, Selection } from 'd3-node';
import type { LineStyle, Look } from './markers.ts';

/** A place in a figure, in its own units. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Opens the group of one series and draws the line through its places; one place has none. Whatever belongs to the series goes into the group. */
export function drawLine(
  d3: D3,
  svg: Selection,
  { look, style }: { readonly look: Look; readonly style: LineStyle },
  places: readonly Place[],
): Selection {
  const group = svg.append('g').attr('class', `scheme ${look.name}`);
  const path = d3
    .line<Place>()
    .x(({ x }) => x)
    .y(({ y }) => y)
    .digits(2);
  if (places.length > 1)
    group
      .append('path')
      .attr('class', 'line')
      .attr('stroke-dasharray', style.dash)
      .attr('d', path(places) ?? '');
  return group;
}
