import { randomStream } from '../../kernels/random/stream.ts';
import { median } from '../../kernels/statistics/median.ts';
import type { WeightLayout } from '../graph/weights.ts';
import { openSession, type Session, type SessionOptions, type Value } from '../runtime/session.ts';
import { initialWeights } from '../training/initial.ts';
import { graphRunner } from '../training/runner.ts';
import { learningRate, type Schedule } from '../training/schedule.ts';
import type { TrainingStep } from '../training/step.ts';
import type { UpdateShape } from './updateShape.ts';
import { lossGraph, type Workload } from './workload.ts';

/** Batches that the held-out loss is the mean of. They are the same in every trial of a workload. */
const HELD_OUT_BATCHES = 4;

export interface TrialOptions {
  readonly schedule: Schedule;
  /** Names the random streams of start values and batches: equal seeds see equal data, whatever the optimizer. */
  readonly seed: number;
  /** Times, evenly spread, at which the held-out loss is taken. */
  readonly evaluations: number;
  /** Looks at what single steps, `count` of them, evenly spread, do to the hidden matrices. */
  readonly diagnosis?: Diagnosis;
}

export interface Diagnosis {
  readonly count: number;
  shapeOf(layout: WeightLayout, before: Float32Array, after: Float32Array): UpdateShape;
}

/** A point of a loss curve. */
export interface LossPoint {
  readonly step: number;
  /** Time spent in training steps so far; batches and measurements are not in it. */
  readonly seconds: number;
  /** Mean of the training loss over the steps since the last point. */
  readonly trainingLoss: number;
  readonly heldOutLoss: number;
}

export interface Trial {
  /** The first point is the start: step 0, with the held-out loss for both. */
  readonly points: readonly LossPoint[];
  /** Held-out loss after the last step; null where a loss stopped being a number. What came before it is in `points`. */
  readonly finalLoss: number | null;
  /** No final loss, or one above the start. */
  readonly diverged: boolean;
  /** Median time of a training step. */
  readonly secondsPerStep: number;
  readonly updates: readonly (UpdateShape & { readonly step: number })[];
  readonly device: string;
}

/** A workload and an optimizer, ready to be tried at any rate and seed. */
export interface Contest {
  /** Trains once. A loss that is not a number ends the trial and is its result, not an error. */
  tryOnce(options: TrialOptions): Promise<Trial>;
  close(): Promise<void>;
}

/** Opens the sessions of a contest: the training step, and the loss on held-out batches. */
export async function openContest(
  workload: Workload,
  step: TrainingStep,
  options: SessionOptions,
): Promise<Contest> {
  const training = await openSession(step.model, options);
  const loss = await openSession(lossGraph(workload), options);
  const heldOut = await heldOutBatches(workload);
  const heldOutLoss = (weights: Float32Array) => meanLoss(loss, heldOut, weights);
  return {
    tryOnce: trial => trainAndMeasure({ workload, step, training, heldOutLoss }, trial),
    async close() {
      await training.close();
      await loss.close();
    },
  };
}

interface Course {
  readonly workload: Workload;
  readonly step: TrainingStep;
  readonly training: Session;
  heldOutLoss(weights: Float32Array): Promise<number>;
}

async function trainAndMeasure(
  { workload, step, training, heldOutLoss }: Course,
  { schedule, seed, evaluations, diagnosis }: TrialOptions,
): Promise<Trial> {
  const { layout, numbers } = step;
  let weights = initialWeights(layout, seed);
  const runner = graphRunner(training, step, { weights, state: new Float32Array(step.stateLength) });
  const start = await heldOutLoss(weights);
  const points: LossPoint[] = [{ step: 0, seconds: 0, trainingLoss: start, heldOutLoss: start }];
  const updates: (UpdateShape & { step: number })[] = [];
  const durations: number[] = [];
  const measureAt = new Set(evenly(schedule.steps, evaluations));
  const diagnoseAt = new Set(evenly(schedule.steps, diagnosis?.count ?? 0));
  let since: number[] = [];
  let broken = false;

  for (let number = 1; number <= schedule.steps && !broken; number++) {
    const batch = await workload.batch('training', randomStream(seed, 'study', workload.name, number));
    const startedAt = performance.now();
    const { loss } = await runner.step(number, batch, numbers(number, learningRate(schedule, number)));
    durations.push((performance.now() - startedAt) / 1000);
    const before = weights;
    weights = (await runner.state()).weights;
    since.push(loss);
    broken = !Number.isFinite(loss);
    if (broken) continue;
    if (diagnoseAt.has(number))
      updates.push({ step: number, ...diagnosis!.shapeOf(layout, before, weights) });
    if (!measureAt.has(number)) continue;

    const held = await heldOutLoss(weights);
    broken = !Number.isFinite(held);
    if (broken) continue;
    points.push({
      step: number,
      seconds: total(durations),
      trainingLoss: total(since) / since.length,
      heldOutLoss: held,
    });
    since = [];
  }
  const finalLoss = broken ? null : points.at(-1)!.heldOutLoss;
  return {
    points,
    finalLoss,
    diverged: finalLoss === null || finalLoss > start,
    secondsPerStep: median(durations),
    updates,
    device: training.device,
  };
}

/** `count` whole numbers up to `last`, evenly spread, the last one being `last`. */
export function evenly(last: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.round(((i + 1) * last) / count));
}

async function heldOutBatches(workload: Workload): Promise<Record<string, Value>[]> {
  const batches: Record<string, Value>[] = [];
  for (let i = 0; i < HELD_OUT_BATCHES; i++)
    batches.push(await workload.batch('heldOut', randomStream('study', 'held out', workload.name, i)));
  return batches;
}

async function meanLoss(
  session: Session,
  batches: readonly Record<string, Value>[],
  weights: Float32Array,
): Promise<number> {
  const losses: number[] = [];
  for (const batch of batches) {
    const { loss } = await session.run({ ...batch, weights: { shape: [weights.length], data: weights } });
    losses.push(loss.data[0] as number);
  }
  return total(losses) / losses.length;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
