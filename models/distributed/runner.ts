import type { NamedOptimizer } from '../optimizers/named.ts';
import { openSession, type SessionOptions } from '../runtime/session.ts';
import type { StepRunner, TrainingState } from '../training/runner.ts';
import type { TrainingStep } from '../training/step.ts';
import { type DistributedOptimizer, openDistributed } from './distributed.ts';

/**
 * Takes training steps with a distributed optimizer: one graph for loss and gradient in this thread, then the update on the workers.
 *
 * @param step as `gradientStep` makes it
 * @throws ConfigError when a matrix has fewer rows than there are workers; RuntimeFailure from a step in which a worker is lost
 */
export async function openDistributedRunner(
  step: TrainingStep,
  start: TrainingState,
  { workers, optimizer, session }: DistributedRunnerOptions,
): Promise<StepRunner & { readonly optimizer: DistributedOptimizer }> {
  const { layout, model } = step;
  const backward = await openSession(model, session);
  const distributed = await openDistributed({ ...start, workers, layout, optimizer }).catch(async error => {
    await backward.close();
    throw error;
  });
  return {
    optimizer: distributed,
    async step(number, inputs, numbers) {
      const weights = { shape: [layout.length], data: distributed.weights.slice() };
      const { gradient, loss, ...readouts } = await backward.run({ ...inputs, weights });
      await distributed.step(number, gradient.data as Float32Array, numbers);
      return { loss: loss.data[0] as number, readouts };
    },
    async state() {
      return { weights: distributed.weights.slice(), state: await distributed.state() };
    },
    async close() {
      await distributed.close();
      await backward.close();
    },
  };
}

export interface DistributedRunnerOptions {
  readonly workers: number;
  readonly optimizer: NamedOptimizer;
  /** Of the graph of loss and gradient. */
  readonly session: SessionOptions;
}
