import { CODEC_SIZE } from '../codec/network.ts';
import { DENOISER_SIZE } from '../denoiser/network.ts';
import { denoiserObjective } from '../denoiser/objective.ts';
import { frozen, type WeightLookup } from '../graph/weights.ts';
import { batchPlan } from './batch.ts';
import { denoiserCondition } from './conditions.ts';
import type { NetworkTraining } from './networks.ts';

/** Trains the denoiser on the latents of a finished codec. */
export function denoiserTraining(codec: {
  readonly weights: WeightLookup;
  readonly encoderSha256: string;
}): NetworkTraining {
  const size = { codec: CODEC_SIZE, denoiser: DENOISER_SIZE };
  return {
    kind: 'denoiser',
    plan: batchPlan(44, 5),
    objective: windows => denoiserObjective(windows, size, graph => frozen(graph, codec.weights)),
    drawCondition: denoiserCondition,
    watchDb: [-7, -3],
    description: { size: DENOISER_SIZE, encoder: codec.encoderSha256 },
  };
}
