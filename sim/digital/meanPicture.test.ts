import { describe, expect, it } from 'vitest';
import { image } from '../../kernels/image.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { meanPictures } from './meanPicture.ts';

/** Pictures of one row; pixel x of picture i is (i + x)/100 red, nothing else. */
const source = (widths: readonly number[]): ImageSource => ({
  name: 'these',
  count: widths.length,
  read: async index => {
    const picture = image(widths[index], 1);
    for (let x = 0; x < widths[index]; x++) picture.data[3 * x] = (index + x) / 100;
    return picture;
  },
});
const reds = ({ data }: { data: Float32Array }) => Array.from(data).filter((_, i) => i % 3 === 0);
const twenty = new Array<number>(20).fill(2);

describe('meanPictures', () => {
  it('averages pixel by pixel where there are enough pictures of a size', async () => {
    const mean = await meanPictures(source(twenty));
    expect(mean.name).toBe('the mean of 20 pictures');
    const shown = mean.of(2, 1);
    expect(shown).toMatchObject({ width: 2, height: 1 });
    expect(reds(shown)[0]).toBeCloseTo(0.095, 6);
    expect(reds(shown)[1]).toBeCloseTo(0.105, 6);
    expect(shown.data[1]).toBe(0);
  });

  it('knows a colour only of other sizes, so that no picture shows through', async () => {
    const mean = await meanPictures(source([...twenty, 4]));
    const [first, ...others] = reds(mean.of(4, 1));
    expect(others).toEqual([first, first, first]);
    expect(first).toBeCloseTo((20 * 0.1 + 0.215) / 21, 6);
    expect(mean.name).toMatch(/of those of 21 pictures that have the size, or their mean colour/);

    const few = await meanPictures(source([2, 2]));
    expect(few.name).toBe('the mean colour of 2 pictures');
    expect(reds(few.of(2, 1))[0]).toBe(reds(few.of(2, 1))[1]);
  });

  it('reads no more than a thousand, spread over the whole set', async () => {
    const mean = await meanPictures(source(new Array<number>(4000).fill(1)));
    expect(mean.name).toBe('the mean of 1000 pictures');
    expect(reds(mean.of(1, 1))[0]).toBeCloseTo((4 * 999) / 2 / 100, 4);
  });

  it('refuses a set without pictures', async () => {
    await expect(meanPictures(source([]))).rejects.toThrow('these: there are no pictures to average');
  });
});
