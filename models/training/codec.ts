import { CODEC_SIZE } from '../codec/network.ts';
import { codecObjective, logError } from '../codec/objective.ts';
import { trainingPlan } from './batch.ts';
import { codecCondition } from './conditions.ts';
import { startValues } from './initial.ts';
import type { NetworkTraining } from './networks.ts';

/**
 * Trains the universal codec alone: encoder and decoder together, through Gaussian noise of any strength, at all rates, for the highest
 * mean PSNR.
 *
 * @param seed of the weights that `known` does not hold
 * @param known trained weights by name: those of the same name and size are the start values. Blocks that they lack start as the identity,
 *   so a trained codec grows without losing anything.
 * @param batch times 46 crops make a step
 */
export function codecTraining(
  seed: number,
  known: ReadonlyMap<string, Float32Array>,
  batch = 1,
): NetworkTraining {
  return {
    kind: 'codec',
    plan: trainingPlan(batch),
    objective: windows => codecObjective(windows, CODEC_SIZE, logError),
    // The logarithm already makes every SNR count alike.
    drawCondition: stream => ({ ...codecCondition(stream), weight: 1 }),
    watchDb: [8, 12],
    description: { size: CODEC_SIZE, loss: 'log' },
    batch,
    start: layout => startValues(layout, seed, name => known.get(name)),
  };
}
