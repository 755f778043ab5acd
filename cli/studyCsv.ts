import type { StudyResult } from '../sim/study/results.ts';
import { csv } from './csv.ts';

/** All loss curves as CSV (RFC 4180), one row for each point: means over the seeds with the smallest and the largest. */
export function curvesCsv({ workloads }: StudyResult): string {
  const rows = workloads.flatMap(({ workload, contestants }) =>
    contestants.flatMap(({ optimizer, learningRate, curve }) =>
      curve.map(({ step, seconds, training, heldOut }) => ({
        workload,
        optimizer,
        learningRate,
        step,
        seconds,
        trainingLoss: training.mean,
        trainingLossLow: training.low,
        trainingLossHigh: training.high,
        heldOutLoss: heldOut.mean,
        heldOutLossLow: heldOut.low,
        heldOutLossHigh: heldOut.high,
      })),
    ),
  );
  return csv(rows);
}
