import { z } from 'zod';
import type { Trial } from '../../models/study/trial.ts';
import { WORKLOADS, type WorkloadName } from '../../models/study/workload.ts';
import type { UpdateCost } from './results.ts';

/** Which run of a study: the tuning seed is 0, the others count from 1. */
export interface TrialKey {
  readonly workload: WorkloadName;
  readonly optimizer: string;
  /** Of the optimizer's default learning rate. */
  readonly multiple: number;
  readonly seed: number;
}

export interface TrialRecord extends TrialKey {
  readonly trial: Trial;
}

/** A finished piece of a study, as one line of its `runs.jsonl`. */
export type StudyRecord = TrialRecord | UpdateCost;

const point = z.object({
  step: z.number(),
  seconds: z.number(),
  trainingLoss: z.number(),
  heldOutLoss: z.number(),
});

const update = z.object({
  step: z.number(),
  conditionNumber: z.number(),
  rowNormSpread: z.number(),
  brakes: z.array(z.object({ entries: z.number(), excess: z.number() })),
});

/** Checks a line of `runs.jsonl`. */
export const recordSchema: z.ZodType<StudyRecord> = z.union([
  z.object({
    workload: z.enum(WORKLOADS),
    optimizer: z.string(),
    multiple: z.number(),
    seed: z.number(),
    trial: z.object({
      points: z.array(point).min(1),
      finalLoss: z.number().nullable(),
      diverged: z.boolean(),
      secondsPerStep: z.number(),
      updates: z.array(update),
      device: z.string(),
    }),
  }),
  z.object({ optimizer: z.string(), size: z.number(), seconds: z.number() }),
]);

export function isTrial(record: StudyRecord): record is TrialRecord {
  return 'trial' in record;
}

export function isCost(record: StudyRecord): record is UpdateCost {
  return !isTrial(record);
}
