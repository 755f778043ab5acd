import { configError } from '../../kernels/errors.ts';
import { type Image, image } from '../../kernels/image.ts';
import type { ImageSource } from '../../models/data/source.ts';

/** With fewer pictures of a size, their mean would still show each of them. */
const FEWEST = 16;
const MOST = 1000;
/** Pixels that are read for the mean, where that is more than the fewest pictures. */
const PIXELS = 2 ** 23;

/** What a receiver shows that knows the data set and nothing else. */
export interface MeanPictures {
  /** In words: "the mean of 1000 pictures". */
  readonly name: string;
  of(width: number, height: number): Image;
}

/**
 * Means over a data set, from up to `most` of its pictures (1,000 unless given), evenly spread: for each size the mean picture, pixel by pixel, where at
 * least 16 pictures of that size were read; for every other size their mean colour. Pictures of more than half a megapixel only
 * have a mean colour, so that memory stays bounded.
 *
 * @throws ConfigError `mean-picture` when there is no picture
 */
export async function meanPictures(source: ImageSource, most = MOST): Promise<MeanPictures> {
  if (source.count < 1) throw configError('mean-picture', source.name, 'there are no pictures to average');
  const first = await source.read(0);
  const affordable = Math.floor(PIXELS / (first.width * first.height));
  const used = Math.min(source.count, most, Math.max(FEWEST, affordable));
  const colour = new Float64Array(3);
  const sums = new Map<string, { values: Float64Array; count: number }>();
  for (let i = 0; i < used; i++) {
    const { width, height, data } = await source.read(Math.floor((i * source.count) / used));
    for (let j = 0; j < data.length; j++) colour[j % 3] += data[j] / (width * height * used);
    if (width * height > PIXELS / FEWEST) continue;
    const known = sums.get(sizeName(width, height));
    const sum = known ?? { values: new Float64Array(data.length), count: 0 };
    for (let j = 0; j < data.length; j++) sum.values[j] += data[j];
    sum.count++;
    sums.set(sizeName(width, height), sum);
  }
  const means = new Map<string, Image>();
  for (const [size, { values, count }] of sums) {
    const [width, height] = size.split('×').map(Number);
    if (count >= FEWEST)
      means.set(
        size,
        image(
          width,
          height,
          Float32Array.from(values, sum => sum / count),
        ),
      );
  }
  return {
    name: nameOf(used, means.size, sums.size),
    of: (width, height) => means.get(sizeName(width, height)) ?? flat(width, height, colour),
  };
}

function nameOf(used: number, withMean: number, sizes: number): string {
  if (withMean === 0) return `the mean colour of ${used} pictures`;
  if (withMean === sizes) return `the mean of ${used} pictures`;
  return `the mean of those of ${used} pictures that have the size, or their mean colour where these are fewer than ${FEWEST}`;
}

function sizeName(width: number, height: number): string {
  return `${width}×${height}`;
}

function flat(width: number, height: number, colour: Float64Array): Image {
  const picture = image(width, height);
  for (let i = 0; i < picture.data.length; i++) picture.data[i] = colour[i % 3];
  return picture;
}
