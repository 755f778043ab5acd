import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { image } from '../kernels/image.ts';
import type { ImageSource } from '../models/data/source.ts';
import { choosePictures } from './pictures.ts';

/** Black pictures of the given widths. */
function sourceOf(widths: readonly number[]): ImageSource {
  return { name: 'test', count: widths.length, read: async index => image(widths[index], 16) };
}

const choice = { seed: 1, scenario: 'test', trials: 20, users: 4 };

describe('choosePictures', () => {
  it('gives a user the same pictures whatever the number of users and trials', async () => {
    const source = sourceOf([16, 20, 16, 16, 20, 16, 20]);
    const all = await choosePictures(source, choice);
    const fewer = await choosePictures(source, { ...choice, trials: 5, users: 2 });
    expect(fewer).toEqual(all.slice(0, 5).map(frame => frame.slice(0, 2)));
  });

  it('puts pictures of one size into a frame, all different while there are enough', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(16, 20, 24), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(1000),
        async (widths, users, seed) => {
          for (const frame of await choosePictures(sourceOf(widths), { ...choice, users, seed, trials: 4 })) {
            const sizes = new Set(frame.map(index => widths[index]));
            expect(sizes.size).toBe(1);
            const available = widths.filter(width => sizes.has(width)).length;
            expect(new Set(frame).size).toBe(Math.min(users, available));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('draws every picture equally often when all have one size', async () => {
    const counts = new Array<number>(5).fill(0);
    const chosen = await choosePictures(sourceOf([16, 16, 16, 16, 16]), {
      ...choice,
      trials: 4000,
      users: 1,
    });
    for (const [index] of chosen) counts[index]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 800) ** 2 / 800, 0);
    expect(chiSquare).toBeLessThan(18.47); // 99.9 % quantile with 4 degrees of freedom
  });

  it('depends on the seed', async () => {
    const source = sourceOf(new Array<number>(50).fill(16));
    expect(await choosePictures(source, choice)).not.toEqual(
      await choosePictures(source, { ...choice, seed: 2 }),
    );
  });
});
