import { NumericError } from '../../kernels/errors.ts';
import { average, estimate } from '../estimate.ts';
import type { Estimate } from '../results.ts';

/** Values per group of the warm-up rule. */
const GROUP = 5;
const BATCHES = 20;

/** Mean of a long run in its steady state. */
export interface SteadyMean {
  readonly estimate: Estimate;
  /** Values left out at the beginning. */
  readonly warmup: number;
  /** False when the rule would leave out half of the run or more: then the run is too short, or has no steady state. */
  readonly settled: boolean;
}

/**
 * How many values at the beginning of a run still depend on how it began, by MSER-5: of all cuts d into groups of five values, the one that
 * makes s²(d)/(m − d) smallest, the squared standard error that the m − d groups behind the cut would have if they were independent. Cuts in
 * the first half are tried.
 *
 * Source: White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6), 1997; groups of five: White,
 * Cobb, Spratt, "A comparison of five steady-state truncation heuristics for simulation", WSC 2000.
 */
export function warmup(values: readonly number[]): number {
  const groups = means(values, Math.floor(values.length / GROUP));
  const centre = average(groups);
  let [sum, squares] = [0, 0];
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let cut = groups.length - 1; cut >= 0; cut--) {
    sum += groups[cut] - centre;
    squares += (groups[cut] - centre) ** 2;
    const left = groups.length - cut;
    if (2 * cut > groups.length) continue;
    const error = (squares - sum ** 2 / left) / left ** 2;
    // ≤, so that of equal cuts the earliest wins.
    if (error <= least) [best, least] = [cut, error];
  }
  return best * GROUP;
}

/**
 * Mean of a run's values with its 95 % interval by batch means: the values behind the warm-up in 20 batches of equal length, Student's
 * t over the batches' means. They are as good as independent when a batch is much longer than what the values remember.
 *
 * Source: Law, "Simulation modeling and analysis", 5th ed. 2015, section 9.5.3.
 *
 * @throws NumericError `steady-values` for fewer than 40 values
 */
export function steadyMean(values: readonly number[]): SteadyMean {
  if (values.length < 2 * BATCHES)
    throw new NumericError(
      'steady-values',
      `steadyMean: ${values.length} values are too few; ${2 * BATCHES} are the least`,
    );
  const cut = warmup(values);
  const rest = values.slice(cut);
  return {
    estimate: estimate(means(rest, BATCHES)),
    warmup: cut,
    settled: 2 * (cut + GROUP) <= values.length,
  };
}

/**
 * Mean over independent runs, each without its warm-up, with its 95 % interval: Student's t over the runs' means.
 *
 * Source: Law 2015, section 9.5.2 (replication and deletion).
 */
export function replicatedMean(runs: readonly (readonly number[])[]): Estimate {
  return estimate(runs.map(values => average(values.slice(warmup(values)))));
}

/** Means of `count` stretches of equal length; what is left over at the end is not used. */
function means(values: readonly number[], count: number): number[] {
  const length = Math.floor(values.length / count);
  return Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let j = i * length; j < (i + 1) * length; j++) sum += values[j];
    return sum / length;
  });
}
