import { type FigureText, openCanvas, round } from '../figures/canvas.ts';
import { drawHeading } from '../figures/frame.ts';
import type { LineStyle, Look } from '../figures/markers.ts';
import { fixed } from '../numbers.ts';

export interface PolarCurve {
  readonly look: Look;
  readonly style: LineStyle;
  /** Power towards each angle in dB. */
  readonly gainsDb: readonly number[];
}

/** Somebody at an angle. */
export interface PolarSpot {
  readonly angleDeg: number;
  readonly name: string;
  /** Whether the beam is meant for it. */
  readonly isWanted: boolean;
}

export interface PolarData extends FigureText {
  readonly heading: string;
  /** From −90 to 90, from broadside. */
  readonly anglesDeg: readonly number[];
  /** The centre and the rim. */
  readonly rangeDb: readonly [number, number];
  readonly curves: readonly PolarCurve[];
  readonly spots: readonly PolarSpot[];
}

const WIDTH = 420;
const RADIUS = 170;
const CENTRE = { x: WIDTH / 2, y: 228 };
const HEIGHT = 256;
const SPOKES = [-90, -60, -30, 0, 30, 60, 90];
const RING_DB = 10;

/** Draws power over the half circle in front of an array, broadside up, with those who stand there on the rim. */
export function drawPolar(data: PolarData): string {
  const { heading, anglesDeg, rangeDb, curves, spots } = data;
  const { d3, svg, finish } = openCanvas(data, WIDTH, HEIGHT);
  const [low, high] = rangeDb;
  const radius = (db: number) => RADIUS * Math.min(1, Math.max(0, (db - low) / (high - low)));
  const at = (angleDeg: number, r: number): [number, number] => {
    const angle = (angleDeg * Math.PI) / 180;
    return [CENTRE.x + r * Math.sin(angle), CENTRE.y - r * Math.cos(angle)];
  };
  drawHeading(svg, heading);
  const axis = svg.append('g').attr('class', 'axis');
  for (let db = high; db > low; db -= RING_DB) {
    const r = round(radius(db));
    axis
      .append('path')
      .attr('class', 'grid')
      .attr('fill', 'none')
      .attr('d', `M${round(CENTRE.x - r)},${CENTRE.y}A${r},${r} 0 0 1 ${round(CENTRE.x + r)},${CENTRE.y}`);
    axis
      .append('text')
      .attr('x', round(CENTRE.x + r))
      .attr('y', CENTRE.y + 17)
      .attr('text-anchor', 'middle')
      .text(db === high ? `${fixed(db, 0)} dB` : fixed(db, 0));
  }
  for (const angle of SPOKES) {
    const [x, y] = at(angle, RADIUS);
    axis
      .append('line')
      .attr('class', 'grid')
      .attr('x1', CENTRE.x)
      .attr('y1', CENTRE.y)
      .attr('x2', round(x))
      .attr('y2', round(y));
  }
  const line = d3
    .line<number>()
    .x(i => at(anglesDeg[i], 1)[0])
    .y(i => at(anglesDeg[i], 1)[1])
    .digits(2);
  for (const { look, style, gainsDb } of curves)
    svg
      .append('g')
      .attr('class', `scheme ${look.name}`)
      .append('path')
      .attr('class', 'line')
      .attr('stroke-dasharray', style.dash)
      .attr(
        'd',
        line.x(i => at(anglesDeg[i], radius(gainsDb[i]))[0]).y(i => at(anglesDeg[i], radius(gainsDb[i]))[1])(
          anglesDeg.map((_, i) => i),
        ) ?? '',
      );
  for (const { angleDeg, name, isWanted } of spots) {
    const [x, y] = at(angleDeg, RADIUS + 10);
    const spot = svg
      .append('g')
      .attr('class', 'ink point')
      .attr('transform', `translate(${round(x)},${round(y)})`);
    spot.append('title').text(`${name} at ${fixed(angleDeg, 0)}°`);
    spot
      .append('circle')
      .attr('class', isWanted ? 'marker' : 'marker open')
      .attr('r', isWanted ? 4.5 : 3);
  }
  return finish();
}
