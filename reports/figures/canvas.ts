import { type D3, D3Node, type Selection } from 'd3-node';

export interface FigureText {
  /** Prefix of the element ids; unique on the page. */
  readonly id: string;
  readonly title: string;
  /** The finding in words, for readers who do not see the figure. */
  readonly description: string;
}

export interface Canvas {
  readonly d3: D3;
  readonly svg: Selection;
  finish(): string;
}

/** Opens an SVG of `width` × `height` units with its title and description; `finish` returns it as a string. */
export function openCanvas({ id, title, description }: FigureText, width: number, height: number): Canvas {
  const node = new D3Node();
  const svg = node.createSVG(width, height, {
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': `${id}-title`,
    'aria-describedby': `${id}-desc`,
  });
  svg.append('title').attr('id', `${id}-title`).text(title);
  svg.append('desc').attr('id', `${id}-desc`).text(description);
  return { d3: node.d3, svg, finish: () => node.svgString() };
}

/** Two decimals are below what a screen shows. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
