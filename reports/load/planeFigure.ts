import type { D3, Scale, Selection } from 'd3-node';
import type { LoadPoint, LoadResult } from '../../sim/load/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { type FigureText, openCanvas, round } from '../figures/canvas.ts';
import { drawFrame, type Frame } from '../figures/frame.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { drawLine } from '../figures/line.ts';
import { evenTicks, logLabel, logTicks } from '../figures/logTicks.ts';
import { drawMarker, markerPath } from '../figures/markers.ts';
import { type Box, placeLabels, type Spot } from '../figures/pointLabels.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, interval, plain } from '../numbers.ts';
import { isWay, type WayLook, wayLook, waysOf } from './looks.ts';

/** A point that has both, as most have. */
interface Spread {
  readonly load: number;
  readonly delayMs: Estimate;
  readonly psnrDb: Estimate;
}

interface Line {
  readonly way: WayLook;
  readonly points: readonly Spread[];
}

const SIZES = {
  wide: { width: 960, height: 520 },
  narrow: { width: 420, height: 440 },
} as const;
const DIGIT_WIDTH = 7.8;
const SPOT_DISTANCE = 5;

/** Quality against delay: one line per access, its points named by the load, with the intervals of both. */
export function planeFigure(result: LoadResult, numbering: Numbering): Markup {
  const lines = linesOf(result);
  if (lines.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  const draw = (layout: keyof typeof SIZES) => trusted(drawPlane(lines, layout));
  return html`<div class="figures"><div class="figure full">
<figure>
<figcaption><b>${label}.</b> PSNR of the pictures that arrived against their mean delay, under growing load. The number at a point is the
offered load: channel uses that all users’ pictures ask for, over those that there are.</figcaption>
${renderLineLegend(
  lines.map(({ way }) => way),
  { drawn: 'whiskers', reach: '95 % interval of both' },
)}
<div class="plot"><div class="only-wide">${draw('wide')}</div>
<div class="only-narrow">${draw('narrow')}</div></div>
</figure>
</div></div>`;
}

function linesOf(result: LoadResult): Line[] {
  return waysOf(result)
    .map(way => ({
      way: wayLook(way, result),
      points: result.points.filter(({ place }) => isWay(place, way)).flatMap(spreadOf),
    }))
    .filter(({ points }) => points.length > 0);
}

function spreadOf({ place, delayMs, psnrDb }: LoadPoint): Spread[] {
  return delayMs && psnrDb ? [{ load: place.offeredLoad, delayMs, psnrDb }] : [];
}

function drawPlane(lines: readonly Line[], layout: keyof typeof SIZES): string {
  const { width, height } = SIZES[layout];
  const frame: Frame = { left: 52, right: width - 18, top: 40, bottom: height - 52 };
  const { d3, svg, finish } = openCanvas(textOf(lines, layout), width, height);
  const all = lines.flatMap(({ points }) => points);
  const x = delayScale(d3, all, frame);
  const y = d3
    .scaleLinear()
    .domain(reach(all.map(({ psnrDb }) => psnrDb)))
    .nice(8)
    .range([frame.bottom, frame.top]);
  drawFrame(
    svg,
    frame,
    { scale: x.scale, ticks: x.ticks, label: 'mean delay (ms)', format: logLabel },
    { scale: y, ticks: y.ticks(6), label: 'PSNR (dB)' },
  );
  for (const line of lines) drawWay(d3, svg, line, x.scale, y);
  drawLoads(svg, lines, frame, x.scale, y);
  return finish();
}

/** Logarithmic where delays differ much. */
function delayScale(
  d3: D3,
  points: readonly Spread[],
  { left, right }: Frame,
): { scale: Scale; ticks: number[] } {
  const [low, high] = reach(points.map(({ delayMs }) => delayMs));
  const first = Math.max(low, 0.02 * high);
  const isLog = high / first >= 5;
  const domain = isLog ? ([first / 1.1, high * 1.1] as const) : ([Math.max(0, low), high] as const);
  const scale = (isLog ? d3.scaleLog() : d3.scaleLinear())
    .domain(domain)
    .range([left + 14, right - 14])
    .clamp(true);
  return { scale, ticks: isLog ? logTicks(domain) : evenTicks(domain) };
}

function reach(estimates: readonly Estimate[]): [number, number] {
  const low = Math.min(...estimates.map(one => one.low));
  const high = Math.max(...estimates.map(one => one.high));
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

function drawWay(d3: D3, svg: Selection, { way, points }: Line, x: Scale, y: Scale): void {
  const { look, style, label } = way;
  const group = drawLine(
    d3,
    svg,
    way,
    points.map(({ delayMs, psnrDb }) => ({ x: x(delayMs.mean), y: y(psnrDb.mean) })),
  );
  const whisker = (x1: number, y1: number, x2: number, y2: number) =>
    group
      .append('line')
      .attr('class', 'whisker')
      .attr('x1', round(x1))
      .attr('y1', round(y1))
      .attr('x2', round(x2))
      .attr('y2', round(y2));
  for (const { delayMs, psnrDb } of points) {
    const [atX, atY] = [x(delayMs.mean), y(psnrDb.mean)];
    whisker(x(delayMs.low), atY, x(delayMs.high), atY);
    whisker(atX, y(psnrDb.low), atX, y(psnrDb.high));
  }
  const marker = markerPath(d3, look);
  for (const point of points)
    drawMarker(group, marker, {
      x: x(point.delayMs.mean),
      y: y(point.psnrDb.mean),
      filled: style.filled,
      tooltip: `${label}, load ${plain(point.load)}: ${inWords(point)}`,
    });
}

function inWords({ psnrDb, delayMs }: Spread): string {
  return `PSNR ${fixed(psnrDb.mean, 2)} dB ${interval(psnrDb, 2)}, delay ${fixed(delayMs.mean, 1)} ms ${interval(delayMs, 1)}`;
}

/** Names the points by their loads, off the lines and off each other. */
function drawLoads(svg: Selection, lines: readonly Line[], frame: Frame, x: Scale, y: Scale): void {
  const spotOf = ({ delayMs, psnrDb }: Spread): Spot => ({ x: x(delayMs.mean), y: y(psnrDb.mean) });
  const labels = lines.flatMap(({ points, way }) =>
    points.map(point => ({ ...spotOf(point), text: plain(point.load), look: way.look.name })),
  );
  const boxes = placeLabels(
    labels.map(({ text, ...spot }) => ({ ...spot, width: (text.length + 0.5) * DIGIT_WIDTH })),
    lines.flatMap(({ points }) => along(points.map(spotOf))),
    frame,
  );
  labels.forEach(({ text, look }, i) => {
    const box: Box = boxes[i];
    svg
      .append('g')
      .attr('class', `scheme ${look}`)
      .append('text')
      .attr('class', 'load')
      .attr('x', round((box.left + box.right) / 2))
      .attr('y', round(box.bottom - 5))
      .attr('text-anchor', 'middle')
      .text(text);
  });
}

function along(corners: readonly Spot[]): Spot[] {
  return corners.slice(1).flatMap((end, i) => {
    const start = corners[i];
    const count = Math.ceil(Math.hypot(end.x - start.x, end.y - start.y) / SPOT_DISTANCE) || 1;
    return Array.from({ length: count }, (_, k) => ({
      x: start.x + (k / count) * (end.x - start.x),
      y: start.y + (k / count) * (end.y - start.y),
    }));
  });
}

function textOf(lines: readonly Line[], layout: string): FigureText {
  return {
    id: `plane-${layout}`,
    title: 'PSNR against delay under load',
    description: lines
      .map(({ way, points }) => {
        const [first, last] = [points[0], points.at(-1)!];
        return `${way.label}: at load ${plain(first.load)} ${inWords(first)}; at load ${plain(last.load)} ${inWords(last)}.`;
      })
      .join(' '),
  };
}
