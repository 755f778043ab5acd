import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { optimizerNamed } from '../optimizers/named.ts';
import { startCrew } from './crew.ts';
import { assignWork, type DistributedOptimizer, openDistributed } from './distributed.ts';
import { layout, openInProcess, quadraticGradient, start, trainInGraph } from './fixture.ts';

const STEPS = 20;
const RATE = 0.01;

const { step: training, weights: whole } = await trainInGraph('normuon', STEPS, RATE);
const options = {
  workers: 2,
  layout,
  optimizer: optimizerNamed('normuon'),
  weights: start,
  state: new Float32Array(training.stateLength),
};

describe('two threads', () => {
  let threads: DistributedOptimizer;
  beforeAll(async () => {
    threads = await openDistributed(options);
  });
  afterAll(() => threads.close());

  it('take the steps of the single graph to 1e-6, the steps of shards in turns to the last bit', async () => {
    const inTurns = await openInProcess(options);
    for (let step = 1; step <= STEPS; step++) {
      const [gradient, numbers] = [quadraticGradient(threads.weights), training.numbers(step, RATE)];
      const received = await threads.step(step, gradient, numbers);
      expect(await inTurns.step(gradient, numbers)).toEqual(received);
    }
    expect(threads.weights.slice()).toEqual(inTurns.weights.slice());
    expect(await threads.state()).toEqual(inTurns.state());
    const apart = threads.weights.map((w, i) => Math.abs(w - whole[i]));
    expect(Math.max(...apart)).toBeLessThan(1e-6);
    await inTurns.close();
  });

  it('go on in another crew from their weights and state', async () => {
    const next = await openDistributed({
      ...options,
      weights: threads.weights.slice(),
      state: await threads.state(),
    });
    const [gradient, numbers] = [quadraticGradient(threads.weights), training.numbers(STEPS + 1, RATE)];
    await threads.step(STEPS + 1, gradient, numbers);
    await next.step(STEPS + 1, gradient, numbers);
    expect(next.weights.slice()).toEqual(threads.weights.slice());
    await next.close();
  });
});

describe('a lost worker', () => {
  it('ends the step with an error that names it, and every step after', async () => {
    const threads = await openDistributed(options);
    const [gradient, numbers] = [quadraticGradient(start), training.numbers(1, RATE)];
    await threads.step(1, gradient, numbers);
    // It is stopped while it waits for the order: onnxruntime takes the process with it where a thread ends inside a run.
    threads.threads[1].terminate();
    await expect(threads.step(2, gradient, numbers)).rejects.toMatchObject({
      name: 'RuntimeFailure',
      code: 'worker-lost',
      message: 'worker 2 of 2 ended in step 2 with exit code 1',
    });
    await expect(threads.step(3, gradient, numbers)).rejects.toThrow('worker 2 of 2 ended in step 2');
    await threads.close();
  });

  it('is told with its own error where it has one', async () => {
    const assignments = assignWork(options).map(assignment => ({
      ...assignment,
      work: { ...assignment.work, optimizer: { name: 'nuon', weightDecay: 0 } },
    }));
    await expect(startCrew(assignments)).rejects.toThrow(
      /^worker [12] of 2 ended while starting with exit code 1: optimizer: "nuon" is not one of/,
    );
  });
});

it('start values that do not fit are refused', async () => {
  await expect(openDistributed({ ...options, state: new Float32Array(1) })).rejects.toThrow(
    `${layout.length} weights and 1 state values do not fit ${layout.length} and ${training.stateLength}`,
  );
});
