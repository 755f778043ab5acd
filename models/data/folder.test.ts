import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolder } from './folder.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'semlink-folder-'));
});
afterAll(() => rm(root, { recursive: true }));

/** A folder whose pictures are flat grey, 8 wide and 4 high, with the given level; strings are written as text. */
async function folderOf(name: string, files: Record<string, number | string>): Promise<string> {
  const dir = join(root, name);
  await mkdir(dir);
  for (const [path, content] of Object.entries(files)) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    if (typeof content === 'string') await writeFile(file, content);
    else {
      const flat = {
        width: 8,
        height: 4,
        channels: 3,
        background: { r: content, g: content, b: content },
      } as const;
      await sharp({ create: flat }).toFile(file);
    }
  }
  return dir;
}

describe('openFolder', () => {
  it('lists pictures at any depth by code units and counts the rest', async () => {
    const dir = await folderOf('mixed', {
      'b.png': 10,
      'B.jpeg': 20,
      'a/z.webp': 30,
      'a.png': 40,
      'é.tiff': 50,
      'deep/er/x.gif': 60,
      'notes.txt': 'about the pictures',
      'a/labels.csv': '1,2',
      '.hidden.png': 'left behind by a file manager',
      '.thumbnails/b.png': 'no picture either',
    });
    const source = await openFolder(dir);
    expect(source.paths).toEqual(['B.jpeg', 'a.png', 'a/z.webp', 'b.png', 'deep/er/x.gif', 'é.tiff']);
    expect(source.skipped).toBe(2);
    expect(source.count).toBe(6);
    expect(source.name).toBe(`${dir} (folder, 6 pictures)`);

    const levels = [20, 40, 30, 10, 60, 50];
    for (const [i, level] of levels.entries()) {
      const picture = await source.read(i);
      expect([picture.width, picture.height]).toEqual([8, 4]);
      for (const value of picture.data) expect(Math.abs(255 * value - level)).toBeLessThan(1.01);
    }
  });

  it('reads endings in any case and follows links to files', async () => {
    const dir = await folderOf('loud', { 'SHOUT.PNG': 100 });
    await symlink(join(dir, 'SHOUT.PNG'), join(dir, 'whisper.png'));
    const source = await openFolder(dir);
    expect(source.paths).toEqual(['SHOUT.PNG', 'whisper.png']);
    expect(await source.read(1)).toEqual(await source.read(0));
  });

  it.each([0, 150, 2 ** 20])('reads the same with a cache of %i bytes', async cacheBytes => {
    const dir = await folderOf(`cached${cacheBytes}`, { 'a.png': 1, 'b.png': 2, 'c.png': 3 });
    const source = await openFolder(dir, { cacheBytes });
    for (const i of [0, 1, 2, 2, 1, 0, 0, 2])
      expect((await source.read(i)).data[5]).toBe(Math.fround((i + 1) / 255));
  });

  it('serves a known picture from memory', async () => {
    const dir = await folderOf('kept', { 'a.png': 7 });
    const kept = await openFolder(dir);
    const forgotten = await openFolder(dir, { cacheBytes: 0 });
    for (const source of [kept, forgotten]) await source.read(0);
    await rm(join(dir, 'a.png'));
    expect((await kept.read(0)).data[0]).toBe(Math.fround(7 / 255));
    await expect(forgotten.read(0)).rejects.toMatchObject({ name: 'ConfigError', code: 'input-missing' });
  });

  it('refuses a folder without pictures and says what is read', async () => {
    const dir = await folderOf('empty', { 'notes.txt': 'none', 'sub/data.csv': '1' });
    await expect(openFolder(dir)).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'folder-empty',
      problems: [
        {
          path: dir,
          message: expect.stringContaining('(2 other files), expected files ending in .png, .jpg'),
        },
      ],
    });
  });

  it('refuses a missing folder and a file in its place', async () => {
    const missing = join(root, 'nowhere');
    await expect(openFolder(missing)).rejects.toMatchObject({
      code: 'input-missing',
      problems: [{ path: missing }],
    });
    const file = join(await folderOf('plain', { 'a.png': 1 }), 'a.png');
    await expect(openFolder(file)).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'input-not-a-folder',
      problems: [{ path: file, message: 'is a file, expected a folder with pictures' }],
    });
    await expect(openFolder(join(file, 'below'))).rejects.toMatchObject({ code: 'input-missing' });
  });

  it('lists every file that is named like a picture and is none', async () => {
    const dir = await folderOf('broken', { 'a.png': 1, 'b.png': 'text', 'c.jpg': 'text', 'd.txt': 'text' });
    await symlink(join(dir, 'gone.png'), join(dir, 'e.webp'));
    await expect(openFolder(dir)).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'picture-invalid',
      problems: ['b.png', 'c.jpg', 'e.webp'].map(name => ({ path: join(dir, name) })),
    });
  });

  it.each([-1, Number.NaN])('refuses a cache of %s bytes', async cacheBytes => {
    const dir = await folderOf(`cache${cacheBytes}`, { 'a.png': 1 });
    await expect(openFolder(dir, { cacheBytes })).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'cache-bytes',
    });
  });
});
