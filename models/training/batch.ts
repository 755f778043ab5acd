import { configError } from '../../kernels/errors.ts';
import { type Image, image } from '../../kernels/image.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { below, uniform } from '../../kernels/random/uniform.ts';
import type { ImageSource } from '../data/source.ts';

/** A source of training pictures and how often it is asked, relative to the others. */
export interface WeightedSource {
  readonly source: ImageSource;
  readonly weight: number;
}

/** Sides in pixels of the square crops of a batch, in order. */
export type BatchPlan = readonly number[];

/**
 * `small` crops of 32 px (one attention window), `large` ones of 64 px (four windows with a shifted one between them) and `wide` ones of 128 px
 * (sixteen windows, nine shifted ones between them: what most of a photograph is like).
 */
export function batchPlan(small: number, large: number, wide = 0): BatchPlan {
  const crops = (count: number, side: number) => Array<number>(count).fill(side);
  return [...crops(small, 32), ...crops(large, 64), ...crops(wide, 128)];
}

/** The crops that codecs and denoisers are trained on: 44 of 32 px, one of 64 px and one of 128 px, `batch` times over. */
export function trainingPlan(batch: number): BatchPlan {
  return batchPlan(44 * batch, batch, batch);
}

const MAX_DRAWS = 1000;

/**
 * Draws one crop per entry of the plan: a source by weight, a picture, a place, and a mirror image half of the time. A picture smaller
 * than the crop is drawn again.
 *
 * @throws ConfigError `training-pictures` where hardly any picture is as large as a crop
 */
export async function drawCrops(
  plan: BatchPlan,
  sources: readonly WeightedSource[],
  stream: RandomStream,
): Promise<Image[]> {
  const crops: Image[] = [];
  for (const side of plan) crops.push(await drawCrop(side, sources, stream));
  return crops;
}

async function drawCrop(
  side: number,
  sources: readonly WeightedSource[],
  stream: RandomStream,
): Promise<Image> {
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    const source = drawSource(sources, stream);
    const picture = await source.read(below(stream, source.count));
    if (picture.width < side || picture.height < side) continue;
    const left = below(stream, picture.width - side + 1);
    const top = below(stream, picture.height - side + 1);
    return crop(picture, left, top, side, uniform(stream) < 0.5);
  }
  throw configError(
    'training-pictures',
    '--images',
    `no picture of at least ${side}×${side} pixels in ${MAX_DRAWS} draws; add larger pictures, or --images procedural`,
  );
}

function drawSource(sources: readonly WeightedSource[], stream: RandomStream): ImageSource {
  const total = sources.reduce((sum, { weight }) => sum + weight, 0);
  let left = uniform(stream) * total;
  for (const { source, weight } of sources) {
    left -= weight;
    if (left < 0) return source;
  }
  return sources[sources.length - 1].source;
}

function crop(picture: Image, left: number, top: number, side: number, mirrored: boolean): Image {
  const out = image(side, side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const from = ((top + y) * picture.width + left + (mirrored ? side - 1 - x : x)) * 3;
      const to = (y * side + x) * 3;
      for (let colour = 0; colour < 3; colour++) out.data[to + colour] = picture.data[from + colour];
    }
  return out;
}
