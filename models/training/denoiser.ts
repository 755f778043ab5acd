import { CODEC_SIZE } from '../codec/network.ts';
import { logError } from '../codec/objective.ts';
import { DENOISER_SIZE } from '../denoiser/network.ts';
import { denoiserObjective } from '../denoiser/objective.ts';
import { frozen, type WeightLookup } from '../graph/weights.ts';
import { trainingPlan } from './batch.ts';
import { denoiserCondition } from './conditions.ts';
import { startValues } from './initial.ts';
import type { NetworkTraining } from './networks.ts';

/**
 * Trains the denoiser on the latents of a finished codec.
 *
 * @param seed of the weights that `known` does not hold
 * @param known trained weights by name: those of the same name and size are the start values
 * @param batch times 46 crops make a step
 */
export function denoiserTraining(
  seed: number,
  codec: { readonly weights: WeightLookup; readonly encoderSha256: string },
  known: ReadonlyMap<string, Float32Array>,
  batch = 1,
): NetworkTraining {
  const size = { codec: CODEC_SIZE, denoiser: DENOISER_SIZE };
  return {
    kind: 'denoiser',
    plan: trainingPlan(batch),
    objective: windows => denoiserObjective(windows, size, graph => frozen(graph, codec.weights), logError),
    // The logarithm already makes every SNR count alike.
    drawCondition: stream => ({ ...denoiserCondition(stream), weight: 1 }),
    watchDb: [-7, -3],
    description: {
      size: DENOISER_SIZE,
      loss: 'log',
      encoder: codec.encoderSha256,
    },
    batch,
    start: layout => startValues(layout, seed, name => known.get(name)),
  };
}
