import { configError } from '../../kernels/errors.ts';
import type { Denoiser } from '../codec/codec.ts';
import { estimateValues } from '../codec/estimateValues.ts';
import { LATENT_CHANNELS } from '../codec/latent.ts';
import type { Session } from '../runtime/session.ts';
import { gatherTokens, geometryValues } from '../transformer/tokens.ts';
import { layOutWindows } from '../transformer/windows.ts';
import { type CurvePoint, estimateCorrection } from './ownEstimate.ts';
import { nextLook } from './sampler.ts';

const MAX_DENOISER_STEPS = 50;

/**
 * The denoiser on top of its network: `steps` looks, each from a lower noise level than the one before. The error share that it returns is
 * the network's own estimate at the last look, corrected by the measured `curve` where an entry was received: ratio·δ²·c(δ²).
 * What the network says of entries that were not sent is left as it is: the curve knows entries in noise, and tells nothing of them.
 */
export function neuralDenoiser(network: Session, curve: readonly CurvePoint[] = []): Denoiser {
  const correction = estimateCorrection(curve);
  return {
    async denoise(estimates, steps) {
      if (!Number.isInteger(steps) || steps < 1 || steps > MAX_DENOISER_STEPS)
        throw configError(
          'denoiser-steps',
          'steps',
          `${steps} is not a whole number between 1 and ${MAX_DENOISER_STEPS}`,
        );
      const layout = layOutWindows(estimates);
      const geometry = geometryValues(layout);
      const start = estimateValues(estimates, layout, LATENT_CHANNELS);
      let look = { mean: start.mean.data, deviation: start.deviation.data };
      for (let step = 1; ; step++) {
        const { shape } = start.mean;
        const results = await network.run({
          ...geometry,
          mean: { shape, data: look.mean },
          deviation: { shape, data: look.deviation },
        });
        const clean = results.estimate.data as Float32Array;
        const ratio = results.ratio.data as Float32Array;
        if (step === steps) {
          const errorShare = ratio.map((r, i) => {
            const linear = look.deviation[i] ** 2;
            const wasSent = start.deviation.data[i] < 1;
            return wasSent ? r * correction(linear) * linear : r * linear;
          });
          const receivedShare = start.deviation.data.map(deviation => deviation ** 2);
          return estimates.map((estimate, g) => ({
            ...estimate,
            channels: LATENT_CHANNELS,
            mean: gatherTokens(clean, layout, g, LATENT_CHANNELS),
            errorShare: gatherTokens(errorShare, layout, g, LATENT_CHANNELS),
            receivedShare: gatherTokens(receivedShare, layout, g, LATENT_CHANNELS),
          }));
        }
        look = nextLook(look, clean, (steps - step) / (steps - step + 1));
      }
    },
  };
}
