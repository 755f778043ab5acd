import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batches } from './batches.ts';

it('works off every item once, in order, in batches within the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 20 }),
      async (widths, pictures, pixels) => {
        const done: number[][] = [];
        const queue = batches(
          { pictures, pixels },
          async items => void done.push(items.map(item => item.width)),
        );
        for (const width of widths) await queue.add({ width, height: 1 });
        await queue.finish();
        expect(done.flat()).toEqual(widths);
        for (const batch of done) {
          const withoutLast = batch.slice(0, -1).reduce((sum, width) => sum + width, 0);
          expect(batch.length).toBeLessThanOrEqual(pictures);
          expect(withoutLast).toBeLessThan(pixels);
        }
      },
    ),
  );
});
