import type { Image } from '../kernels/image.ts';
import { linearToDb } from '../kernels/power.ts';
import { type Codec, type Denoiser, keepChannels } from '../models/codec/codec.ts';
import type { Latent, LatentEstimate } from '../models/codec/latent.ts';
import type { DenoiserCard, PsnrRow } from '../models/weights/card.ts';
import { sendAlone } from './alone.ts';
import { average } from './estimate.ts';
import { psnr } from './metrics/psnr.ts';

/** Bandwidth ratios and SNRs at which models are measured, the noise shares of the denoiser's curve, pictures per network call. */
const RATES = [
  { cbr: '1/6', channels: 16 },
  { cbr: '1/12', channels: 8 },
] as const;
const SNRS_DB = [-5, 0, 5, 10, 15, 20] as const;
const BETAS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;
const BATCH = 64;

type MsePoint = DenoiserCard['measured']['mse'][number];

/** What reads a received latent: the decoder told its noise share, the decoder kept ignorant of it, or the denoiser before the decoder. */
export type Reader = 'told' | 'ignorant' | Denoiser;

/** The noise share that an ignorant decoder takes every received latent to have: that of 10 dB. */
const ASSUMED_SHARE = 1 / 11;

/**
 * Mean PSNR over pictures of a codec, alone or behind its denoiser, for one user on an AWGN channel: every rate and SNR of the table.
 * Every picture has its own noise, the same for all rows of one SNR.
 */
export async function measurePsnr(
  codec: Codec,
  reader: Reader,
  pictures: readonly Image[],
  seed: number,
  onRow: (row: PsnrRow) => void = () => {},
): Promise<PsnrRow[]> {
  const latents = await inBatches(pictures, batch => codec.encode(batch));
  const rows: PsnrRow[] = [];
  for (const { cbr, channels } of RATES)
    for (const snrDb of SNRS_DB) {
      const estimates = latents.map((latent, p) => received(latent, channels, snrDb, seed, p));
      const read =
        reader === 'told'
          ? estimates
          : reader === 'ignorant'
            ? estimates.map(withoutKnowledge)
            : await inBatches(estimates, batch => reader.denoise(batch, 1));
      const decoded = await inBatches(read, batch => codec.decode(batch));
      const psnrDb = average(decoded.map((picture, p) => psnr(pictures[p], picture)));
      const row = {
        cbr,
        snrDb,
        denoiserSteps: typeof reader === 'string' ? 0 : 1,
        told: reader !== 'ignorant',
        psnrDb: Number(psnrDb.toFixed(3)),
        pictures: pictures.length,
      };
      rows.push(row);
      onRow(row);
    }
  return rows;
}

/** Mean squared error per latent entry after one denoising step against the noise share β, and what the denoiser itself predicts. */
export async function measureMseCurve(
  codec: Codec,
  denoiser: Denoiser,
  pictures: readonly Image[],
  seed: number,
): Promise<MsePoint[]> {
  const latents = await inBatches(pictures, batch => codec.encode(batch));
  const targets = latents.map(latent => keepChannels(latent, codec.channels));
  const curve: MsePoint[] = [];
  for (const beta of BETAS) {
    const snrDb = linearToDb((1 - beta) / beta);
    const estimates = latents.map((latent, p) => received(latent, codec.channels, snrDb, seed, p));
    const cleaned = await inBatches(estimates, batch => denoiser.denoise(batch, 1));
    const errors = cleaned.map(({ mean }, p) =>
      average(Array.from(mean, (m, i) => (m - targets[p].values[i]) ** 2)),
    );
    const predicted = cleaned.map(({ errorShare }) => average(Array.from(errorShare)));
    curve.push({
      beta,
      mse: Number(average(errors).toFixed(5)),
      predicted: Number(average(predicted).toFixed(5)),
    });
  }
  return curve;
}

/** The same received latent at unit power, as a receiver sees it that does not know how noisy it is. */
function withoutKnowledge(estimate: LatentEstimate): LatentEstimate {
  return {
    ...estimate,
    mean: estimate.mean.map((m, i) => m / Math.sqrt(1 - estimate.errorShare[i])),
    errorShare: new Float32Array(estimate.errorShare.length).fill(ASSUMED_SHARE),
  };
}

function received(
  latent: Latent,
  channels: number,
  snrDb: number,
  seed: number,
  picture: number,
): LatentEstimate {
  return sendAlone(latent, channels, snrDb, [seed, 'measurement', snrDb, picture]).estimate;
}

async function inBatches<In, Out>(
  items: readonly In[],
  work: (batch: readonly In[]) => Promise<Out[]>,
): Promise<Out[]> {
  const results: Out[] = [];
  for (let i = 0; i < items.length; i += BATCH) results.push(...(await work(items.slice(i, i + BATCH))));
  return results;
}
