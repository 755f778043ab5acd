import { describe, expect, it } from 'vitest';
import { type Image, image } from '../../kernels/image.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { blockEdges } from './blockEdges.ts';

const source = deadLeaves({ width: 160, height: 128, count: 2, seed: 7 });
const original = await source.read(0);

/** The picture with a value of its own added to every block of `side` pixels, or to every pixel. */
function withBlocks({ width, height, data }: Image, side: number, deviation: number): Image {
  const across = Math.ceil(width / side);
  const offsets = fillNormal(
    randomStream('blocks', side),
    new Float32Array(across * Math.ceil(height / side)),
  );
  const changed = data.map((value, i) => {
    const pixel = Math.floor(i / 3);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return value + deviation * offsets[Math.floor(y / side) * across + Math.floor(x / side)];
  });
  return image(width, height, changed);
}

describe('blockEdges', () => {
  it('is 0 for the original, whatever stands at its borders', () => {
    expect(blockEdges(original, original)).toEqual({ patches: 0, windows: 0 });
  });

  it('sees a picture that is blocky by 4 or by 32 pixels, each at its own borders', () => {
    const patches = blockEdges(original, withBlocks(original, 4, 0.04));
    expect(patches.patches).toBeGreaterThan(0.3);
    expect(Math.abs(patches.windows!)).toBeLessThan(0.1);
    const windows = blockEdges(original, withBlocks(original, 32, 0.05));
    expect(windows.windows).toBeGreaterThan(0.3);
  });

  it('does not take noise, blocks that lie elsewhere, or less contrast for edges', () => {
    const noisy = blockEdges(original, withBlocks(original, 1, 0.05));
    expect(Math.abs(noisy.patches)).toBeLessThan(0.05);
    expect(Math.abs(noisy.windows!)).toBeLessThan(0.1);
    const elsewhere = blockEdges(original, withBlocks(original, 5, 0.02));
    expect(Math.abs(elsewhere.patches)).toBeLessThan(0.05);
    const fainter = blockEdges(original, { ...original, data: original.data.map(value => value / 2) });
    expect(Math.abs(fainter.patches)).toBeLessThan(1e-4);
  });

  it('is the ratio of the steps, in closed form', () => {
    // Steps of 0.1 everywhere, and of 0.3 across every fourth place, along x; nothing along y: ratios of 1 and 3.
    const ramp = (step: (x: number) => number) => {
      const picture = image(32, 8);
      for (let y = 0; y < 8; y++)
        for (let x = 1; x < 32; x++)
          for (let c = 0; c < 3; c++) {
            const here = (y * 32 + x) * 3 + c;
            picture.data[here] = picture.data[here - 3] + step(x);
          }
      return picture;
    };
    const even = ramp(() => 0.1);
    // Along x 7 of 31 places are borders, along y 1 of 7, 8 and 32 pixels long.
    const expected = (border: number, other: number) =>
      (7 * 8 * border) / (7 * 8 + 32) / ((24 * 8 * other) / (24 * 8 + 6 * 32));
    const { patches, windows } = blockEdges(
      even,
      ramp(x => (x % 4 === 0 ? 0.3 : 0.1)),
    );
    expect(patches).toBeCloseTo(expected(0.3, 0.1) - expected(0.1, 0.1), 3);
    expect(windows).toBeUndefined();
  });

  it('refuses pictures of different sizes', () => {
    expect(() => blockEdges(image(8, 8), image(8, 4))).toThrow('cannot compare');
  });
});
