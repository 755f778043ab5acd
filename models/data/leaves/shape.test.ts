import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';
import { drawShape, ellipse, pebble, polygon, rectangle } from './shape.ts';

const square = polygon([1, 0, -1, 0], [0, 1, 0, -1], [3, 3, 3, 3], Math.hypot(3, 3));

describe('distance', () => {
  it('is exact for a disc', () => {
    const disc = ellipse(5, 5);
    expect(disc.distance(3, 4)).toBeCloseTo(0, 12);
    expect(disc.distance(6, 8)).toBeCloseTo(5, 12);
    expect(disc.distance(0, -2)).toBeCloseTo(-3, 12);
    expect(disc.distance(0, 0)).toBe(-5);
  });

  it('is exact for a rectangle, also beyond its corners', () => {
    const box = rectangle(4, 2, 0);
    expect(box.distance(0, 0)).toBe(-2);
    expect(box.distance(5, 1)).toBe(1);
    expect(box.distance(-7, -6)).toBeCloseTo(5, 12);
    const rounded = rectangle(4, 2, 1);
    expect(rounded.distance(3 + 2 * Math.SQRT1_2, 1 + 2 * Math.SQRT1_2)).toBeCloseTo(1, 12);
    expect(rounded.distance(4, 0)).toBeCloseTo(0, 12);
  });

  it('agrees for a square drawn as polygon and as rectangle, inside', () => {
    const box = rectangle(3, 3, 0);
    for (const [u, v] of [
      [0, 0],
      [1, -2.5],
      [-2, 2.9],
    ])
      expect(square.distance(u, v)).toBeCloseTo(box.distance(u, v), 12);
  });

  it('is zero on the outline of a pebble', () => {
    const cosines = [0.2, -0.05];
    const sines = [0.1, 0.08];
    const stone = pebble(10, cosines, sines);
    for (let i = 0; i < 32; i++) {
      const angle = (2 * Math.PI * i) / 32;
      const bumps = cosines.map(
        (c, k) => c * Math.cos((k + 2) * angle) + sines[k] * Math.sin((k + 2) * angle),
      );
      const radius = 10 * (1 + bumps[0] + bumps[1]);
      expect(stone.distance(radius * Math.cos(angle), radius * Math.sin(angle))).toBeCloseTo(0, 10);
    }
  });

  it('measures ellipses and pebbles in pixels: the slope across the outline is 1', () => {
    for (const shape of [ellipse(12, 5), pebble(10, [0.15, 0.05], [-0.1, 0.04])]) {
      for (let i = 0; i < 40; i++) {
        const [cos, sin] = [Math.cos(i), Math.sin(i)];
        let [near, far] = [0, 2 * shape.reach];
        while (far - near > 1e-9) {
          const middle = (near + far) / 2;
          if (shape.distance(middle * cos, middle * sin) < 0) near = middle;
          else far = middle;
        }
        const at = (du: number, dv: number) => shape.distance(near * cos + du, near * sin + dv) / 1e-4;
        const slope = Math.hypot(at(1e-4, 0) - at(0, 0), at(0, 1e-4) - at(0, 0));
        expect(Math.abs(slope - 1)).toBeLessThan(0.01);
      }
    }
  });
});

describe('drawShape', () => {
  it.each(['ellipses', 'rectangles', 'polygons', 'pebbles'])('keeps %s within their reach', kind => {
    const stream = randomStream(1, 'shape test', kind);
    const mix = { ellipses: 0, rectangles: 0, polygons: 0, pebbles: 0, [kind]: 1 };
    for (let i = 0; i < 200; i++) {
      const shape = drawShape(stream, mix, 10);
      expect(shape.distance(0, 0)).toBeLessThan(0);
      expect(shape.reach).toBeLessThan(20);
      const angle = 2 * Math.PI * uniform(stream);
      const beyond = shape.reach * 1.001;
      expect(shape.distance(beyond * Math.cos(angle), beyond * Math.sin(angle))).toBeGreaterThan(0);
    }
  });
});
