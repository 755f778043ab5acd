import { describe, expect, it } from 'vitest';
import { type Image, image } from '../../kernels/image.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { deblock, edgeScale } from './deblock.ts';
import { LATENT_CHANNELS } from './latent.ts';

const painted = (
  width: number,
  height: number,
  value: (x: number, y: number, colour: number) => number,
): Image => {
  const picture = image(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) picture.data[(y * width + x) * 3 + c] = value(x, y, c);
  return picture;
};
const deblocked = (picture: Image, tau: number): Image => {
  const copy = image(picture.width, picture.height, picture.data.slice());
  deblock(copy, tau);
  return copy;
};
const mean = ({ data }: Image) => data.reduce((sum, value) => sum + value, 0) / data.length;
const row = ({ width, data }: Image, y: number) =>
  Array.from({ length: width }, (_, x) => data[(y * width + x) * 3]);

describe('the deblocking filter', () => {
  it('turns a small step at a window’s border into a ramp of eight pixels on both sides, by its formula', () => {
    const step = 0.02;
    const tau = 0.1;
    const filtered = deblocked(
      painted(64, 64, x => (x < 32 ? 0.5 : 0.5 + step)),
      tau,
    );
    const half = (step * Math.exp(-((step / tau) ** 2))) / 2;
    const line = row(filtered, 20);
    // At x = 24 and x = 40 the next patch borders are; their own slopes are below what this can see.
    for (let k = 0; k < 4; k++) {
      expect(line[32 + k]).toBeCloseTo(0.5 + step - half * (1 - k / 8), 3);
      expect(line[31 - k]).toBeCloseTo(0.5 + half * (1 - k / 8), 3);
    }
    expect(line.slice(0, 16)).toEqual(new Array(16).fill(0.5));
    expect(mean(filtered)).toBeCloseTo(0.5 + step / 2, 6);
  });

  it('moves two pixels by half of the step at the border of a patch, also in a picture of one window', () => {
    const [step, tau] = [0.02, 0.1];
    const half = (0.5 * step * Math.exp(-((step / tau) ** 2))) / 2;
    for (const width of [32, 64]) {
      const line = row(
        deblocked(
          painted(width, 32, x => (x < 12 ? 0.5 : 0.5 + step)),
          tau,
        ),
        9,
      );
      const wanted = [0.5, 0.5 + half / 2, 0.5 + half, 0.5 + step - half, 0.5 + step - half / 2, 0.5 + step];
      for (const [i, value] of wanted.entries()) expect(line[9 + i]).toBeCloseTo(value, 6);
    }
  });

  it('leaves alone what belongs to the picture: edges far above τ, slopes, and everything where there is no noise', () => {
    const edge = painted(64, 64, x => (x < 32 ? 0.2 : 0.8));
    expect(deblocked(edge, 0.05).data).toEqual(edge.data);
    const slope = painted(64, 64, (x, y) => 0.1 + 0.005 * x + 0.004 * y);
    const filtered = deblocked(slope, 0.2).data;
    for (const [i, value] of filtered.entries()) expect(Math.abs(value - slope.data[i])).toBeLessThan(1e-6);
    const blocks = painted(64, 64, x => 0.4 + 0.02 * (x >> 5));
    expect(deblocked(blocks, 0).data).toEqual(blocks.data);
  });

  it('knows no direction, and no colour from another', () => {
    const noise = fillNormal(randomStream('deblock', 'test'), new Float32Array(72 * 40 * 3));
    const value = (x: number, y: number, c: number) => 0.5 + 0.02 * noise[(y * 72 + x) * 3 + c];
    const tall = deblocked(
      painted(40, 72, (x, y, c) => value(y, x, c)),
      0.05,
    );
    const wide = deblocked(
      painted(72, 40, (x, y, c) => value(x, y, c)),
      0.05,
    );
    // Columns come first, so a turned picture differs where borders cross, by terms of second order.
    let [turned, all] = [0, 0];
    for (let y = 0; y < 40; y++)
      for (let x = 0; x < 72; x++) {
        turned += (tall.data[(x * 40 + y) * 3] - wide.data[(y * 72 + x) * 3]) ** 2;
        all += (wide.data[(y * 72 + x) * 3] - value(x, y, 0)) ** 2;
      }
    expect(turned / all).toBeLessThan(0.03);
    const grey = deblocked(
      painted(72, 40, (x, y) => value(x, y, 1)),
      0.05,
    );
    wide.data.forEach((v, i) => {
      if (i % 3 === 1) expect(v).toBe(grey.data[i]);
    });
  });

  it('keeps pictures of any size whole and within [0, 1]', () => {
    for (const [width, height] of [
      [1, 1],
      [5, 3],
      [33, 50],
      [100, 17],
    ]) {
      const picture = painted(width, height, (x, y) => ((x >> 2) + (y >> 2)) % 2);
      const { data } = deblocked(picture, 5);
      expect(data.every(value => value >= 0 && value <= 1)).toBe(true);
    }
  });
});

describe('the scale of block edges', () => {
  const shares = (sent: number, share: number) => ({
    rows: 2,
    cols: 3,
    channels: sent,
    width: 12,
    height: 8,
    mean: new Float32Array(6 * sent),
    errorShare: new Float32Array(6 * sent).fill(share),
  });

  it('is 0.05·v^0.6 where everything is sent, up to v = 10', () => {
    expect(edgeScale(shares(LATENT_CHANNELS, 0.5))).toBeCloseTo(0.05, 6);
    expect(edgeScale(shares(LATENT_CHANNELS, 1 / 11))).toBeCloseTo(0.05 * 0.1 ** 0.6, 6);
    expect(edgeScale(shares(LATENT_CHANNELS, 1))).toBeCloseTo(0.05 * 10 ** 0.6, 6);
    expect(edgeScale(shares(LATENT_CHANNELS, 0))).toBe(0);
  });

  it('goes by what was received, whatever a denoiser made of it', () => {
    const receivedShare = shares(LATENT_CHANNELS, 0.5).errorShare;
    const denoised = { ...shares(LATENT_CHANNELS, 0.1), receivedShare };
    expect(edgeScale(denoised)).toBeCloseTo(0.05, 6);
  });

  it('counts entries that were not sent by the bits that they do not tell', () => {
    const half = edgeScale(shares(LATENT_CHANNELS / 2, 0.25));
    expect(half).toBeCloseTo(edgeScale(shares(LATENT_CHANNELS, 0.5)), 6);
  });
});
