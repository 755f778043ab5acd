import type { Image } from '../../../kernels/image.ts';
import { normal } from '../../../kernels/random/normal.ts';
import { choice } from '../../../kernels/random/permutation.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';
import { blankCanvas, type Canvas, type Leaf, paintBeneath, paintGround } from './canvas.ts';
import { develop } from './develop.ts';
import { drawPaint, type Finish, type Light } from './paint.ts';
import { drawColour, drawPalette, type Palette, type PaletteFamily } from './palette.ts';
import { drawRadius, meanSquareRadius } from './radius.ts';
import { drawShape, rectangle, type ShapeMix } from './shape.ts';

/** What the leaves of one picture have in common. Lengths are in pixels. */
interface Scene {
  readonly palette: Palette;
  readonly mix: ShapeMix;
  readonly finish: Finish;
  /** Direction of the light in the axes of the picture (x right, y down). */
  readonly light: Light;
  readonly smallest: number;
  readonly largest: number;
  readonly shadowStrength: number;
  /** Area of all leaves over the area they fall on; at 1 about a third of the ground stays open. */
  readonly coverage: number;
}

/** Kinds of scene: still lifes of one kind of thing, and mixtures. */
const MIXES: readonly ShapeMix[] = [
  { ellipses: 1, rectangles: 1, polygons: 1, pebbles: 1 },
  { ellipses: 1, rectangles: 0, polygons: 0, pebbles: 3 },
  { ellipses: 0, rectangles: 1, polygons: 3, pebbles: 0 },
  { ellipses: 3, rectangles: 0.5, polygons: 0, pebbles: 1 },
  { ellipses: 0.5, rectangles: 3, polygons: 0.5, pebbles: 0 },
];

/** What pictures of one kind have in common; everything else stays random. */
export interface SceneKind {
  readonly family: PaletteFamily;
  /** Radii of the leaves, as shares of the shorter side. */
  readonly smallest: number;
  readonly largest: number;
}

/** Draws and paints one picture, of the given kind or of any. All its randomness comes from the stream. */
export function paintScene(stream: RandomStream, width: number, height: number, kind?: SceneKind): Image {
  const scene = drawScene(stream, Math.min(width, height), kind);
  const canvas = blankCanvas(width, height);
  dropLeaves(stream, scene, canvas);

  const flat = { ...scene.finish, roundness: 0 };
  const half = Math.max(width, height) / 2;
  if (uniform(stream) < 0.5) paintBeneath(canvas, drawTable(stream, scene, width, height));
  paintGround(canvas, drawColour(stream, scene.palette), drawPaint(stream, flat, scene.light, half));

  return develop(canvas, {
    gain: 1.1 * 2 ** (0.5 * normal(stream)),
    slopeX: 0.5 * (uniform(stream) - 0.5),
    slopeY: 0.5 * (uniform(stream) - 0.5),
    blur: 0.08 * uniform(stream) ** 2,
  });
}

function drawScene(stream: RandomStream, side: number, kind?: SceneKind): Scene {
  const azimuth = Math.PI * (1 + uniform(stream));
  const elevation = 0.6 + 0.5 * uniform(stream);
  const smallest = side * (kind?.smallest ?? 0.012 * 10 ** uniform(stream));
  const largest = side * (kind?.largest ?? 0.25 + 0.3 * uniform(stream));
  return {
    palette: drawPalette(stream, kind?.family),
    mix: choice(stream, MIXES),
    finish: {
      grainShare: 0.4 + 0.5 * uniform(stream),
      stripeShare: 0.1 * uniform(stream),
      contrast: 0.1 + 0.4 * uniform(stream),
      roundness: uniform(stream),
    },
    light: {
      u: Math.cos(azimuth) * Math.cos(elevation),
      v: Math.sin(azimuth) * Math.cos(elevation),
      z: Math.sin(elevation),
    },
    smallest,
    largest,
    shadowStrength: 0.55 * uniform(stream),
    coverage: 0.5 * 14 ** uniform(stream),
  };
}

function dropLeaves(stream: RandomStream, scene: Scene, canvas: Canvas): void {
  const { width, height } = canvas;
  const margin = scene.largest;
  const area = (width + 2 * margin) * (height + 2 * margin);
  const leaves = Math.ceil(
    (scene.coverage * area) / (Math.PI * meanSquareRadius(scene.smallest, scene.largest)),
  );
  for (let i = 0; i < leaves && canvas.openPixels > 0; i++) {
    const r = drawRadius(stream, scene.smallest, scene.largest);
    const x = uniform(stream) * (width + 2 * margin) - margin;
    const y = uniform(stream) * (height + 2 * margin) - margin;
    const unseen = x < -2 * r || y < -2 * r || x > width + 2 * r || y > height + 2 * r;
    if (!unseen) paintBeneath(canvas, drawLeaf(stream, scene, x, y, r));
  }
}

/** A straight edge across the picture, as of a table or a horizon, under all leaves. */
function drawTable(stream: RandomStream, scene: Scene, width: number, height: number): Leaf {
  const half = Math.hypot(width, height);
  const angle = 0.25 * normal(stream);
  const edge = height * (0.25 + 0.5 * uniform(stream));
  return {
    x: width / 2 - half * Math.sin(angle),
    y: edge + half * Math.cos(angle),
    cos: Math.cos(angle),
    sin: Math.sin(angle),
    shape: rectangle(2 * half, half, 0),
    colour: drawColour(stream, scene.palette),
    paint: drawPaint(stream, { ...scene.finish, roundness: 0 }, scene.light, half),
    shadow: { u: 0, v: 0, softness: 0, strength: 0 },
  };
}

function drawLeaf(stream: RandomStream, scene: Scene, x: number, y: number, r: number): Leaf {
  const angle = 2 * Math.PI * uniform(stream);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const light = {
    u: cos * scene.light.u + sin * scene.light.v,
    v: cos * scene.light.v - sin * scene.light.u,
    z: scene.light.z,
  };
  return {
    x,
    y,
    cos,
    sin,
    shape: drawShape(stream, scene.mix, r),
    colour: drawColour(stream, scene.palette),
    paint: drawPaint(stream, scene.finish, light, r),
    shadow: {
      u: -0.2 * r * light.u,
      v: -0.2 * r * light.v,
      softness: 0.35 * r,
      strength: scene.shadowStrength,
    },
  };
}
