import { linearToDb } from '../../kernels/power.ts';
import { type Codec, type Denoiser, keepChannels } from '../../models/codec/codec.ts';
import type { Latent, LatentEstimate } from '../../models/codec/latent.ts';
import type { ErrorPoint } from '../../models/weights/card.ts';
import { batches, NETWORK_BATCH } from '../batches.ts';
import { average } from '../estimate.ts';
import { received } from './pictures.ts';
import { spread } from './quality.ts';

/** Noise shares of the curve. */
export const BETAS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

/** Pictures on which the curve is measured at most; its entries are many. */
export const CURVE_PICTURES = 512;

/**
 * Mean squared error per latent entry after one denoising step against the noise share β, and what the denoiser itself says of it. All channels
 * are sent, at SNR (1−β)/β.
 *
 * @param latents at least two
 * @param denoiser with an error estimate that is not corrected
 */
export async function measureErrorCurve(
  latents: readonly Latent[],
  { codec, denoiser }: { readonly codec: Codec; readonly denoiser: Denoiser },
  { seed, onPicture }: { readonly seed: number; readonly onPicture: () => void },
  betas: readonly number[] = BETAS,
): Promise<ErrorPoint[]> {
  const curve: ErrorPoint[] = [];
  for (const beta of betas) {
    const errors: number[] = [];
    const predicted: number[] = [];
    const queue = batches<LatentEstimate & { readonly sent: Float32Array }>(NETWORK_BATCH, async items => {
      for (const [i, { mean, errorShare }] of (await denoiser.denoise(items, 1)).entries()) {
        errors.push(meanSquare(mean, items[i].sent));
        predicted.push(average(Array.from(errorShare)));
        onPicture();
      }
    });
    for (const [picture, latent] of latents.entries()) {
      const sent = keepChannels(latent, codec.channels).values;
      const snrDb = linearToDb((1 - beta) / beta);
      const condition = { channels: codec.channels, snrDb };
      await queue.add({ ...received(latent, condition, { seed, picture }), sent });
    }
    await queue.finish();
    const { mean, margin } = spread(errors, 5);
    curve.push({ beta, mse: mean, margin, predicted: Number(average(predicted).toFixed(5)) });
  }
  return curve;
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}
