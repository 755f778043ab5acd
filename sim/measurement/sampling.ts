import type { Image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import type { SamplingRow } from '../../models/weights/card.ts';
import { average } from '../estimate.ts';
import { psnr } from '../metrics/psnr.ts';
import { laplacianEnergy } from '../metrics/sharpness.ts';
import type { Receiver } from '../receiver.ts';
import { type NamedPictures, received } from './pictures.ts';
import { spread } from './quality.ts';

/** Steps of the denoiser side by side, 0 = none, the SNRs at which they are, and the pictures at most. */
export const SAMPLING_STEPS = [0, 1, 2, 5, 10, 50] as const;
export const SAMPLING_SNRS_DB = [-5, 0, 5] as const;
export const SAMPLING_PICTURES = 64;

/**
 * What more steps of the denoiser trade: PSNR for sharpness, at the full rate. The sharpness of a set is the ratio of the mean energies of the
 * Laplacian (see `sim/metrics/sharpness.ts`), with half of its 95 % interval to first order: the margin of the mean of (e_p − S·o_p)/ō.
 */
export async function measureSampling(
  { pictures, latents }: { readonly pictures: NamedPictures; readonly latents: readonly Latent[] },
  { codec, networks }: { readonly codec: Codec; readonly networks: Receiver },
  { seed, onPicture }: { readonly seed: number; readonly onPicture: () => void },
): Promise<SamplingRow[]> {
  const originals: Image[] = [];
  for (const index of latents.keys()) originals.push(await pictures.source.read(index));
  const energies = originals.map(laplacianEnergy);
  const rows: SamplingRow[] = [];
  for (const snrDb of SAMPLING_SNRS_DB)
    for (const steps of SAMPLING_STEPS) {
      const psnrDb: number[] = [];
      const energy: number[] = [];
      for (const [picture, latent] of latents.entries())
        await networks.add({
          estimate: received(latent, { channels: codec.channels, snrDb }, { seed, picture }),
          steps,
          finish(decoded) {
            psnrDb[picture] = psnr(originals[picture], decoded);
            energy[picture] = laplacianEnergy(decoded);
            onPicture();
          },
        });
      await networks.finish();
      const { mean, margin } = spread(psnrDb, 3);
      rows.push({
        snrDb,
        steps,
        psnrDb: mean,
        psnrMargin: margin,
        sharpness: ratioOfMeans(energy, energies),
      });
    }
  return rows;
}

function ratioOfMeans(above: readonly number[], below: readonly number[]): { mean: number; margin: number } {
  const denominator = average(below);
  const ratio = average(above) / denominator;
  return spread(
    above.map((value, i) => ratio + (value - ratio * below[i]) / denominator),
    4,
  );
}
