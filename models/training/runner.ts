import { openSession, type Session, type SessionOptions, type Value } from '../runtime/session.ts';
import type { TrainingStep } from './step.ts';

/** What a run carries from step to step. */
export interface TrainingState {
  readonly weights: Float32Array;
  /** Of the optimizer. */
  readonly state: Float32Array;
}

/** Takes the steps of a run and keeps its state between them. */
export interface StepRunner {
  /**
   * @param number of the step, 1, 2, …
   * @param inputs of the objective
   * @param numbers of the optimizers in this step
   * @returns the loss before the step, and the objective's readouts
   */
  step(
    number: number,
    inputs: Readonly<Record<string, Value>>,
    numbers: Float32Array,
  ): Promise<{ readonly loss: number; readonly readouts: Readonly<Record<string, Value>> }>;
  /** The state after the last step. */
  state(): Promise<TrainingState>;
  close(): Promise<void>;
}

/** Takes steps in one graph: forward, backward and update at once. */
export async function openGraphRunner(
  step: TrainingStep,
  start: TrainingState,
  options: SessionOptions,
): Promise<StepRunner> {
  return graphRunner(await openSession(step.model, options), step, start);
}

/** The same in the session of the step's graph, which serves one run after the other; it is closed with the runner. */
export function graphRunner(
  session: Session,
  { layout, stateLength }: Pick<TrainingStep, 'layout' | 'stateLength'>,
  start: TrainingState,
): StepRunner {
  let { weights, state } = start;
  return {
    async step(_number, inputs, numbers) {
      const results = await session.run({
        ...inputs,
        weights: { shape: [layout.length], data: weights },
        state: { shape: [stateLength], data: state },
        numbers: { shape: [numbers.length], data: numbers },
      });
      const { 'weights.next': nextWeights, 'state.next': nextState, loss, ...readouts } = results;
      weights = nextWeights.data as Float32Array;
      state = nextState.data as Float32Array;
      return { loss: loss.data[0] as number, readouts };
    },
    state: async () => ({ weights, state }),
    close: () => session.close(),
  };
}
