import { normal } from '../../../kernels/random/normal.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { below, uniform } from '../../../kernels/random/uniform.ts';

/** An outline around the origin, in pixels. */
export interface Shape {
  /** No point of the outline is farther from the origin. */
  readonly reach: number;
  /** Signed distance of (u, v) from the outline in pixels, negative inside; exact or nearly so close to the outline. */
  distance(u: number, v: number): number;
}

/** An ellipse with half axes `a` and `b`; a disc if they are equal. */
export function ellipse(a: number, b: number): Shape {
  return {
    reach: Math.max(a, b),
    distance(u, v) {
      const x = u / a;
      const y = v / b;
      const level = Math.sqrt(x * x + y * y);
      // Level over the length of its gradient: first order in the distance. The centre has no gradient.
      const slope = Math.sqrt((x * x) / (a * a) + (y * y) / (b * b));
      return slope === 0 ? -Math.min(a, b) : ((level - 1) * level) / slope;
    },
  };
}

/** A rectangle with half sides `a` and `b` and corners rounded by `corner` ≤ min(a, b). */
export function rectangle(a: number, b: number, corner: number): Shape {
  return {
    reach: Math.sqrt(a * a + b * b),
    distance(u, v) {
      const x = Math.abs(u) - a + corner;
      const y = Math.abs(v) - b + corner;
      const outside = x > 0 && y > 0 ? Math.sqrt(x * x + y * y) : Math.max(x, y);
      return outside - corner;
    },
  };
}

/** A convex polygon around the origin: the half-planes u·cos + v·sin ≤ offset. */
export function polygon(
  cos: readonly number[],
  sin: readonly number[],
  offset: readonly number[],
  reach: number,
): Shape {
  return {
    reach,
    distance(u, v) {
      let farthest = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < offset.length; i++) {
        const d = u * cos[i] + v * sin[i] - offset[i];
        if (d > farthest) farthest = d;
      }
      return farthest;
    },
  };
}

/**
 * A smooth pebble: radius(θ) = r (1 + Σ c_k cos kθ + s_k sin kθ) for k = 2, 3, 4, … with Σ √(c_k² + s_k²) < 1.
 *
 * @param cosines c_2, c_3, …
 * @param sines s_2, s_3, …
 */
export function pebble(r: number, cosines: readonly number[], sines: readonly number[]): Shape {
  let bulge = 0;
  for (let k = 0; k < cosines.length; k++) bulge += Math.hypot(cosines[k], sines[k]);
  return {
    reach: r * (1 + bulge),
    distance(u, v) {
      const length = Math.sqrt(u * u + v * v);
      if (length === 0) return -r;
      const cos = u / length;
      const sin = v / length;
      let c = cos;
      let s = sin;
      let radius = 1;
      let slope = 0;
      for (let i = 0; i < cosines.length; i++) {
        // From the angle kθ to (k + 1)θ without any trigonometry.
        const next = c * cos - s * sin;
        s = s * cos + c * sin;
        c = next;
        radius += cosines[i] * c + sines[i] * s;
        slope += (i + 2) * (sines[i] * c - cosines[i] * s);
      }
      const tilt = slope / radius;
      return (length - r * radius) / Math.sqrt(1 + tilt * tilt);
    },
  };
}

/** Relative frequency of the kinds of shape in one picture. */
export interface ShapeMix {
  readonly ellipses: number;
  readonly rectangles: number;
  readonly polygons: number;
  readonly pebbles: number;
}

/** A shape of typical radius `r` pixels, of a kind drawn from the mix. */
export function drawShape(stream: RandomStream, mix: ShapeMix, r: number): Shape {
  let pick = uniform(stream) * (mix.ellipses + mix.rectangles + mix.polygons + mix.pebbles);
  const flatness = 0.45 + 0.55 * Math.sqrt(uniform(stream));
  pick -= mix.ellipses;
  if (pick < 0) return uniform(stream) < 0.4 ? ellipse(r, r) : ellipse(r, r * flatness);
  pick -= mix.rectangles;
  if (pick < 0) return rectangle(r, r * flatness, 0.5 * uniform(stream) * r * flatness);
  pick -= mix.polygons;
  if (pick < 0) return drawPolygon(stream, r);
  return drawPebble(stream, r);
}

function drawPolygon(stream: RandomStream, r: number): Shape {
  const sides = 4 + below(stream, 4);
  const angles = Array.from(
    { length: sides },
    (_, i) => (2 * Math.PI * (i + 0.35 * (uniform(stream) - 0.5))) / sides,
  );
  const cos = angles.map(Math.cos);
  const sin = angles.map(Math.sin);
  const offset = angles.map(() => r * (0.65 + 0.3 * uniform(stream)));
  let reach = 0;
  for (let i = 0; i < sides; i++) {
    const j = (i + 1) % sides;
    const cross = cos[i] * sin[j] - sin[i] * cos[j];
    const u = (offset[i] * sin[j] - offset[j] * sin[i]) / cross;
    const v = (offset[j] * cos[i] - offset[i] * cos[j]) / cross;
    reach = Math.max(reach, Math.hypot(u, v));
  }
  return polygon(cos, sin, offset, reach);
}

function drawPebble(stream: RandomStream, r: number): Shape {
  const sizes = [0.16, 0.07, 0.03];
  return pebble(
    r,
    sizes.map(size => clip(size * normal(stream), 0.25)),
    sizes.map(size => clip(size * normal(stream), 0.1)),
  );
}

function clip(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
