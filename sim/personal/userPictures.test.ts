import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Image } from '../../kernels/image.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { openUserPictures } from './userPictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'semlink-users-'));
afterAll(() => rmSync(folder, { recursive: true }));

const open = (users: number, sources?: string[], seed = 1) =>
  openUserPictures({ users, images: { width: 32, height: 32, ...(sources && { sources }) } }, seed);
const textOf = ({ data }: Image) =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
const all = (source: ImageSource, count = source.count) =>
  Promise.all(Array.from({ length: count }, async (_, i) => textOf(await source.read(i))));

/** Mean of red minus mean of blue. */
async function warmth(source: ImageSource): Promise<number> {
  let sum = 0;
  for (let i = 0; i < 30; i++) {
    const { data } = await source.read(i);
    for (let p = 0; p < data.length; p += 3) sum += (data[p] - data[p + 2]) / (data.length / 3);
  }
  return sum / 30;
}

/** A CIFAR-10 file whose records are all different: label, then bytes that count. */
function cifar(name: string, labels: readonly number[]): string {
  const records = labels.map((label, i) => Buffer.concat([Buffer.from([label]), Buffer.alloc(3072, i)]));
  writeFileSync(join(folder, name), Buffer.concat(records));
  return join(folder, name);
}

describe('openUserPictures', () => {
  beforeAll(async () => {
    for (const name of ['one', 'two', 'few']) {
      mkdirSync(join(folder, name));
      for (let i = 0; i < (name === 'few' ? 9 : 25); i++) {
        const background = { r: 10 * i, g: name === 'one' ? 0 : 200, b: 0 };
        const picture = sharp({ create: { width: 32, height: 32, channels: 3, background } });
        const file = join(folder, name, `${String(i).padStart(2, '0')}.png`);
        writeFileSync(file, await picture.png().toBuffer());
      }
    }
  });

  it('gives users leaves of their own colours, and other places for the same index', async () => {
    const users = await open(4);
    const warm = await Promise.all(users.map(({ tested }) => warmth(tested)));
    // Hues 30° and 305° are warm, 168° and 83° are not as warm: no two of the users are alike.
    const sorted = [...warm].sort((a, b) => a - b);
    expect(sorted.at(-1)! - sorted[0]).toBeGreaterThan(0.1);
    expect(new Set(users.map(({ content }) => content)).size).toBe(4);
    const pictures = await Promise.all(users.map(({ tested }) => all(tested, 1)));
    expect(new Set(pictures.flat()).size).toBe(4);
  });

  it('never tests on what it trains on', async () => {
    const sources = ['one', 'two'].map(name => join(folder, name));
    for (const users of [
      await open(2),
      await open(2, sources),
      await open(2, [cifar('classes.bin', ZEROS_AND_ONES)]),
    ])
      for (const { training, tested } of users) {
        const trained = new Set(await all(training, Math.min(50, training.count)));
        const sent = await all(tested, Math.min(50, tested.count));
        expect(sent.filter(picture => trained.has(picture))).toEqual([]);
      }
  });

  it('keeps the last fifth of a source to send', async () => {
    const [one, two] = await open(2, [join(folder, 'one'), join(folder, 'two')]);
    expect([one.training.count, one.tested.count]).toEqual([20, 5]);
    expect((await one.tested.read(0)).data[0]).toBeCloseTo(200 / 255, 6);
    expect((await two.training.read(19)).data.slice(0, 2)).toEqual(Float32Array.from([190 / 255, 200 / 255]));
  });

  it('gives each user a class of one CIFAR-10 file', async () => {
    const users = await open(2, [cifar('two-classes.bin', ZEROS_AND_ONES)]);
    expect(users.map(({ training, tested }) => [training.count, tested.count])).toEqual([
      [16, 4],
      [16, 4],
    ]);
    // Record i of class i mod 2 has the value i.
    const values = await Promise.all(
      [0, 1].map(async i => Math.round(255 * (await users[1].tested.read(i)).data[0])),
    );
    expect(values).toEqual([33, 35]);
  });

  it('says what a source lacks', async () => {
    await expect(open(2, [join(folder, 'one')])).rejects.toThrow(
      /images.sources: one path for 2 users is a CIFAR-10 file \(.bin\), of which each user sends a class, got ".*one"/,
    );
    await expect(open(2, [join(folder, 'one'), join(folder, 'few')])).rejects.toThrow(
      'few (folder, 9 pictures): holds 9 pictures of a user, expected at least 10',
    );
    await expect(open(3, [cifar('short.bin', ZEROS_AND_ONES)])).rejects.toThrow(
      'class 2: holds 0 pictures of a user',
    );
  });
});

const ZEROS_AND_ONES = Array.from({ length: 40 }, (_, i) => i % 2);
