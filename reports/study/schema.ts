import { z } from 'zod';
import type { StudyResult } from '../../sim/study/results.ts';
import { estimate, provenance } from '../resultSchema.ts';

const spread = z.object({ mean: z.number(), low: z.number(), high: z.number() });

const rateTry = z.object({
  multiple: z.number(),
  learningRate: z.number(),
  finalLoss: z.number().nullable(),
  diverged: z.boolean(),
});

const contestant = z.object({
  optimizer: z.string(),
  tries: z.array(rateTry),
  multiple: z.number(),
  learningRate: z.number(),
  edge: z.enum(['lowest', 'highest']).nullable(),
  diverged: z.number(),
  curve: z.array(z.object({ step: z.number(), seconds: z.number(), training: spread, heldOut: spread })),
  finalLoss: estimate.nullable(),
  reach: z
    .object({
      reached: z.number(),
      seeds: z.number(),
      stepsSavedPercent: estimate.nullable(),
      secondsSavedPercent: estimate.nullable(),
    })
    .nullable(),
  stateBytes: z.number(),
  secondsPerStep: z.number(),
  overheadPercent: z.number().nullable(),
  updates: z.array(z.object({ step: z.number(), conditionNumber: z.number(), rowNormSpread: z.number() })),
  brake: z
    .object({
      smallestMatrix: z.number(),
      lowestExcess: z.number(),
      highestExcess: z.number(),
      bound: z.number(),
    })
    .nullable(),
});

const workload = z.object({
  workload: z.enum(['codec', 'denoiser', 'classifier']),
  loss: z.string(),
  parameters: z.number(),
  hiddenParameters: z.number(),
  contestants: z.array(contestant).min(1),
  leads: z.array(z.object({ of: z.string(), against: z.string(), points: estimate.nullable() })),
});

/** Checks a parsed `result.json` of an optimizer study. */
export const studyResultSchema: z.ZodType<StudyResult> = z.object({
  format: z.literal('semlink-optimizers-1'),
  scenario: z.looseObject({ name: z.string(), title: z.string() }),
  workloads: z.array(workload),
  costs: z.array(z.object({ optimizer: z.string(), size: z.number(), seconds: z.number() })),
  provenance,
});
