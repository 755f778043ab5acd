import { expect, it } from 'vitest';
import { keepChannels } from '../../models/codec/codec.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { averagingCodec, idleDenoiser } from '../fixture.ts';
import { reencoded } from './reencoded.ts';

const source = deadLeaves({ width: 32, height: 32, count: 2, seed: 3 });
const pictures = [await source.read(0), await source.read(1)];

it.each([16, 5])(
  'reencoded returns the mean of what was denoised and of its picture encoded again, %d channels',
  async channels => {
    const sent = (await averagingCodec.encode(pictures)).map(latent => keepChannels(latent, channels));
    const estimates = sent.map(latent => ({
      ...latent,
      mean: latent.values.map((x, i) => 0.5 * x + 0.1 * Math.sin(i)),
      errorShare: new Float32Array(latent.values.length).fill(0.2),
    }));
    const again = await averagingCodec.encode(await averagingCodec.decode(estimates));
    const cleaned = await reencoded(idleDenoiser, averagingCodec).denoise(estimates, 1);
    cleaned.forEach(({ mean, errorShare, channels: kept }, i) => {
      expect(kept).toBe(channels);
      expect(errorShare).toEqual(estimates[i].errorShare);
      const { values } = keepChannels(again[i], channels);
      expect(mean).toEqual(estimates[i].mean.map((m, at) => (m + values[at]) / 2));
      // At unit mean square, as it was sent: the estimate's own power is a quarter of that.
      expect(values.reduce((sum, x) => sum + x * x, 0) / values.length).toBeCloseTo(1, 4);
    });
  },
);
