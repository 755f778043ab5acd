import sharp from 'sharp';
import { expect, it } from 'vitest';
import { image } from '../../kernels/image.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { galleryRow } from './gallery.ts';
import { exchangeFrame } from './schemes.ts';

const place = { scheme: 'superposed', snrDb: 20, users: 1 } as const;
const latent: Latent = {
  rows: 1,
  cols: 2,
  channels: 1,
  width: 300,
  height: 40,
  values: Float32Array.of(1, -1),
};
const [reception] = exchangeFrame([{ user: 0, latent, gain: { re: 1, im: 0 }, key: new Uint8Array(32) }], {
  ...place,
  channels: 1,
  power: 'perUser',
  frame: 0,
  streamName: ['gallery test'],
});

/** Red rises from left to right by one code value per pixel, from 0; every picture is received 10 code values too light. */
const original = image(300, 40);
for (let i = 0; i < original.data.length; i += 3) original.data[i] = Math.min(255, (i / 3) % 300) / 255;
const lighter = { ...original, data: original.data.map(value => value + 10 / 255) };

it('shows the middle of large pictures, pixel by pixel, with the PSNR of the whole', async () => {
  const received = {
    add: async ({ estimate, finish }) => finish(lighter, estimate),
    finish: async () => {},
  } satisfies Parameters<typeof galleryRow>[1];
  const row = await galleryRow({ place, seed: 1, reception, original, steps: [3] }, received);
  expect(row).toMatchObject({ scheme: 'superposed', user: 1, users: 1, snrDb: 20 });
  expect(row.pictures.map(({ caption, width, height, psnrDb }) => [caption, width, height, psnrDb])).toEqual([
    ['original', 256, 40, undefined],
    ['without denoiser', 256, 40, 28.1308],
    ['with denoiser', 256, 40, 28.1308],
  ]);
  const png = Buffer.from(row.pictures[0].dataUrl.replace('data:image/png;base64,', ''), 'base64');
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 256, height: 40, channels: 3 });
  expect([...data.subarray(0, 6)]).toEqual([22, 0, 0, 23, 0, 0]);
});

it('sets several numbers of denoiser steps side by side, in their order, with their sharpness', async () => {
  // Finishes the last one first, as queues of their own may do; more steps are received with more contrast.
  const waiting: (() => void)[] = [];
  const received: Parameters<typeof galleryRow>[1] = {
    add: async ({ estimate, steps, finish }) => {
      const data = original.data.map(value => value * (1 + steps / 10));
      waiting.unshift(() => void finish({ ...original, data }, estimate));
    },
    finish: async () => {
      for (const finish of waiting) finish();
    },
  };
  const row = await galleryRow({ place, seed: 1, reception, original, steps: [1, 5] }, received);
  const shown = row.pictures.map(picture => [picture.caption, picture.denoiserSteps, picture.sharpness]);
  expect(shown).toEqual([
    ['original', undefined, undefined],
    ['without denoiser', 0, 1],
    ['with denoiser', 1, expect.closeTo(1.21, 4)],
    ['with denoiser', 5, expect.closeTo(2.25, 4)],
  ]);
});
