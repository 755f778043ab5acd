/** Warm-up, a constant rate, and a linear descent to zero over the last part of the run. */
export interface Schedule {
  readonly peak: number;
  readonly warmupSteps: number;
  readonly steps: number;
  /** Share of all steps spent descending, 0…1. */
  readonly decay: number;
}

/** Learning rate of step 1, 2, …, `steps`. */
export function learningRate({ peak, warmupSteps, steps, decay }: Schedule, step: number): number {
  const warm = Math.min(1, step / Math.max(1, warmupSteps));
  const left = (steps - step + 1) / Math.max(1, steps * decay);
  return peak * Math.min(warm, left, 1);
}
