import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPicture, decodePicture, toImage } from './decode.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semlink-decode-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function written(name: string, content: Buffer | string): Promise<string> {
  const file = join(dir, name);
  await writeFile(file, content);
  return file;
}

/** A picture in memory, 4 wide and 2 high, of 8-bit or 16-bit values. */
function raw(values: Uint8Array | Uint16Array, channels: 1 | 2 | 3 | 4) {
  return sharp(values, { raw: { width: 4, height: 2, channels } });
}

const colours = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
const triple = (values: number[]) => values.flatMap(v => [v, v, v]);

describe('decodePicture', () => {
  it.each([
    ['png', {}],
    ['webp', { lossless: true }],
    ['tiff', { compression: 'lzw' }],
    ['gif', {}],
    ['avif', { lossless: true }],
  ] as const)('reads %s exactly', async (format, options) => {
    const encoded = await raw(colours, 3).toFormat(format, options).toBuffer();
    const decoded = await decodePicture(await written(`exact.${format}`, encoded));
    expect(decoded).toEqual({ width: 4, height: 2, bytes: Buffer.from(colours) });
  });

  it('makes grey pictures coloured', async () => {
    const grey = Uint8Array.from({ length: 8 }, (_, i) => 30 * i);
    const png = await raw(grey, 1).toColourspace('b-w').png().toBuffer();
    expect((await sharp(png).metadata()).channels).toBe(1);
    const { bytes } = await decodePicture(await written('grey.png', png));
    expect([...bytes]).toEqual(triple([...grey]));
  });

  it('keeps the upper 8 of 16 bits, in colour and in grey', async () => {
    const colour = Uint16Array.from({ length: 24 }, (_, i) => (i === 23 ? 65535 : 2700 * i));
    const png = await raw(colour, 3).toColourspace('rgb16').png().toBuffer();
    expect((await sharp(png).metadata()).depth).toBe('ushort');
    const decoded = await decodePicture(await written('deep.png', png));
    expect([...decoded.bytes]).toEqual([...colour].map(v => v >> 8));

    const grey = colour.subarray(16);
    const greyPng = await raw(grey, 1).toColourspace('grey16').png().toBuffer();
    expect(await sharp(greyPng).metadata()).toMatchObject({ depth: 'ushort', channels: 1 });
    const decodedGrey = await decodePicture(await written('deepGrey.png', greyPng));
    expect([...decodedGrey.bytes]).toEqual(triple([...grey].map(v => v >> 8)));
  });

  it('lays transparent pictures on white', async () => {
    const alpha = [0, 255, 51, 204, 0, 255, 51, 204];
    const rgba = Uint8Array.from(alpha.flatMap(a => [100, 100, 100, a]));
    const { bytes } = await decodePicture(await written('rgba.png', await raw(rgba, 4).png().toBuffer()));
    const expected = triple(alpha.map(a => (100 * a + 255 * (255 - a)) / 255));
    for (const [i, byte] of bytes.entries()) expect(Math.abs(byte - expected[i])).toBeLessThanOrEqual(1);
    expect(bytes.length).toBe(24);
  });

  it('turns a photograph upright', async () => {
    // Orientation 6: the stored picture must be turned by 90° clockwise, so its lower left corner comes first.
    const stored = Uint8Array.from(triple([10, 60, 110, 160, 40, 90, 140, 190]));
    const jpeg = await raw(stored, 3).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
    const upright = await decodePicture(await written('turned.jpg', jpeg));
    expect([upright.width, upright.height]).toEqual([2, 4]);
    const expected = triple([40, 10, 90, 60, 140, 110, 190, 160]);
    for (const [i, byte] of upright.bytes.entries())
      expect(Math.abs(byte - expected[i])).toBeLessThanOrEqual(3);
  });

  it('converts CMYK and colour profiles to sRGB', async () => {
    const flat = Uint8Array.from({ length: 24 }, (_, i) => [150, 110, 100][i % 3]);
    const cmyk = await raw(flat, 3).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const p3 = await raw(flat, 3).withIccProfile('p3').png().toBuffer();
    expect((await sharp(p3).metadata()).hasProfile).toBe(true);
    for (const [name, content, tolerance] of [
      ['print.jpg', cmyk, 12],
      ['wide.png', p3, 2],
    ] as const) {
      const { bytes } = await decodePicture(await written(name, content));
      for (const [i, byte] of bytes.entries())
        expect(Math.abs(byte - flat[i])).toBeLessThanOrEqual(tolerance);
    }
  });

  it('reads the first frame of an animation', async () => {
    const frames = Uint8Array.from({ length: 2 * 24 }, (_, i) => (i < 24 ? 200 : 30));
    const pages = sharp(frames, { raw: { width: 4, height: 4, channels: 3, pageHeight: 2 } });
    const gif = await pages.gif({ delay: [100, 100] }).toBuffer();
    expect((await sharp(gif).metadata()).pages).toBe(2);
    const first = await decodePicture(await written('moving.gif', gif));
    expect(first).toEqual({ width: 4, height: 2, bytes: Buffer.alloc(24, 200) });
  });

  it('trusts the content, not the ending', async () => {
    const file = await written('really-png.jpg', await raw(colours, 3).png().toBuffer());
    expect((await decodePicture(file)).bytes).toEqual(Buffer.from(colours));
  });

  it.each([
    ['text', 'text.png', 'Dear reader, I am no picture.'],
    ['nothing', 'empty.png', ''],
    ['a drawing', 'drawing.png', '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'],
  ])('refuses %s and names the file', async (_, name, content) => {
    const file = await written(name, content);
    const refusal = {
      name: 'ConfigError',
      code: 'picture-invalid',
      problems: [{ path: file, message: expect.stringContaining('expected a picture in PNG, JPEG') }],
    };
    await expect(decodePicture(file)).rejects.toMatchObject(refusal);
    await expect(checkPicture(file)).rejects.toMatchObject(refusal);
  });

  it.each(['png', 'jpeg', 'webp'] as const)('refuses a %s that is cut off', async format => {
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * i * 7 + i * 13) % 256);
    const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .toFormat(format)
      .toBuffer();
    const file = await written(`cut.${format}`, whole.subarray(0, whole.length / 2));
    await expect(decodePicture(file)).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [{ path: file }],
    });
  });
});

describe('toImage', () => {
  it('scales code values to [0, 1]', () => {
    const picture = toImage({ width: 1, height: 2, bytes: Uint8Array.of(0, 51, 102, 153, 204, 255) });
    expect(picture).toEqual({ width: 1, height: 2, data: Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1) });
  });
});
