import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCifar } from './cifar.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semlink-cifar-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** Records with label 9 − i and red = row, green = column, blue = 200 + i, so that every index has its own value. */
function records(count: number): Buffer {
  const bytes = Buffer.alloc(count * 3073);
  for (let i = 0; i < count; i++) {
    bytes[i * 3073] = 9 - i;
    for (let p = 0; p < 1024; p++) {
      bytes[i * 3073 + 1 + p] = Math.floor(p / 32);
      bytes[i * 3073 + 1025 + p] = p % 32;
      bytes[i * 3073 + 2049 + p] = 200 + i;
    }
  }
  return bytes;
}

async function written(name: string, bytes: Buffer): Promise<string> {
  const file = join(dir, name);
  await writeFile(file, bytes);
  return file;
}

describe('openCifar', () => {
  it('turns planes into interleaved pictures', async () => {
    const source = await openCifar(await written('three.bin', records(3)));
    expect(source.count).toBe(3);
    expect([0, 1, 2].map(i => source.label(i))).toEqual([9, 8, 7]);

    const picture = await source.read(2);
    expect([picture.width, picture.height]).toEqual([32, 32]);
    const expected = Float32Array.from({ length: 3072 }, (_, k) => {
      const p = Math.floor(k / 3);
      return [Math.floor(p / 32), p % 32, 202][k % 3] / 255;
    });
    expect(picture.data).toEqual(expected);
  });

  it.each([-1, 2, 0.5, Number.NaN])('refuses index %s', async index => {
    const source = await openCifar(await written('two.bin', records(2)));
    await expect(source.read(index)).rejects.toMatchObject({ name: 'NumericError', code: 'image-index' });
    expect(() => source.label(index)).toThrow('expected an integer from 0 to 1');
  });

  it.each([0, 3072, 3074])('refuses a file of %i bytes', async size => {
    const file = await written('odd.bin', Buffer.alloc(size));
    await expect(openCifar(file)).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'cifar-size',
      problems: [{ path: file, message: expect.stringContaining(`is ${size} bytes long, expected`) }],
    });
    await expect(openCifar(file)).rejects.toThrow('3073');
  });

  it('refuses a label that CIFAR-10 does not have', async () => {
    const bytes = records(2);
    bytes[3073] = 10;
    const file = await written('label.bin', bytes);
    await expect(openCifar(file)).rejects.toMatchObject({ name: 'ConfigError', code: 'cifar-label' });
    await expect(openCifar(file)).rejects.toThrow('record 1 has label 10');
  });

  it('names a file that is missing and a folder in place of a file', async () => {
    const missing = join(dir, 'nowhere.bin');
    await expect(openCifar(missing)).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'input-missing',
      problems: [{ path: missing }],
    });
    await expect(openCifar(dir)).rejects.toMatchObject({ name: 'ConfigError', code: 'input-not-a-file' });
  });
});
