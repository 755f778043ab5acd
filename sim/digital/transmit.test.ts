import { describe, expect, it } from 'vitest';
import { QPSK_HALF } from '../../channels/digital/fixture.ts';
import { type Image, image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { psnr } from '../metrics/psnr.ts';
import { capacityBits, type DigitalSettings, transmitDigitally } from './transmit.ts';

const picture = await deadLeaves({ width: 64, height: 48, count: 1, seed: 1 }).read(0);
const packet = QPSK_HALF;
const grey = (width: number, height: number) =>
  image(width, height, new Float32Array(3 * width * height).fill(0.5));
const settings: DigitalSettings = {
  source: { codec: 'webp', headers: 'counted', downscale: 1 },
  packet,
  uses: 3000,
  snrDb: 4,
  fallback: grey(64, 48),
  streamName: ['transmit', 1],
};
const send = (changes: Partial<DigitalSettings> = {}, sent: Image = picture) =>
  transmitDigitally(sent, { ...settings, ...changes });

describe('transmitDigitally', () => {
  it('brings a picture through at 4 dB and none at −2 dB', async () => {
    const good = await send();
    expect(good.failed).toBe(false);
    expect(psnr(picture, good.picture)).toBeGreaterThan(25);
    expect(good.bits).toBeLessThan(capacityBits(3000, 4));
    const bad = await send({ snrDb: -2 });
    expect(bad).toEqual({ picture: settings.fallback, failed: 'channel', uses: 3000, bits: good.bits });
  });

  it('is a cliff: above it more SNR changes nothing', async () => {
    const [a, b] = await Promise.all([send({ snrDb: 5 }), send({ snrDb: 25 })]);
    expect(a.picture.data).toEqual(b.picture.data);
  });

  it('gives the same for the same names, another noise for another name', async () => {
    const inWaterfall = { snrDb: 1.1, uses: 1944 };
    const outcomes = async () =>
      Promise.all(Array.from({ length: 12 }, (_, i) => send({ ...inWaterfall, streamName: ['w', i] })));
    const first = (await outcomes()).map(({ failed }) => failed);
    expect((await outcomes()).map(({ failed }) => failed)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([false, 'channel']));
  });

  it('shows the fallback when nothing fits', async () => {
    for (const uses of [20, 340, 400]) {
      const nothing = await send({ uses });
      expect(nothing).toEqual({ picture: settings.fallback, failed: 'budget', uses, bits: 0 });
    }
  });

  it('carries pictures with a side of one pixel', async () => {
    for (const [width, height] of [
      [1, 1],
      [1, 90],
      [90, 1],
    ]) {
      const line = grey(width, height);
      line.data.fill(0.25);
      const { failed, picture: shown } = await send({ fallback: grey(width, height) }, line);
      expect(failed).toBe(false);
      expect(psnr(line, shown)).toBeGreaterThan(30);
    }
  });

  it('refuses a fallback of another size and an SNR that is none', async () => {
    expect(() => send({ fallback: grey(10, 10) })).toThrow('a 10×10 fallback for a 48×64 picture');
    await expect(send({ snrDb: Number.NaN })).rejects.toThrow('needs a finite SNR');
  });
});

describe('capacityBits', () => {
  it.each([
    [512, 0, 512],
    [512, 5, 1053],
    [512, 10, 1771],
    [512, 15, 2574],
    [512, 20, 3409],
  ])('%d uses at %d dB carry %d bits', (uses, snrDb, bits) => {
    expect(capacityBits(uses, snrDb)).toBe(bits);
  });
});
