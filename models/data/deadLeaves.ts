import { ConfigError, type Problem } from '../../kernels/errors.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { paintScene, type SceneKind } from './leaves/scene.ts';
import { checkIndex, type ImageSource } from './source.ts';

const SMALLEST_SIDE = 8;
const LARGEST_SIDE = 8192;

export interface DeadLeavesOptions {
  /** Size in pixels, integers from 8 to 8192. */
  readonly width: number;
  readonly height: number;
  /** Number of pictures, an integer ≥ 1. Pictures are made when they are read, so many cost nothing. */
  readonly count: number;
  /** An integer. */
  readonly seed: number;
  /** What all pictures have in common; any kind of scene where it is left out. */
  readonly kind?: SceneKind;
}

/**
 * Pictures of shapes that lie on each other like fallen leaves: ellipses, rectangles, polygons and pebbles of random place,
 * with radii of density ∝ r⁻³ between two limits drawn per picture, colours of one palette, shading, textures and
 * shadows. Their occlusions, at all scales, give them the statistics of photographs, among them an amplitude spectrum near
 * 1/f. Picture i depends on seed, size, kind and i only; its values are 8-bit code values divided by 255.
 *
 * Source: A. B. Lee, D. Mumford, J. Huang, "Occlusion models for natural images: a statistical study of a scale-invariant
 * dead leaves model", International Journal of Computer Vision 41, 2001.
 *
 * @throws ConfigError `dead-leaves` listing every option out of range.
 */
export function deadLeaves(options: DeadLeavesOptions): ImageSource {
  checkOptions(options);
  const { width, height, count, seed, kind } = options;
  const about = {
    name: `procedural dead leaves (${kind ? `${kindName(kind)}, ` : ''}${width}×${height} px, seed ${String(seed).replace('-', '−')})`,
    count,
  };
  return {
    ...about,
    async read(index) {
      checkIndex(about, index);
      return paintScene(randomStream(seed, 'dead leaves', width, height, index), width, height, kind);
    },
  };
}

/** "hue 30°, radii 12…50 % of the side". */
export function kindName({ family, smallest, largest }: SceneKind): string {
  const percent = (share: number) => Number((100 * share).toPrecision(3));
  return `hue ${family.hueDeg}°, radii ${percent(smallest)}…${percent(largest)} % of the side`;
}

function checkOptions(options: DeadLeavesOptions): void {
  const problems: Problem[] = [];
  const check = (
    path: Exclude<keyof DeadLeavesOptions, 'kind'>,
    low: number,
    high: number,
    valid: string,
  ) => {
    const value = options[path];
    if (!Number.isSafeInteger(value) || value < low || value > high)
      problems.push({ path, message: `is ${value}, expected ${valid}` });
  };
  const sides = `an integer from ${SMALLEST_SIDE} to ${LARGEST_SIDE}`;
  check('width', SMALLEST_SIDE, LARGEST_SIDE, sides);
  check('height', SMALLEST_SIDE, LARGEST_SIDE, sides);
  check('count', 1, Number.MAX_SAFE_INTEGER, 'an integer ≥ 1');
  check('seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'an integer');
  if (problems.length > 0) throw new ConfigError('dead-leaves', problems);
}
