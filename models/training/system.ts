import { CODEC_SIZE } from '../codec/network.ts';
import { DENOISER_SIZE } from '../denoiser/network.ts';
import { systemObjective } from '../denoiser/objective.ts';
import { batchPlan } from './batch.ts';
import { systemCondition } from './conditions.ts';
import { startValues } from './initial.ts';
import type { NetworkTraining } from './networks.ts';

/**
 * Trains encoder, denoiser and decoder together, so that the decoder reads latents from either side of the denoiser.
 *
 * @param seed of the weights that `known` does not hold
 * @param known trained weights by name, of any models: those of the same name and size are the start values
 * @param batch times 26 crops make a step
 */
export function systemTraining(
  seed: number,
  known: ReadonlyMap<string, Float32Array>,
  batch = 1,
): NetworkTraining {
  return {
    kind: 'system',
    plan: batchPlan(24 * batch, 2 * batch),
    objective: windows => systemObjective(windows, { codec: CODEC_SIZE, denoiser: DENOISER_SIZE }),
    // The logarithm already makes every SNR count alike.
    drawCondition: stream => ({ ...systemCondition(stream), weight: 1 }),
    watchDb: [-7, -3],
    description: { loss: 'log', codec: CODEC_SIZE, denoiser: DENOISER_SIZE },
    batch,
    start: layout => startValues(layout, seed, name => known.get(name)),
  };
}
