import type { LikenessHistogram } from '../../sim/beamforming/results.ts';
import { openCanvas, round } from '../figures/canvas.ts';
import { drawFrame, type Frame } from '../figures/frame.ts';
import { fixed, plain } from '../numbers.ts';

const WIDTH = 420;
const HEIGHT = 300;
const FRAME: Frame = { left: 52, right: WIDTH - 18, top: 40, bottom: HEIGHT - 52 };

/** How pairs of users are coloured. */
export const PAIRS = {
  within: { look: 'omdma', label: 'two users of one object' },
  between: { look: 'superposed', label: 'users of different objects' },
} as const;

/** Draws R of all pairs of users, those of one object and of different ones over each other, as shares of their kind. */
export function drawLikenessHistogram(histogram: LikenessHistogram, threshold: number): string {
  const { edges } = histogram;
  const kinds = (['between', 'within'] as const).map(kind => {
    const total = histogram[kind].reduce((sum, count) => sum + count, 0);
    return { kind, total, shares: histogram[kind].map(count => count / Math.max(1, total)) };
  });
  const filled = edges.slice(0, -1).filter((_, i) => kinds.some(({ shares }) => shares[i] > 0));
  const low = Math.min(0, ...filled);
  const top = Math.max(...kinds.flatMap(({ shares }) => shares));
  const figure = {
    id: 'likeness-histogram',
    title: 'Correlation of two users’ latents',
    description: kinds.map(({ kind, total }) => `${PAIRS[kind].label}: ${total} pairs.`).join(' '),
  };
  const { d3, svg, finish } = openCanvas(figure, WIDTH, HEIGHT);
  const x = d3.scaleLinear().domain([low, 1]).range([FRAME.left, FRAME.right]);
  const y = d3.scaleLinear().domain([0, top]).range([FRAME.bottom, FRAME.top]).nice(5);
  drawFrame(
    svg,
    FRAME,
    { scale: x, ticks: x.ticks(6), label: 'R of two users' },
    { scale: y, ticks: y.ticks(5), label: 'share of pairs' },
  );
  for (const { kind, shares } of kinds) {
    const group = svg.append('g').attr('class', `scheme ${PAIRS[kind].look}`);
    shares.forEach((share, i) => {
      if (share === 0) return;
      const bar = group.append('g').attr('class', 'point');
      bar
        .append('title')
        .text(
          `${PAIRS[kind].label}, R ${fixed(edges[i], 2)} to ${fixed(edges[i + 1], 2)}: ${plain(histogram[kind][i])} pairs`,
        );
      bar
        .append('rect')
        .attr('class', 'bar')
        .attr('x', round(x(edges[i])))
        .attr('width', round(x(edges[i + 1]) - x(edges[i])))
        .attr('y', round(y(share)))
        .attr('height', round(y(0) - y(share)));
    });
  }
  if (threshold > low && threshold < 1)
    svg
      .append('line')
      .attr('class', 'zero')
      .attr('x1', round(x(threshold)))
      .attr('x2', round(x(threshold)))
      .attr('y1', FRAME.top)
      .attr('y2', FRAME.bottom);
  return finish();
}
