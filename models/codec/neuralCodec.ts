import { NumericError } from '../../kernels/errors.ts';
import type { Session } from '../runtime/session.ts';
import { gatherTokens, geometryValues } from '../transformer/tokens.ts';
import { layOutWindows, WINDOW_TOKENS } from '../transformer/windows.ts';
import type { Codec } from './codec.ts';
import { deblock, edgeScale } from './deblock.ts';
import { estimateValues } from './estimateValues.ts';
import { LATENT_CHANNELS, PATCH, PATCH_VALUES } from './latent.ts';
import { patchesOf, picturesOf, tokenGrid } from './patches.ts';

/**
 * The codec on top of its two networks. A call is one network run, whatever the sizes of the pictures. Decoded pictures pass the deblocking
 * filter, unless `deblocking` is off.
 */
export function neuralCodec(encoder: Session, decoder: Session, { deblocking = true } = {}): Codec {
  return {
    channels: LATENT_CHANNELS,
    patch: PATCH,
    async encode(images) {
      const grids = images.map(tokenGrid);
      const layout = layOutWindows(grids);
      const patches = patchesOf(images, layout);
      const { latent } = await encoder.run({
        ...geometryValues(layout),
        patches: { shape: [layout.windows * WINDOW_TOKENS, PATCH_VALUES], data: patches },
      });
      return images.map(({ width, height }, g) => ({
        ...grids[g],
        width,
        height,
        channels: LATENT_CHANNELS,
        values: gatherTokens(latent.data as Float32Array, layout, g, LATENT_CHANNELS),
      }));
    },
    async decode(estimates) {
      const layout = layOutWindows(estimates);
      const inputs = estimateValues(estimates, layout, LATENT_CHANNELS);
      const { patches } = await decoder.run({ ...geometryValues(layout), ...inputs });
      const pictures = picturesOf(patches.data as Float32Array, estimates, layout);
      pictures.forEach(({ data }, p) => {
        // A sum is not a number as soon as one of its terms is none.
        let sum = 0;
        for (let i = 0; i < data.length; i++) sum += data[i];
        if (Number.isNaN(sum))
          throw new NumericError('decoder-nan', `decode: picture ${p} has values that are not numbers`);
        if (deblocking) deblock(pictures[p], edgeScale(estimates[p]));
      });
      return pictures;
    },
  };
}
