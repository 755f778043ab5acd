import { describe, expect, it } from 'vitest';
import { type Image, image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { few, run, sourceOf } from './fixture.ts';

describe('large pictures', () => {
  it('are sent in tiles by every way, and measured as a whole', async () => {
    const whole = await run(few);
    const tiled = await run(few, { largestSide: 24 });
    for (const [i, curve] of tiled.curves.entries()) {
      expect(curve.name).toBe(whole.curves[i].name);
      const [[own], [other]] = [curve.points, whole.curves[i].points];
      expect(own.files).toBe(curve.kind === 'neural' ? 4 : 16);
      expect(own.cbrMade).toBe(other.cbrMade);
      expect(own.psnrDb.count).toBe(4);
    }
    const [bound, same] = [tiled, whole].map(({ curves }) => curves.at(-1)!.points[0].psnrDb.mean);
    // Each tile has a header of its own.
    expect(bound).toBeGreaterThan(same - 4);
    expect(bound).toBeLessThan(same);
  });

  it('may have 20,000 pixels in a row, which no single WebP file holds', async () => {
    const strip = image(20_000, 12);
    for (let i = 0; i < strip.data.length; i++) strip.data[i] = (Math.floor(i / 60) % 1000) / 1000;
    const other = await deadLeaves({ width: 48, height: 48, count: 1, seed: 1 }).read(0);
    const { curves } = await run(
      { ...few, cbr: '1/48', rateCbr: '1/48', images: { count: 2 } },
      { images: sourceOf([strip, other]) },
    );
    for (const { kind, points } of curves) {
      expect(points[0].files).toBe(kind === 'neural' ? 2 : 21);
      expect(points[0].cbrMade).toBeCloseTo(1 / 48, 3);
    }
  });
});

describe('bad input', () => {
  const black = (width: number, height: number) => image(width, height);

  it('is refused with one clear message', async () => {
    const pictures = (...all: Image[]) => ({ images: sourceOf(all) });
    await expect(run({}, pictures(black(48, 48)))).rejects.toThrow(
      'these pictures: holds one picture; a comparison needs two or more',
    );
    await expect(run({}, pictures(black(48, 48), black(48, 48), black(48, 48)))).rejects.toThrow(
      'digital.mosaic: 3 pictures do not make two or more files of 2',
    );
    await expect(run({ digital: {} }, pictures(black(48, 48), black(1, 48)))).rejects.toThrow(
      'these pictures: picture 1 has 1×48 pixels; SSIM needs at least 11×11',
    );
  });

  it('tells mosaics of pictures that share no file', async () => {
    const source = await deadLeaves({ width: 48, height: 48, count: 1, seed: 1 }).read(0);
    const other = await deadLeaves({ width: 44, height: 48, count: 1, seed: 1 }).read(0);
    const four = { images: sourceOf([source, other, source, other]) };
    await expect(run({ digital: { codecs: 'webp', mosaic: 2 } }, four)).rejects.toThrow(
      'digital.mosaic: a 44×48 picture and a 48×48 one share no file; give each picture a file: mosaic 1',
    );
    await expect(
      run({ digital: { codecs: 'webp', mosaic: 2 } }, { ...four, largestSide: 40 }),
    ).rejects.toThrow('digital.mosaic: a picture that is sent in 4 tiles shares no file');
  });

  it('is survived where nothing fits or nothing differs: counted failures, finite numbers', async () => {
    const grey = (value: number) => {
      const picture = image(16, 16);
      picture.data.fill(value);
      return picture;
    };
    const { curves } = await run(
      {
        snrDb: [-30, 60],
        rateSnrDb: 60,
        cbr: '1/96',
        rateCbr: '1/96',
        images: { count: 2 },
        digital: { codecs: 'jpeg' },
      },
      { images: sourceOf([grey(0), grey(1)]) },
    );
    const [best] = curves.filter(({ kind }) => kind === 'envelope');
    expect(best.points[0]).toMatchObject({ failed: 2, files: 2 });
    for (const { points } of curves)
      for (const { psnrDb } of points) expect(psnrDb.high).toBeLessThanOrEqual(200);
  });
});
