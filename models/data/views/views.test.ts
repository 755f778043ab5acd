import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Image, image } from '../../../kernels/image.ts';
import { randomStream } from '../../../kernels/random/stream.ts';
import { deadLeaves } from '../deadLeaves.ts';
import { crossFade, crossFadedViews } from './crossFaded.ts';
import { lookAt, movedScenes } from './movedScenes.ts';
import { takeOne } from './source.ts';
import { openViewFolders } from './viewFolders.ts';

const leaves = deadLeaves({ width: 32, height: 32, count: 40, seed: 5 });
const choice = { seed: 1, frame: 0, objects: 3, views: 2 };
const same = (a: Image, b: Image) => a.data.every((value, i) => value === b.data[i]);

/** Correlation of two pictures about the mean colour of each. */
function correlationOf(a: Image, b: Image): number {
  const centred = ({ data }: Image) => {
    const mean = [0, 1, 2].map(
      c => (3 * data.reduce((s, v, i) => s + (i % 3 === c ? v : 0), 0)) / data.length,
    );
    return data.map((value, i) => value - mean[i % 3]);
  };
  const [x, y] = [centred(a), centred(b)];
  const inner = (u: Float32Array, v: Float32Array) => u.reduce((sum, value, i) => sum + value * v[i], 0);
  return inner(x, y) / Math.sqrt(inner(x, x) * inner(y, y));
}

describe('takeOne', () => {
  it('takes each once, and says when nothing is left', () => {
    const taken = new Set<number>();
    const stream = randomStream('take');
    expect(Array.from({ length: 6 }, () => takeOne(stream, 6, taken)).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(() => takeOne(stream, 6, taken)).toThrow('all 6 are taken');
  });
});

describe('cross-faded views', () => {
  it('are the own picture at 0 and the shared one at 1', async () => {
    const [a, b] = await Promise.all([leaves.read(0), leaves.read(1)]);
    crossFade(a, b, 0).data.forEach((value, i) => {
      expect(value).toBeCloseTo(b.data[i], 6);
    });
    crossFade(a, b, 1).data.forEach((value, i) => {
      expect(value).toBeCloseTo(a.data[i], 6);
    });
  });

  it('correlate by ρ, as mean over objects, where a plain mixture would correlate by more', async () => {
    for (const correlation of [0.3, 0.7]) {
      const views = crossFadedViews(deadLeaves({ width: 32, height: 32, count: 1000, seed: 5 }), correlation);
      const pairs = await views.draw({ ...choice, objects: 100 });
      const values = pairs.map(([a, b]) => correlationOf(a, b));
      const mean = values.reduce((sum, value) => sum + value, 0) / 100;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 99);
      // Pictures differ in contrast and are cut off at 0 and 1, so ρ is the middle of what pairs have, not exactly its mean.
      expect(Math.abs(mean - correlation)).toBeLessThan(0.06 + (3.29 * deviation) / 10);
      const plain = correlation ** 2 / (correlation ** 2 + (1 - correlation) ** 2);
      expect(Math.abs(mean - plain)).toBeGreaterThan(0.06 + (3.29 * deviation) / 10);
    }
  });

  it('repeat themselves, and do not depend on how many objects come after', async () => {
    const views = crossFadedViews(leaves, 0.5);
    const many = await views.draw(choice);
    const few = await views.draw({ ...choice, objects: 1 });
    expect(few[0].every((picture, view) => same(picture, many[0][view]))).toBe(true);
    const other = await views.draw({ ...choice, frame: 1 });
    expect(same(other[0][0], many[0][0])).toBe(false);
    expect(same(many[0][0], many[0][1])).toBe(false);
  });

  it('refuse too few pictures, pictures of several sizes, and a wrong correlation', async () => {
    await expect(crossFadedViews(leaves, 0.5).draw({ ...choice, objects: 14 })).rejects.toThrow(
      'holds 40 pictures, one frame needs 42 different ones',
    );
    const mixed = { name: 'mixed', count: 9, read: async (i: number) => image(16 + (i % 2), 16) };
    await expect(crossFadedViews(mixed, 0.5).draw(choice)).rejects.toThrow(
      'mixed: pictures of one frame must have one size',
    );
    expect(() => crossFade(image(2, 2), image(2, 2), 1.5)).toThrow('a correlation of 1.5 is not in [0, 1]');
    expect(() => crossFade(image(2, 2), image(2, 3), 0.5)).toThrow('pictures of 2×2 and 2×3 pixels');
  });
});

describe('moved scenes', () => {
  const ramp = image(12, 12);
  for (let i = 0; i < ramp.data.length; i++) ramp.data[i] = (Math.floor(i / 3) % 12) / 12;
  const at = ({ data, width }: Image, x: number, y: number) => data[3 * (y * width + x)];

  it('are the middle of the scene, moved, or enlarged about the middle', () => {
    const still = lookAt(ramp, { width: 8, height: 8, shiftX: 0, scale: 1 });
    expect(at(still, 0, 3)).toBeCloseTo(2 / 12, 6);
    const moved = lookAt(ramp, { width: 8, height: 8, shiftX: 1.5, scale: 1 });
    expect(at(moved, 4, 3)).toBeCloseTo(4.5 / 12, 6);
    const larger = lookAt(ramp, { width: 8, height: 8, shiftX: 0, scale: 2 });
    expect(at(larger, 7, 3) - at(larger, 0, 3)).toBeCloseTo(3.5 / 12, 6);
    const beyond = lookAt(ramp, { width: 8, height: 8, shiftX: -30, scale: 1 });
    expect(at(beyond, 4, 3)).toBeCloseTo(11 / 12, 6);
  });

  it('are less alike the more they move', async () => {
    const options = { width: 32, height: 32, seed: 3, zoom: 1 };
    const mean = async (shiftPixels: number) => {
      const pairs = await movedScenes({ ...options, shiftPixels }).draw({ ...choice, objects: 12 });
      return pairs.reduce((sum, [a, b]) => sum + correlationOf(a, b), 0) / 12;
    };
    const [still, one, eight] = [await mean(0), await mean(1), await mean(8)];
    expect(still).toBeCloseTo(1, 6);
    expect(one).toBeLessThan(0.99);
    expect(eight).toBeLessThan(one - 0.1);
  });

  it('refuse what they cannot be', () => {
    expect(() => movedScenes({ width: 8, height: 32, seed: 1, shiftPixels: -1, zoom: 0.5 })).toThrow(
      'width: is 8, expected an integer ≥ 16\nshiftPixels: is -1, expected a number ≥ 0\nzoom: is 0.5, expected a number ≥ 1',
    );
  });
});

describe('folders of views', () => {
  let folder = '';
  /** Red tells the kind, green the object, blue the view. */
  const kinds = ['cup', 'dog', 'pear'];
  const objects = ['01', '02', '03'];
  const angles = ['000', '090', '180', '270'];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'semlink-views-'));
    for (const [r, kind] of kinds.entries())
      for (const [g, object] of objects.entries())
        for (const [b, angle] of angles.entries()) {
          const file = join(folder, kind, object, `066-${angle}.png`);
          mkdirSync(dirname(file), { recursive: true });
          const background = { r: 20 + 40 * r, g: 20 + 40 * g, b: 20 + 40 * b };
          const picture = sharp({ create: { width: 16, height: 16, channels: 3, background } });
          writeFileSync(file, await picture.png().toBuffer());
        }
    const lone = sharp({ create: { width: 16, height: 16, channels: 3, background: 'white' } });
    writeFileSync(join(folder, 'cup', '01', '090-000.png'), await lone.png().toBuffer());
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Kind, object and view, counted from 0. */
  const shows = ({ data }: Image) => [0, 1, 2].map(c => Math.round((255 * data[c] - 20) / 40));
  const options = { pairing: 'views', match: '066' } as const;

  it('give neighbouring views of different objects', async () => {
    const source = await openViewFolders(folder, options);
    expect(source.name).toBe(`${folder} (neighbouring views of an object 066…, 9 objects)`);
    for (let frame = 0; frame < 20; frame++) {
      const shown = (await source.draw({ ...choice, frame, objects: 5 })).map(views => views.map(shows));
      for (const [[kindA, objectA, viewA], [kindB, objectB, viewB]] of shown) {
        expect([kindB, objectB]).toEqual([kindA, objectA]);
        expect(viewB).toBe((viewA + 1) % 4);
      }
      expect(new Set(shown.map(([[kind, object]]) => `${kind} ${object}`)).size).toBe(5);
    }
  });

  it('give the same view of different objects of one kind', async () => {
    const source = await openViewFolders(folder, { ...options, pairing: 'objects' });
    for (let frame = 0; frame < 20; frame++) {
      const shown = (await source.draw({ ...choice, frame })).map(views => views.map(shows));
      for (const [[kindA, objectA, viewA], [kindB, objectB, viewB]] of shown) {
        expect([kindB, viewB]).toEqual([kindA, viewA]);
        expect(objectB).not.toBe(objectA);
      }
      expect(new Set(shown.map(([[kind]]) => kind)).size).toBe(3);
    }
  });

  it('say what is missing', async () => {
    const source = await openViewFolders(folder, options);
    await expect(source.draw({ ...choice, objects: 10 })).rejects.toThrow(
      'holds 9 objects, one frame needs 10 different ones',
    );
    await expect(source.draw({ ...choice, views: 5 })).rejects.toThrow(
      'holds 4 pictures that make a group, one frame needs 5 different ones',
    );
    await expect(openViewFolders(folder, { ...options, match: '090' })).rejects.toThrow(
      'has no folder with two pictures starting with "090"',
    );
    await expect(openViewFolders(join(folder, 'none'), options)).rejects.toThrow('none');
  });
});
