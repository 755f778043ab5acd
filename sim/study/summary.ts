import { BASELINE, type Contestant, PLAIN } from '../../models/study/contestants.ts';
import type { LossPoint, Trial } from '../../models/study/trial.ts';
import type { WorkloadName } from '../../models/study/workload.ts';
import type { TrainingStep } from '../../models/training/step.ts';
import { average, estimate } from '../estimate.ts';
import { edgeOf } from './choose.ts';
import { leadOf, reachOf } from './reach.ts';
import type {
  Brake,
  ContestantResult,
  CurvePoint,
  Lead,
  RateTry,
  Spread,
  WorkloadResult,
} from './results.ts';

/** What an optimizer did on a workload. */
export interface ContestantRuns {
  readonly contestant: Contestant;
  readonly step: TrainingStep;
  readonly tries: readonly RateTry[];
  readonly chosen: RateTry;
  /** At the chosen rate, one per seed. */
  readonly trials: readonly Trial[];
}

/** Numbers of a workload out of its runs. */
export function workloadResult(
  workload: WorkloadName,
  classes: string,
  contestants: readonly ContestantRuns[],
): WorkloadResult {
  const { layout } = contestants[0].step;
  const losses = {
    codec: 'weighted squared error of the decoded picture',
    denoiser: 'squared error of the latent, of the decoded picture, and likelihood of its own error estimate',
    classifier: `cross-entropy in nats, ${classes}`,
  };
  return {
    workload,
    loss: losses[workload],
    parameters: layout.length,
    hiddenParameters: layout.hiddenLength,
    contestants: contestants.map(runs => contestantResult(runs, contestants)),
    leads: leadsOf(contestants),
  };
}

/** Forms of NorMuon and of Muon that scale their updates alike, so that they differ in the normalisation of rows alone. */
const PAIRS = [
  { of: 'normuon:paper', against: 'muon:moonlight' },
  { of: 'normuon:official', against: 'muon:kj' },
] as const;

function leadsOf(contestants: readonly ContestantRuns[]): Lead[] {
  const curves = (name: string) =>
    contestants.find(({ contestant }) => contestant.name === name)?.trials.map(pointsOf);
  const baseline = soundBaseline(contestants)?.trials.map(pointsOf);
  return PAIRS.flatMap(({ of, against }) => {
    const [first, second] = [curves(of), curves(against)];
    return baseline && first && second ? [{ of, against, points: leadOf(first, second, baseline) }] : [];
  });
}

/** AdamW, where it is in the study and did not diverge. */
function soundBaseline(contestants: readonly ContestantRuns[]): ContestantRuns | undefined {
  const baseline = contestants.find(({ contestant }) => contestant.name === BASELINE);
  return baseline?.trials.every(({ diverged }) => !diverged) ? baseline : undefined;
}

function contestantResult(runs: ContestantRuns, all: readonly ContestantRuns[]): ContestantResult {
  const { contestant, step, tries, chosen, trials } = runs;
  const finite = trials.flatMap(({ finalLoss }) => (finalLoss === null ? [] : [finalLoss]));
  const baseline = soundBaseline(all);
  const plain = all.find(other => other.contestant.name === PLAIN);
  const secondsPerStep = stepTime(runs);
  return {
    optimizer: contestant.name,
    tries,
    multiple: chosen.multiple,
    learningRate: chosen.learningRate,
    edge: edgeOf(chosen.multiple, tries),
    diverged: trials.filter(({ diverged }) => diverged).length,
    curve: curveOf(trials.filter(({ finalLoss }) => finalLoss !== null).map(({ points }) => points)),
    finalLoss: finite.length < 2 ? null : estimate(finite),
    reach: baseline ? reachOf(trials.map(pointsOf), baseline.trials.map(pointsOf)) : null,
    stateBytes: step.stateLength * Float32Array.BYTES_PER_ELEMENT,
    secondsPerStep,
    overheadPercent: plain ? 100 * (secondsPerStep / stepTime(plain) - 1) : null,
    updates: trials[0].updates.map(({ brakes: _, ...update }) => update),
    brake: brakeOf(contestant, trials[0]),
  };
}

const pointsOf = ({ points }: Trial) => points;

function stepTime({ trials }: ContestantRuns): number {
  return Math.min(...trials.map(({ secondsPerStep }) => secondsPerStep));
}

function curveOf(curves: readonly (readonly LossPoint[])[]): CurvePoint[] {
  if (curves.length === 0) return [];
  return curves[0].map(({ step }, i) => ({
    step,
    seconds: average(curves.map(points => points[i].seconds)),
    training: spread(curves.map(points => points[i].trainingLoss)),
    heldOut: spread(curves.map(points => points[i].heldOutLoss)),
  }));
}

function brakeOf({ brake }: Contestant, { updates }: Trial): Brake | null {
  const measured = updates.flatMap(({ brakes }) => brakes);
  if (!brake || measured.length === 0) return null;
  const smallestMatrix = Math.min(...measured.map(({ entries }) => entries));
  return {
    smallestMatrix,
    lowestExcess: Math.min(...measured.map(({ excess }) => excess)),
    highestExcess: Math.max(...measured.map(({ excess }) => excess)),
    bound: Math.sqrt(1 + Math.sinh(brake.gamma) ** 2 / smallestMatrix) - 1,
  };
}

function spread(values: readonly number[]): Spread {
  return { mean: average(values), low: Math.min(...values), high: Math.max(...values) };
}
