import fc from 'fast-check';
import { expect, it } from 'vitest';
import { image } from '../../kernels/image.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { fillUniform } from '../../kernels/random/uniform.ts';
import { layOutWindows } from '../transformer/windows.ts';
import { patchesOf, picturesOf, tokenGrid } from './patches.ts';

it('cuts pictures of any sizes into patches and puts them together again', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 70 }), height: fc.integer({ min: 1, max: 70 }) });
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 3 }), sizes => {
      const pictures = sizes.map(({ width, height }) => {
        const picture = image(width, height);
        fillUniform(randomStream('patches', width, height), picture.data);
        return picture;
      });
      const layout = layOutWindows(sizes.map(tokenGrid));
      const back = picturesOf(patchesOf(pictures, layout), sizes, layout);
      back.forEach((picture, p) => {
        const worst = picture.data.reduce(
          (max, value, i) => Math.max(max, Math.abs(value - pictures[p].data[i])),
          0,
        );
        expect(worst).toBeLessThan(1e-6);
      });
    }),
    { numRuns: 30 },
  );
});

it('continues a picture by its last pixel up to whole patches', () => {
  const picture = image(1, 1, Float32Array.of(1, 0.5, 0));
  const layout = layOutWindows([tokenGrid(picture)]);
  const [first, last] = [
    patchesOf([picture], layout).slice(0, 3),
    patchesOf([picture], layout).slice(45, 48),
  ];
  expect([...last]).toEqual([...first]);
  expect([...first]).toEqual([1, 0, -1]);
});
