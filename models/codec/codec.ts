import { NumericError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';
import type { Latent, LatentEstimate } from './latent.ts';

/** A joint source-channel codec: pictures of any size to latents and back. Batches across pictures of mixed sizes. */
export interface Codec {
  /** Real latent entries per token at the full rate. */
  readonly channels: number;
  /** Picture pixels per token side. */
  readonly patch: number;
  /** All channels of every picture; `keepChannels` makes the transmitted latent out of it. */
  encode(images: readonly Image[]): Promise<Latent[]>;
  /** Estimates with fewer channels than the codec has are read as "not sent" in the rest. Values in [0, 1]. */
  decode(estimates: readonly LatentEstimate[]): Promise<Image[]>;
}

/** A diffusion denoiser over the codec's latents. */
export interface Denoiser {
  /**
   * Sharpens each estimate in `steps` deterministic steps (1…50). Entry i starts at its own noise level
   * √errorShare[i]. The result has all channels of the codec: those that were not sent are inferred; and it keeps the noise level as
   * `receivedShare`.
   */
  denoise(estimates: readonly LatentEstimate[], steps: number): Promise<LatentEstimate[]>;
}

/** What a denoised estimate says of the first `channels` channels of every token, those that were sent; it infers the others too. */
export function sentChannels(estimate: LatentEstimate, channels: number): LatentEstimate {
  if (estimate.channels === channels) return estimate;
  const { mean, errorShare, receivedShare } = estimate;
  const sent = (values: Float32Array) => values.filter((_, i) => i % estimate.channels < channels);
  return {
    ...estimate,
    channels,
    mean: sent(mean),
    errorShare: sent(errorShare),
    ...(receivedShare && { receivedShare: sent(receivedShare) }),
  };
}

/** The first `channels` channels of every token, scaled to unit mean square over the picture. */
export function keepChannels(latent: Latent, channels: number): Latent {
  if (!Number.isInteger(channels) || channels < 1 || channels > latent.channels)
    throw new NumericError(
      'latent-channels',
      `keepChannels: ${channels} is not between 1 and ${latent.channels}`,
    );
  const tokens = latent.rows * latent.cols;
  const values = new Float32Array(tokens * channels);
  let energy = 0;
  for (let t = 0; t < tokens; t++)
    for (let c = 0; c < channels; c++) {
      const value = latent.values[t * latent.channels + c];
      values[t * channels + c] = value;
      energy += value * value;
    }
  if (!(energy > 0))
    throw new NumericError('latent-power', 'keepChannels: the latent has no energy to scale');
  const scale = Math.sqrt(values.length / energy);
  for (let i = 0; i < values.length; i++) values[i] *= scale;
  return { ...latent, channels, values };
}
