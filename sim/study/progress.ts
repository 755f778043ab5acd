import type { OptimizerStudy } from './scenario.ts';

/** How far a study has come. */
export interface StudyProgress {
  readonly runsDone: number;
  readonly runs: number;
  /** What is at work. */
  readonly at: string;
  readonly secondsLeft: number;
}

export interface StudyMeter {
  /** Does one piece of work and counts it. */
  measure<T>(at: string, work: () => T | Promise<T>): Promise<T>;
}

/** Counts training runs and timed updates. What comes off the file in no time does not sway the estimate. */
export function studyMeter(
  { workloads, optimizers, rates, seeds, costSizes, costOptimizers }: OptimizerStudy,
  report: (progress: StudyProgress) => void = () => {},
): StudyMeter {
  const runs =
    workloads.length * optimizers.length * (rates.length + seeds) + costSizes.length * costOptimizers.length;
  let [runsDone, worked, seconds] = [0, 0, 0];
  return {
    async measure(at, work) {
      const secondsLeft = worked === 0 ? Number.NaN : ((runs - runsDone) * seconds) / worked;
      report({ runsDone, runs, at, secondsLeft });
      const startedAt = performance.now();
      const result = await work();
      const took = (performance.now() - startedAt) / 1000;
      runsDone++;
      if (took > 0.01) {
        worked++;
        seconds += took;
      }
      return result;
    },
  };
}
