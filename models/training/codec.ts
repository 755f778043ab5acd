import { CODEC_SIZE } from '../codec/network.ts';
import { codecObjective } from '../codec/objective.ts';
import { batchPlan } from './batch.ts';
import { codecCondition } from './conditions.ts';
import type { NetworkTraining } from './networks.ts';

/** Trains the universal codec alone: encoder and decoder together, through Gaussian noise of any strength, at all rates. */
export const codecTraining: NetworkTraining = {
  kind: 'codec',
  plan: batchPlan(44, 5),
  objective: windows => codecObjective(windows, CODEC_SIZE),
  drawCondition: codecCondition,
  watchDb: [8, 12],
  description: { size: CODEC_SIZE },
};
