import { type Codec, type Denoiser, keepChannels } from '../../models/codec/codec.ts';

/**
 * A denoiser that asks the codec too: its latent is decoded to a picture, the picture is encoded again, and the mean of the two latents is
 * returned. The picture knows that its values lie in [0, 1], and decoder and encoder have seen other noise than the denoiser, so the errors of
 * the two latents differ in part. Only the channels that were sent are returned, with the denoiser's own error shares, which are too large by
 * what the picture adds; the power that remains tells.
 */
export function reencoded(denoiser: Denoiser, codec: Codec): Denoiser {
  return {
    async denoise(estimates, steps) {
      const denoised = await denoiser.denoise(estimates, steps);
      const again = await codec.encode(await codec.decode(denoised));
      return denoised.map((clean, i) => {
        const { channels } = estimates[i];
        const sent = (values: Float32Array) => values.filter((_, at) => at % clean.channels < channels);
        const { values } = keepChannels(again[i], channels);
        return {
          ...clean,
          channels,
          mean: sent(clean.mean).map((m, at) => (m + values[at]) / 2),
          errorShare: sent(clean.errorShare),
          ...(clean.receivedShare && { receivedShare: sent(clean.receivedShare) }),
        };
      });
    },
  };
}
