import { NumericError } from '../../../kernels/errors.ts';
import { type Image, image } from '../../../kernels/image.ts';
import type { ImageSource } from '../source.ts';
import { choiceStream, requireEnough, requireOneSize, takeOne, type ViewSource } from './source.ts';

/**
 * Objects whose views share a picture and differ in another: every view is a cross-fade of the object's picture with one of its own.
 *
 * @param correlation ρ of `crossFade`, 0…1
 */
export function crossFadedViews(images: ImageSource, correlation: number): ViewSource {
  const name = `${images.name}, cross-faded at ${correlation}`;
  return {
    name,
    async draw(choice) {
      const { objects, views } = choice;
      requireEnough(images.name, objects * (views + 1), images.count, 'pictures');
      const taken = new Set<number>();
      const take = (role: string, place: number) =>
        images.read(takeOne(choiceStream(choice, role, place), images.count, taken));
      const pictures: Image[][] = [];
      for (let object = 0; object < objects; object++) {
        const shared = await take('shared', object);
        const own: Image[] = [];
        for (let view = 0; view < views; view++) own.push(await take('own', object * views + view));
        requireOneSize(images.name, [[shared, ...own]]);
        pictures.push(own.map(picture => crossFade(shared, picture, correlation)));
      }
      return requireOneSize(images.name, pictures);
    },
  };
}

/**
 * ρ·m_a + (1 − ρ)·m_b + √ρ(a − m_a) + √(1 − ρ)(b − m_b), cut off at 0 and 1, with m the mean colour of each picture. Weights of √ρ keep the
 * contrast, and make ρ the correlation of two pictures that share a and have independent b of the same contrast.
 *
 * @param correlation ρ, 0 gives b and 1 gives a
 * @throws NumericError `cross-fade` when ρ is outside [0, 1] or the sizes differ
 */
export function crossFade(a: Image, b: Image, correlation: number): Image {
  if (!(correlation >= 0 && correlation <= 1))
    throw new NumericError('cross-fade', `crossFade: a correlation of ${correlation} is not in [0, 1]`);
  if (a.width !== b.width || a.height !== b.height)
    throw new NumericError(
      'cross-fade',
      `crossFade: pictures of ${a.width}×${a.height} and ${b.width}×${b.height} pixels`,
    );
  const [weightA, weightB] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  const [meanA, meanB] = [meanColour(a), meanColour(b)];
  const faded = image(a.width, a.height);
  for (let i = 0; i < faded.data.length; i++) {
    const [mA, mB] = [meanA[i % 3], meanB[i % 3]];
    const mean = correlation * mA + (1 - correlation) * mB;
    const value = mean + weightA * (a.data[i] - mA) + weightB * (b.data[i] - mB);
    faded.data[i] = Math.min(1, Math.max(0, value));
  }
  return faded;
}

function meanColour({ data }: Image): number[] {
  const sums = [0, 0, 0];
  for (let i = 0; i < data.length; i++) sums[i % 3] += data[i];
  return sums.map(sum => (3 * sum) / data.length);
}
