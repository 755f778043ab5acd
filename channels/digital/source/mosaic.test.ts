import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { image } from '../../../kernels/image.ts';
import { randomStream } from '../../../kernels/random/stream.ts';
import { fillUniform } from '../../../kernels/random/uniform.ts';
import { cut, mosaic, paste, tilesOf } from './mosaic.ts';

const noise = (width: number, height: number, seed: number) =>
  image(width, height, fillUniform(randomStream('mosaic', seed), new Float32Array(width * height * 3)));

const side = fc.integer({ min: 1, max: 40 });

describe('tilesOf', () => {
  it('covers every pixel once with tiles that are small enough', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 15 }), (width, height, largest) => {
        const picture = noise(width, height, 1);
        const copy = image(width, height);
        const tiles = tilesOf(width, height, largest);
        for (const tile of tiles) {
          expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(largest);
          paste(copy, cut(picture, tile), tile);
        }
        expect(copy.data).toEqual(picture.data);
        expect(tiles.reduce((area, tile) => area + tile.width * tile.height, 0)).toBe(width * height);
      }),
      { numRuns: 50 },
    );
  });
});

describe('mosaic', () => {
  it('holds every picture where it says', () => {
    for (const count of [1, 2, 3, 5, 9, 10]) {
      const pictures = Array.from({ length: count }, (_, i) => noise(5, 3, i));
      const { picture, tiles } = mosaic(pictures);
      expect(tiles.length).toBe(count);
      tiles.forEach((tile, i) => {
        expect(cut(picture, tile)).toEqual(pictures[i]);
      });
      expect(picture.width * picture.height).toBeLessThan(15 * (count + Math.sqrt(count) + 1));
    }
    expect(mosaic([noise(5, 3, 7)]).picture).toEqual(noise(5, 3, 7));
  });

  it('refuses pictures of different sizes, and none', () => {
    expect(() => mosaic([noise(5, 3, 1), noise(3, 5, 1)])).toThrow('a 5×3 picture among pictures of 3×5');
    expect(() => mosaic([])).toThrow('there are no pictures');
  });
});
