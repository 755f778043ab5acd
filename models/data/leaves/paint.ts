import { normal } from '../../../kernels/random/normal.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';
import { noiseAt } from './texture.ts';

/** Relative brightness of a surface at a point (u, v), in pixels from its centre along its own axes; about 1, ≥ 0. */
export type Paint = (u: number, v: number) => number;

/** How the surfaces of one picture look. */
export interface Finish {
  /** Share of surfaces with grain and with stripes; the rest is plain. */
  readonly grainShare: number;
  readonly stripeShare: number;
  /** Contrast of grain and stripes, 0…0.5. */
  readonly contrast: number;
  /** 0: flat surfaces, 1: round ones. */
  readonly roundness: number;
}

/** Points from a surface towards the light, in the surface's own axes; a unit vector with z > 0 towards the viewer. */
export interface Light {
  readonly u: number;
  readonly v: number;
  readonly z: number;
}

const AMBIENT = 0.4;

/**
 * Draws the paint of a surface of radius `r` pixels: Lambert shading of a dome under a light, a linear gradient, and
 * grain or stripes.
 */
export function drawPaint(stream: RandomStream, finish: Finish, light: Light, r: number): Paint {
  const shade = shading(finish.roundness * (0.5 + 0.5 * uniform(stream)), light, r);
  const gradientU = (0.14 * normal(stream)) / r;
  const gradientV = (0.14 * normal(stream)) / r;
  const texture = drawTexture(stream, finish, r);
  return (u, v) => Math.max(0, shade(u, v) * (1 + gradientU * u + gradientV * v) * texture(u, v));
}

/** Brightness of a dome whose slope grows from 0 in the centre to `roundness` at the rim, 1 where it is level. */
function shading(roundness: number, light: Light, r: number): Paint {
  const slope = (0.85 * roundness) / r;
  const scale = 1 / (AMBIENT + (1 - AMBIENT) * light.z);
  return (u, v) => {
    const x = slope * u;
    const y = slope * v;
    const z = Math.sqrt(Math.max(0, 1 - x * x - y * y));
    return scale * (AMBIENT + (1 - AMBIENT) * Math.max(0, x * light.u + y * light.v + z * light.z));
  };
}

function drawTexture(stream: RandomStream, finish: Finish, r: number): Paint {
  const pick = uniform(stream);
  const contrast = finish.contrast * (0.4 + 0.6 * uniform(stream));
  if (pick < finish.grainShare) return drawGrain(stream, contrast, r);
  if (pick < finish.grainShare + finish.stripeShare) return drawStripes(stream, contrast, r);
  return plain;
}

const plain: Paint = () => 1;

/** The exponential of noise, stretched along u by up to 6 as in wood. Never finer than the grid of pixels. */
function drawGrain(stream: RandomStream, contrast: number, r: number): Paint {
  const fineness = Math.min(1, (24 + 72 * uniform(stream)) / r);
  const stretch = uniform(stream) < 0.5 ? 1 : 2 + 4 * uniform(stream);
  const x0 = 128 * uniform(stream);
  const y0 = 128 * uniform(stream);
  return (u, v) => Math.exp(contrast * noiseAt(x0 + (u * fineness) / stretch, y0 + v * fineness));
}

/** A sinusoid along a random direction, bent a little by noise; at least 4 pixels and at most r from crest to crest. */
function drawStripes(stream: RandomStream, contrast: number, r: number): Paint {
  const period = Math.max(4, r * (0.2 + 0.6 * uniform(stream)));
  const angle = Math.PI * uniform(stream);
  const ku = (2 * Math.PI * Math.cos(angle)) / period;
  const kv = (2 * Math.PI * Math.sin(angle)) / period;
  const phase = 2 * Math.PI * uniform(stream);
  const bend = 0.8 * uniform(stream);
  const fineness = 2 / period;
  return (u, v) =>
    1 + contrast * Math.sin(ku * u + kv * v + phase + bend * noiseAt(u * fineness, v * fineness));
}
