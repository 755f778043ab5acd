import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Image, image } from '../../kernels/image.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { deadLeaves } from '../data/deadLeaves.ts';
import { openSession } from '../runtime/session.ts';
import { loadCodec, loadDenoiser, SHIPPED_MODELS } from '../weights/load.ts';
import { type Codec, type Denoiser, keepChannels } from './codec.ts';
import type { Latent, LatentEstimate } from './latent.ts';
import { neuralCodec } from './neuralCodec.ts';

let codec: Codec;
let denoiser: Denoiser;
beforeAll(async () => {
  codec = (await loadCodec({ device: 'cpu' })).model;
  denoiser = (await loadDenoiser({ device: 'cpu' })).model;
});

const picture = (width: number, height: number) => deadLeaves({ width, height, count: 1, seed: 5 }).read(0);

/** What a receiver knows after noise of variance `noiseVar` per real entry. */
function noisy(latent: Latent, noiseVar: number, name: string): LatentEstimate {
  const noise = fillNormal(randomStream('codec-test', name), new Float32Array(latent.values.length));
  return {
    ...latent,
    mean: latent.values.map((z, i) => (z + Math.sqrt(noiseVar) * noise[i]) / (1 + noiseVar)),
    errorShare: new Float32Array(latent.values.length).fill(noiseVar / (1 + noiseVar)),
  };
}

function squaredError(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length;
}

/** Mean step between the columns on both sides of a place. */
function stepAcross({ width, height, data }: Image, place: number): number {
  const steps = Array.from({ length: height * 3 }, (_, i) => {
    const right = (Math.floor(i / 3) * width + place) * 3 + (i % 3);
    return Math.abs(data[right] - data[right - 3]);
  });
  return average(steps);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('keepChannels', () => {
  it('scales what is kept to unit mean square, whatever the picture', async () => {
    for (const latent of await codec.encode([await picture(32, 32), await picture(40, 64)]))
      for (const channels of [1, 7, 16]) {
        const kept = keepChannels(latent, channels);
        expect(squaredError(kept.values, new Float32Array(kept.values.length))).toBeCloseTo(1, 5);
      }
  });

  it('refuses channels that are not there', async () => {
    const [latent] = await codec.encode([await picture(32, 32)]);
    expect(() => keepChannels(latent, 17)).toThrow('17 is not between 1 and 16');
  });
});

describe('the shipped codec', () => {
  it.each([
    [1, 1],
    [33, 50],
    [64, 64],
    [100, 17],
  ])('rebuilds a picture of %d×%d pixels', async (width, height) => {
    const original =
      width * height === 1
        ? image(1, 1, Float32Array.of(0.2, 0.5, 0.8))
        : await picture(Math.max(8, width), Math.max(8, height));
    const [latent] = await codec.encode([original]);
    const [rebuilt] = await codec.decode([noisy(keepChannels(latent, 16), 0.01, 'size')]);
    expect([rebuilt.width, rebuilt.height]).toEqual([original.width, original.height]);
    expect(squaredError(rebuilt.data, original.data)).toBeLessThan(0.01);
  });

  it('gives the same bits alone and in a batch of mixed sizes', async () => {
    const pictures = [await picture(32, 32), await picture(64, 40), await picture(33, 33)];
    const together = await codec.encode(pictures);
    const received = together.map((latent, i) => noisy(keepChannels(latent, 8), 0.5, `batch${i}`));
    const cleaned = await denoiser.denoise(received, 2);
    const decoded = await codec.decode(cleaned);
    for (const [i, single] of pictures.entries()) {
      expect((await codec.encode([single]))[0].values).toEqual(together[i].values);
      const [alone] = await denoiser.denoise([received[i]], 2);
      expect(alone.mean).toEqual(cleaned[i].mean);
      expect((await codec.decode([alone]))[0].data).toEqual(decoded[i].data);
    }
  });

  it('decodes noisy pictures with smaller steps between windows than its decoder makes, and with less error', async () => {
    const networks = await Promise.all(
      ['encoder.onnx', 'decoder.onnx'].map(name =>
        openSession(readFileSync(join(SHIPPED_MODELS, name)), { device: 'cpu' }),
      ),
    );
    const plain = neuralCodec(networks[0], networks[1], { deblocking: false });
    const originals = await Promise.all(
      [1, 2, 3].map(seed => deadLeaves({ width: 128, height: 96, count: 1, seed: -seed }).read(0)),
    );
    const latents = await codec.encode(originals);
    const heard = latents.map((latent, i) => noisy(keepChannels(latent, 16), 10 ** 0.5, `edges${i}`));
    const [filtered, unfiltered] = [await codec.decode(heard), await plain.decode(heard)];
    const steps = (pictures: readonly Image[]) => average(pictures.map(picture => stepAcross(picture, 64)));
    expect(steps(filtered) / steps(unfiltered)).toBeLessThan(0.8);
    const error = (pictures: readonly Image[]) =>
      average(pictures.map(({ data }, i) => squaredError(data, originals[i].data)));
    expect(error(filtered)).toBeLessThan(error(unfiltered));
  });

  it('refuses estimates that are no numbers or no shares', async () => {
    const [latent] = await codec.encode([await picture(32, 32)]);
    const good = noisy(keepChannels(latent, 8), 0.5, 'bad');
    const withNaN = { ...good, mean: good.mean.with(3, Number.NaN) };
    await expect(codec.decode([withNaN])).rejects.toThrow('entry 3 has mean NaN');
    await expect(codec.decode([{ ...good, errorShare: good.errorShare.with(0, 1.5) }])).rejects.toThrow(
      'error share 1.5',
    );
    await expect(codec.decode([{ ...good, mean: good.mean.slice(1) }])).rejects.toThrow(
      'needs 512 entries, got 511 means',
    );
  });
});

describe('the shipped denoiser', () => {
  it('brings a noisy latent closer, and knows about how far it still is', async () => {
    const [latent] = await codec.encode([await picture(64, 64)]);
    const sent = keepChannels(latent, 16);
    for (const noiseVar of [0.1, 1, 3]) {
      const received = noisy(sent, noiseVar, 'closer');
      const [cleaned] = await denoiser.denoise([received], 1);
      const left = squaredError(cleaned.mean, sent.values);
      expect(left).toBeLessThan(squaredError(received.mean, sent.values));
      const predicted = cleaned.errorShare.reduce((sum, share) => sum + share, 0) / cleaned.errorShare.length;
      expect(left / predicted).toBeGreaterThan(0.6);
      expect(left / predicted).toBeLessThan(1.6);
    }
  });

  it('infers channels that were not sent', async () => {
    const [latent] = await codec.encode([await picture(64, 64)]);
    const [cleaned] = await denoiser.denoise([noisy(keepChannels(latent, 8), 0.1, 'unsent')], 1);
    expect(cleaned.channels).toBe(16);
  });

  it('takes 1 to 50 steps', async () => {
    const [latent] = await codec.encode([await picture(32, 32)]);
    const received = [noisy(keepChannels(latent, 8), 0.5, 'steps')];
    expect((await denoiser.denoise(received, 50))[0].mean.every(Number.isFinite)).toBe(true);
    await expect(denoiser.denoise(received, 0)).rejects.toThrow('0 is not a whole number between 1 and 50');
    await expect(denoiser.denoise(received, 51)).rejects.toThrow('51 is not a whole number between 1 and 50');
  });
});
