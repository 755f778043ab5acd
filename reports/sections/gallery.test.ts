import { expect, it } from 'vitest';
import type { RunResult } from '../../sim/cell/results.ts';
import { picture } from '../fixture.ts';
import { renderGallery } from './gallery.ts';

it('sets numbers of denoiser steps side by side, each with its PSNR and sharpness', async () => {
  const received = async (denoiserSteps: number, sharpness: number) => ({
    ...(await picture(denoiserSteps > 0 ? 'with denoiser' : 'without denoiser', 1, 0.1)),
    denoiserSteps,
    sharpness,
  });
  const pictures = [
    await picture('original', 1, 0),
    await received(0, 0.21),
    await received(1, 0.151),
    await received(5, 1.05),
  ];
  const row = { scheme: 'omdma', user: 1, users: 1, snrDb: -5, pictures } as const;
  const { markup } = renderGallery({ gallery: [row] } as unknown as RunResult);
  expect(markup.match(/<figcaption>.*?<\/figcaption>/g)).toEqual([
    '<figcaption>Original</figcaption>',
    '<figcaption>Without denoiser <b>20.00 dB</b>, sharpness 0.21</figcaption>',
    '<figcaption>Denoiser, 1 step <b>20.00 dB</b>, sharpness 0.15</figcaption>',
    '<figcaption>Denoiser, 5 steps <b>20.00 dB</b>, sharpness 1.05</figcaption>',
  ]);
  expect(markup).toContain('Sharpness is the energy of the Laplacian');
  const alone = renderGallery({
    gallery: [{ ...row, pictures: pictures.slice(0, 3) }],
  } as unknown as RunResult);
  expect(alone.markup).not.toContain('Sharpness is');
});
