import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLeaves } from './deadLeaves.ts';
import { openImages } from './open.ts';

const procedural = { width: 16, height: 8, count: 3, seed: 5 };
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semlink-open-'));
});
afterAll(() => rm(dir, { recursive: true }));

const flat = sharp({ create: { width: 6, height: 5, channels: 3, background: '#336699' } });

describe('openImages', () => {
  it('makes dead leaves', async () => {
    const source = await openImages('procedural', { procedural });
    expect(source.count).toBe(3);
    expect(await source.read(2)).toEqual(await deadLeaves(procedural).read(2));
  });

  it('opens CIFAR-10 records', async () => {
    const file = join(dir, 'batch.BIN');
    await writeFile(file, Buffer.alloc(2 * 3073));
    const source = await openImages(file, { procedural });
    expect(source).toMatchObject({ name: `${file} (CIFAR-10, 2 pictures)`, count: 2 });
  });

  it('opens a single picture', async () => {
    const file = join(dir, 'one.PNG');
    await flat.clone().png().toFile(file);
    const source = await openImages(file, { procedural });
    expect(source).toMatchObject({ name: file, count: 1 });
    expect(await source.read(0)).toMatchObject({ width: 6, height: 5 });
  });

  it('opens a folder, whatever its name ends in', async () => {
    const folder = join(dir, 'photos.bin');
    await mkdir(folder);
    await flat.clone().png().toFile(join(folder, 'a.png'));
    expect(await openImages(folder, { procedural })).toMatchObject({ count: 1, skipped: 0 });
  });

  it.each(['', 'nowhere', 'nowhere.bin', 'nowhere.png', 'Procedural'])('refuses %j', async name => {
    const spec = name && join(dir, name);
    await expect(openImages(spec, { procedural })).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'input-missing',
      problems: [
        { path: spec, message: expect.stringContaining("expected 'procedural', a folder with pictures") },
      ],
    });
  });

  it('refuses a file that holds no pictures', async () => {
    const file = join(dir, 'notes.txt');
    await writeFile(file, 'text');
    await expect(openImages(file, { procedural })).rejects.toMatchObject({
      code: 'images-unknown',
      problems: [{ path: file }],
    });
  });

  it('passes on what the sources refuse', async () => {
    await expect(openImages('procedural', { procedural: { ...procedural, count: 0 } })).rejects.toMatchObject(
      {
        name: 'ConfigError',
        problems: [{ path: 'count', message: 'is 0, expected an integer ≥ 1' }],
      },
    );
  });
});
