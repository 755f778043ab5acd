import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { codecObjective } from '../codec/objective.ts';
import { deadLeaves } from '../data/deadLeaves.ts';
import { optimizerNamed } from '../optimizers/named.ts';
import { batchPlan } from '../training/batch.ts';
import { loadCheckpoint } from '../training/checkpoint.ts';
import { batchGeometry, drawBatch } from '../training/codecBatch.ts';
import { codecCondition } from '../training/conditions.ts';
import { gradientStep, trainingStep } from '../training/step.ts';
import { type TrainingRun, train } from '../training/train.ts';
import type { DistributedOptimizer } from './distributed.ts';
import { openDistributedRunner } from './runner.ts';

const SMALL = { width: 16, heads: 2, blocks: 1 };
const plan = batchPlan(2, 1);
const geometry = batchGeometry(plan);
const sources = [{ source: deadLeaves({ width: 64, height: 64, count: 100, seed: 3 }), weight: 1 }];
const objective = codecObjective(geometry.layout.windows, { encoder: SMALL, decoder: SMALL });
const optimizer = optimizerNamed('normuon');
const session = { device: 'cpu', threads: 1 } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semlink-distributed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(checkpoint: string, steps: number): TrainingRun {
  return {
    step: trainingStep('tiny', objective, optimizer),
    description: { kind: 'tiny' },
    pictures: ['dead leaves=1'],
    schedule: { peak: 3e-3, warmupSteps: 2, steps, decay: 0 },
    seed: 1,
    checkpoint: join(folder, checkpoint),
    saveEvery: 4,
    session,
    async batch(number) {
      const stream = randomStream('distributed-test', number);
      return (await drawBatch(plan, geometry, sources, codecCondition, stream)).inputs;
    },
    onStep: () => {},
  };
}

/** The same run with its optimizer on two workers. */
function shared(
  checkpoint: string,
  steps: number,
  onOpen: (opened: DistributedOptimizer) => void = () => {},
): TrainingRun {
  const step = gradientStep('tiny', objective, optimizer);
  return {
    ...run(checkpoint, steps),
    step,
    async openRunner(start) {
      const runner = await openDistributedRunner(step, start, { workers: 2, optimizer, session });
      onOpen(runner.optimizer);
      return runner;
    },
  };
}

const furthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

describe('training with two workers', () => {
  it('gives the weights of the single graph to 1e-6 after 20 steps', async () => {
    const [whole, sharded] = [await train(run('whole.ckpt', 20)), await train(shared('sharded.ckpt', 20))];
    expect(furthest(sharded.weights, whole.weights)).toBeLessThan(1e-6);
    expect(furthest(sharded.weights, (await train(run('short.ckpt', 19))).weights)).toBeGreaterThan(1e-4);
  });

  it('goes on from a checkpoint on the same trajectory, to the last bit, also from one of the single graph', async () => {
    const straight = await train(shared('straight.ckpt', 6));
    await train(shared('resumed.ckpt', 3));
    const resumed = await train(shared('resumed.ckpt', 6));
    expect(resumed.weights).toEqual(straight.weights);

    await train(run('switched.ckpt', 3));
    const switched = await train(shared('switched.ckpt', 6));
    expect(furthest(switched.weights, straight.weights)).toBeLessThan(1e-6);
  });

  it('ends with an error when a worker is lost, and leaves the last checkpoint as it was', async () => {
    let opened: DistributedOptimizer | undefined;
    const doomed = shared('lost.ckpt', 8, optimizer => {
      opened = optimizer;
    });
    const lost = train({
      ...doomed,
      onStep: ({ step }) => {
        if (step === 6) opened!.threads[0].terminate();
      },
    });
    await expect(lost).rejects.toThrow('worker 1 of 2 ended in step');
    expect(loadCheckpoint(doomed.checkpoint)).toMatchObject({ step: 4 });
    expect((await train(shared('lost.ckpt', 8))).steps).toBe(8);
  });

  it('refuses more workers than a matrix has rows', async () => {
    const step = gradientStep('tiny', objective, optimizer);
    const openRunner: TrainingRun['openRunner'] = start =>
      openDistributedRunner(step, start, { workers: 17, optimizer, session });
    await expect(train({ ...shared('many.ckpt', 1), openRunner })).rejects.toThrow(
      /^workers: 17 workers cannot share the 16 rows of .+; use at most 16$/,
    );
  });
});
