import { describe, expect, it } from 'vitest';
import { type Image, image } from '../../../kernels/image.ts';
import { randomStream } from '../../../kernels/random/stream.ts';
import { fillUniform } from '../../../kernels/random/uniform.ts';
import { decodePixels, encodePixels, SOURCE_CODECS, type SourceCodec } from './codec.ts';
import { joinFile, splitFile } from './container.ts';
import { fromPixels, toPixels } from './pixels.ts';
import { type SourceSettings, sourceCoder, sourceCoders } from './rate.ts';

/** Two slopes, a bright disc and a little noise. */
function scene(width: number, height: number): Image {
  const picture = image(
    width,
    height,
    fillUniform(randomStream('scene'), new Float32Array(width * height * 3)),
  );
  picture.data.forEach((noise, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const disc = (x - width / 2) ** 2 + (y - height / 3) ** 2 < (width / 5) ** 2 ? 0.3 : 0;
    picture.data[i] = 0.1 + (0.4 * x) / width + ((0.1 * y) / height) * (i % 3) + disc + 0.06 * noise;
  });
  return picture;
}

const flat = (width: number, height: number) =>
  image(width, height, new Float32Array(width * height * 3).fill(0.5));
const squaredError = (a: Image, b: Image) =>
  a.data.reduce((sum, x, i) => sum + (x - b.data[i]) ** 2, 0) / a.data.length;
const settings: SourceSettings = { codec: 'webp', headers: 'counted', downscale: 1 };
const picture = scene(48, 40);

describe.each(SOURCE_CODECS)('%s', codec => {
  it('gets closer to the picture, and longer, with quality', async () => {
    const files = await Promise.all(
      [5, 50, 95].map(quality => encodePixels(toPixels(picture), codec, quality)),
    );
    const errors = await Promise.all(
      files.map(async file => squaredError(picture, fromPixels(await decodePixels(file)))),
    );
    expect(files[0].length).toBeLessThan(files[1].length);
    expect(files[1].length).toBeLessThan(files[2].length);
    expect(errors[0]).toBeGreaterThan(errors[1]);
    expect(errors[1]).toBeGreaterThan(errors[2]);
    expect(errors[2]).toBeLessThan(1e-3);
  });

  it.each([
    [1, 1],
    [1, 37],
    [300, 1],
  ])('codes a %d×%d picture', async (width, height) => {
    const coded = await sourceCoder(scene(width, height), { ...settings, codec }).within(1e5);
    const decoded = await coded?.decode();
    expect([decoded?.width, decoded?.height]).toEqual([width, height]);
  });

  it('is header, body and trailer, the header of nearly constant length', async () => {
    for (const source of [picture, flat(48, 40), flat(1, 1)]) {
      const file = await encodePixels(toPixels(source), codec, 60);
      const parts = splitFile(file, codec);
      expect(joinFile(parts)).toEqual(Uint8Array.from(file));
      expect(parts.body.length).toBeGreaterThan(0);
      const [least, most] = { jpeg: [250, 700], webp: [30, 30], avif: [200, 300] }[codec];
      expect(parts.header.length).toBeGreaterThanOrEqual(least);
      expect(parts.header.length).toBeLessThanOrEqual(most);
      expect(parts.trailer.length).toBe(codec === 'jpeg' ? 2 : codec === 'webp' ? parts.body.length % 2 : 0);
    }
  });

  it.each(['counted', 'free'] as const)('takes the highest quality that fits, headers %s', async headers => {
    const coder = sourceCoder(picture, { ...settings, codec, headers });
    for (const budget of [400, 600, 900]) {
      const coded = await coder.within(budget);
      expect(coded?.bytes.length).toBeLessThanOrEqual(budget);
      const file = await encodePixels(toPixels(picture), codec, (coded?.quality ?? 0) + 1);
      const sent = headers === 'free' ? splitFile(file, codec).body : file;
      expect(sent.length).toBeGreaterThan(budget);
    }
  });

  it('gives up below its smallest file', async () => {
    expect(await sourceCoder(picture, { ...settings, codec }).within(20)).toBeUndefined();
  });
});

describe('sourceCoder', () => {
  it('shows what was sent: free headers change the price, not the picture', async () => {
    const counted = await sourceCoder(picture, settings).within(700);
    const free = await sourceCoder(picture, { ...settings, headers: 'free' }).within(700 - 30);
    expect(free?.quality).toBe(counted?.quality);
    expect((await free?.decode())?.data).toEqual((await counted?.decode())?.data);
  });

  it('shares files among coders that count differently, and gives what each gives alone', async () => {
    const coders = sourceCoders(picture, settings);
    const counted = await coders('counted').within(700);
    const free = await coders('free').within(700 - 30);
    expect(await free?.decode()).toBe(await counted?.decode());
    for (const [headers, coded] of Object.entries({ counted, free })) {
      const alone = await sourceCoder(picture, { ...settings, headers: headers as 'free' }).within(
        headers === 'free' ? 670 : 700,
      );
      expect([coded?.quality, coded?.bytes]).toEqual([alone?.quality, alone?.bytes]);
    }
  });

  it('fits a smaller budget when the picture is made smaller', async () => {
    const budget = 90;
    expect(await sourceCoder(picture, settings).within(budget)).toBeUndefined();
    const coded = await sourceCoder(picture, { ...settings, downscale: 4 }).within(budget);
    const decoded = await coded?.decode();
    expect([decoded?.width, decoded?.height]).toEqual([48, 40]);
    expect(squaredError(picture, decoded ?? picture)).toBeLessThan(0.02);
    expect(() => sourceCoder(picture, { ...settings, downscale: 0 })).toThrow(
      'downscale: 0 is not a whole number',
    );
  });

  it('refuses a codec that it does not have, and damaged files', async () => {
    const other = { ...settings, codec: 'bpg' as SourceCodec };
    await expect(sourceCoder(picture, other).within(1000)).rejects.toThrow(
      "codec: no 'bpg', expected one of jpeg, webp, avif",
    );
    await expect(decodePixels(new Uint8Array(40))).rejects.toThrow('a received picture cannot be decoded');
    expect(() => splitFile(new Uint8Array(40), 'avif')).toThrow('AVIF without media data');
  });

  it('says which codec refuses a picture that is too large for it', async () => {
    await expect(sourceCoder(flat(16_400, 1), settings).within(1e6)).rejects.toThrow(
      'webp cannot encode a 1×16400 picture',
    );
  });
});
