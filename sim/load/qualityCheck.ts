import type { LatentEstimate } from '../../models/codec/latent.ts';
import { received } from '../measurement/pictures.ts';
import { psnr } from '../metrics/psnr.ts';
import type { Receiver } from '../receiver.ts';
import { type FallingCurve, fallingFit, valueAt } from './monotone.ts';
import type { PooledPicture } from './pool.ts';
import type { QualityCurve } from './results.ts';

/** SNRs of a flat channel at which the curve is measured: from where nothing is seen to where noise no longer shows. */
const SNRS_DB: readonly number[] = [-20, -16, -12, -8, -4, 0, 4, 8, 12, 16, 20, 24];

/** A receiver's guess at the PSNR of a picture that it has denoised, from what it knows. */
export type QualityCheck = (cleaned: LatentEstimate) => number;

/**
 * x = mean over the sent entries of ln β', β' the error share that denoiser and receiver still see in an entry: the receiver's own measure of
 * how well it knows the latent. Entries that were never sent say the same in every picture and are left out.
 */
export function meanLogShare({ errorShare, channels }: LatentEstimate, sentChannels: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < errorShare.length; i++) {
    if (i % channels >= sentChannels) continue;
    // Far below what a codec's own error leaves to see.
    sum += Math.log(Math.max(errorShare[i], 1e-9));
    count++;
  }
  return sum / count;
}

/**
 * Measures how PSNR falls with x on pictures that nobody sends in the run, in white noise of known power at several SNRs, and fits a
 * falling curve to it. At run time the receiver reads its expectation off the curve; it needs no original and no bit from the sender.
 *
 * Two pictures of one x differ in PSNR, as detail is harder to rebuild than sky: the check errs by that. What it misses and what it takes
 * for good by mistake is counted in every run, see `CheckQuality`.
 */
export async function measureQualityCurve(
  pictures: readonly PooledPicture[],
  networks: Receiver,
  { steps, seed }: { steps: number; seed: number },
): Promise<QualityCurve> {
  const points: [number, number][] = [];
  for (const [index, { picture, latent }] of pictures.entries())
    for (const [level, snrDb] of SNRS_DB.entries()) {
      const place = index * SNRS_DB.length + level;
      await networks.add({
        estimate: received(latent, { channels: latent.channels, snrDb }, { seed, picture: index }),
        steps,
        finish(rebuilt, cleaned) {
          points[place] = [meanLogShare(cleaned, latent.channels), psnr(picture, rebuilt)];
        },
      });
    }
  await networks.finish();
  const { x, y } = fallingFit(points);
  return { meanLogShare: x, psnrDb: y, pictures: pictures.length, snrsDb: SNRS_DB };
}

/** The check that a measured curve makes, for latents with so many sent channels. */
export function qualityCheck(
  { meanLogShare: x, psnrDb: y }: QualityCurve,
  sentChannels: number,
): QualityCheck {
  const curve: FallingCurve = { x, y };
  return cleaned => valueAt(curve, meanLogShare(cleaned, sentChannels));
}
