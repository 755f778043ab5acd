import { configError, NumericError } from '../../kernels/errors.ts';
import type { SessionOptions, Value } from '../runtime/session.ts';
import { type Leg, loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { initialWeights } from './initial.ts';
import { openGraphRunner, type StepRunner, type TrainingState } from './runner.ts';
import { learningRate, type Schedule } from './schedule.ts';
import type { TrainingStep } from './step.ts';

/** What a finished step tells. */
export interface StepReport {
  readonly step: number;
  readonly loss: number;
  /** The objective's readouts by name. */
  readonly readouts: Readonly<Record<string, Value>>;
}

export interface TrainingRun {
  readonly step: TrainingStep;
  /** Describes the run in the checkpoint; resuming with another description is refused. */
  readonly description: Readonly<Record<string, unknown>>;
  /** Names of the picture sources with their weights, for the record. */
  readonly pictures: readonly string[];
  readonly schedule: Schedule;
  readonly seed: number;
  readonly checkpoint: string;
  /** Steps between checkpoints; the last step always makes one. */
  readonly saveEvery: number;
  readonly session: SessionOptions;
  /** Who takes the steps; the graph of `step` on its own unless given. */
  readonly openRunner?: (start: TrainingState) => Promise<StepRunner>;
  /** Start values instead of random ones, for a run that continues another network. */
  readonly start?: Float32Array;
  /** Inputs of step 1, 2, …; must depend on the number only, so that a resumed run sees the same data. */
  batch(step: number): Promise<Record<string, Value>>;
  onStep(report: StepReport): void;
}

export interface TrainingResult {
  readonly weights: Float32Array;
  readonly steps: number;
  readonly history: readonly Leg[];
}

/**
 * Trains until the schedule ends, or until `signal` aborts, which leaves a checkpoint behind. Resumes from the checkpoint where there is one,
 * on the same trajectory to the last bit.
 *
 * @returns the weights, the steps done and how they were done
 * @throws NumericError when the loss is not a number; ConfigError when the checkpoint belongs to another run
 */
export async function train(run: TrainingRun, signal?: AbortSignal): Promise<TrainingResult> {
  const { layout, stateLength } = run.step;
  const saved = loadCheckpoint(run.checkpoint);
  if (saved && JSON.stringify(saved.run) !== JSON.stringify(run.description))
    throw configError(
      'checkpoint-other-run',
      run.checkpoint,
      `belongs to a run with ${JSON.stringify(saved.run)}, this one has ${JSON.stringify(run.description)}; ` +
        'use the same options or another --out',
    );
  const start = {
    weights: saved?.weights ?? run.start ?? initialWeights(layout, run.seed),
    state: saved?.state ?? new Float32Array(stateLength),
  };
  let done = saved?.step ?? 0;
  const leg: Leg = { afterStep: done, pictures: run.pictures, steps: run.schedule.steps };
  const sofar = saved?.history ?? [];
  const history = done < run.schedule.steps ? continued(sofar, leg) : sofar;
  const runner = await (run.openRunner?.(start) ?? openGraphRunner(run.step, start, run.session));
  const save = async () => {
    const now = await runner.state();
    saveCheckpoint(run.checkpoint, { step: done, run: run.description, history, ...now });
    return now;
  };
  try {
    while (done < run.schedule.steps && !signal?.aborted) {
      const step = done + 1;
      const numbers = run.step.numbers(step, learningRate(run.schedule, step));
      const { loss, readouts } = await runner.step(step, await run.batch(step), numbers);
      if (!Number.isFinite(loss))
        throw new NumericError(
          'training-diverged',
          `the loss of step ${step} is ${loss}; try a lower learning rate`,
        );
      done = step;
      run.onStep({ step, loss, readouts });
      if (step % run.saveEvery === 0) await save();
    }
    const { weights } = await save();
    return { weights, steps: done, history };
  } finally {
    await runner.close();
  }
}

/** Adds a leg unless it only takes up the last one again. A leg in which no step was taken is forgotten. */
function continued(history: readonly Leg[], leg: Leg): readonly Leg[] {
  const last = history.at(-1);
  const kindOf = ({ steps, pictures, runtime }: Leg) => JSON.stringify([steps, pictures, runtime]);
  if (last && kindOf(last) === kindOf(leg)) return history;
  return [...history.filter(({ afterStep }) => afterStep < leg.afterStep), leg];
}
