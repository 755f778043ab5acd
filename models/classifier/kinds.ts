import { randomStream } from '../../kernels/random/stream.ts';
import { below } from '../../kernels/random/uniform.ts';
import { paintScene, type SceneKind } from '../data/leaves/scene.ts';
import { checkIndex, type LabelledSource } from '../data/source.ts';

const SIDE = 32;
const HUES_DEG = [30, 100, 170, 240, 310];
const RADII = [
  { smallest: 0.02, largest: 0.12 },
  { smallest: 0.12, largest: 0.5 },
];

/** Ten ways to make a picture: leaves of one of five families of colours, small or large ones. */
const KINDS: readonly SceneKind[] = HUES_DEG.flatMap(hueDeg =>
  RADII.map(radii => ({ family: { hueDeg, chroma: 0.08 }, ...radii })),
);

/**
 * Procedural dead leaves of 32×32 px with something to tell apart: each picture is of one of ten kinds, equally likely, and its label says
 * which. Shapes, surfaces, light and places stay random, and so do accents of the opposite hue. Picture i depends on seed and i only.
 */
export function labelledLeaves({ count, seed }: { count: number; seed: number }): LabelledSource {
  const about = { name: `procedural dead leaves of ten kinds (${SIDE}×${SIDE} px, seed ${seed})`, count };
  const labelOf = (index: number) => below(randomStream(seed, 'kind of leaves', index), KINDS.length);
  return {
    ...about,
    async read(index) {
      checkIndex(about, index);
      const stream = randomStream(seed, 'leaves of a kind', index);
      return paintScene(stream, SIDE, SIDE, KINDS[labelOf(index)]);
    },
    label(index) {
      checkIndex(about, index);
      return labelOf(index);
    },
  };
}
