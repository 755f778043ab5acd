import { configError } from '../../kernels/errors.ts';
import { type Image, image } from '../../kernels/image.ts';
import type { ImageSource } from '../../models/data/source.ts';

/**
 * The mean of up to `count` pictures of a data set, evenly spread over it: what a receiver shows that knows the data set
 * and nothing else.
 *
 * @throws ConfigError `mean-picture` when the pictures differ in size or there is none
 */
export async function meanPicture(source: ImageSource, count: number): Promise<Image> {
  const used = Math.min(count, source.count);
  if (!(used >= 1)) throw configError('mean-picture', source.name, `there are no pictures to average`);
  const { width, height } = await source.read(0);
  const sum = new Float64Array(width * height * 3);
  for (let i = 0; i < used; i++) {
    const picture = await source.read(Math.floor((i * source.count) / used));
    if (picture.width !== width || picture.height !== height)
      throw configError(
        'mean-picture',
        source.name,
        `pictures of ${height}×${width} and ${picture.height}×${picture.width} have no mean; crop them to one size`,
      );
    for (let j = 0; j < sum.length; j++) sum[j] += picture.data[j];
  }
  return image(
    width,
    height,
    Float32Array.from(sum, value => value / used),
  );
}
