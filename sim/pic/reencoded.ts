import { type Codec, type Denoiser, keepChannels, sentChannels } from '../../models/codec/codec.ts';

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
      return denoised.map((whole, i) => {
        const clean = sentChannels(whole, estimates[i].channels);
        const { values } = keepChannels(again[i], clean.channels);
        return { ...clean, mean: clean.mean.map((m, at) => (m + values[at]) / 2) };
      });
    },
  };
}
