import { describe, expect, it } from 'vitest';
import { image } from '../../kernels/image.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { meanPicture } from './meanPicture.ts';

const source = (widths: readonly number[]): ImageSource => ({
  name: 'these',
  count: widths.length,
  read: async index => image(widths[index], 1, new Float32Array(3 * widths[index]).fill(index / 10)),
});

describe('meanPicture', () => {
  it('averages pictures spread over the whole set', async () => {
    expect((await meanPicture(source([2, 2, 2, 2]), 100)).data[0]).toBeCloseTo(0.15, 7);
    expect((await meanPicture(source([2, 2, 2, 2]), 2)).data[5]).toBeCloseTo(0.1, 7);
  });

  it('refuses a set without pictures or with several sizes', async () => {
    await expect(meanPicture(source([]), 5)).rejects.toThrow('these: there are no pictures to average');
    await expect(meanPicture(source([2, 3]), 5)).rejects.toThrow('pictures of 1×2 and 1×3 have no mean');
  });
});
