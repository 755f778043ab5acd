import { randomStream } from '../kernels/random/stream.ts';
import { CODEC_SIZE } from '../models/codec/network.ts';
import { codecObjective } from '../models/codec/objective.ts';
import { deadLeaves } from '../models/data/deadLeaves.ts';
import { optimizerNamed } from '../models/optimizers/named.ts';
import { openSession } from '../models/runtime/session.ts';
import { batchPlan } from '../models/training/batch.ts';
import { batchGeometry, drawBatch } from '../models/training/codecBatch.ts';
import { codecCondition } from '../models/training/conditions.ts';
import { initialWeights } from '../models/training/initial.ts';
import { trainingStep } from '../models/training/step.ts';

const OPTIMIZERS = ['sgd', 'adamw', 'muon', 'normuon', 'hybrid-auon'];
const ROUNDS = 10;

/** What an optimizer adds to a training step of the codec on 64 windows, in processor time of one thread. */
export interface StepCost {
  readonly name: string;
  readonly unit: 'CPU ms/step';
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Shortest step over the shortest step with plain SGD, less one. */
  readonly overheadOverSgd: number;
}

/**
 * Times a training step with each optimizer, in turns. It counts processor time, which other programs lengthen least, and compares the
 * shortest steps, which they lengthened least of all.
 */
export async function optimizerCosts(): Promise<StepCost[]> {
  const plan = batchPlan(64, 0);
  const geometry = batchGeometry(plan);
  const source = deadLeaves({ width: 64, height: 64, count: 64, seed: 1 });
  const stream = randomStream('bench', 'step');
  const { inputs } = await drawBatch(plan, geometry, [{ source, weight: 1 }], codecCondition, stream);

  const contestants = [];
  for (const name of OPTIMIZERS) {
    const optimizer = optimizerNamed(name);
    const step = trainingStep(name, codecObjective(geometry.layout.windows, CODEC_SIZE), optimizer);
    const session = await openSession(step.model, { device: 'cpu', threads: 1 });
    const numbers = step.numbers(1, optimizer.learningRate);
    const feeds = {
      ...inputs,
      weights: { shape: [step.layout.length], data: initialWeights(step.layout, 1) },
      state: { shape: [step.stateLength], data: new Float32Array(step.stateLength) },
      numbers: { shape: [numbers.length], data: numbers },
    };
    await session.run(feeds);
    contestants.push({ name: optimizer.name, session, feeds, times: [] as number[] });
  }
  for (let round = 0; round < ROUNDS; round++)
    for (let turn = 0; turn < contestants.length; turn++) {
      // Another one begins in every round, as the first step after a pause takes longer.
      const { session, feeds, times } = contestants[(round + turn) % contestants.length];
      const start = process.cpuUsage();
      await session.run(feeds);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
  for (const { session } of contestants) await session.close();

  const plain = Math.min(...contestants[0].times);
  return contestants.map(({ name, times }) => {
    const sorted = times.toSorted((a, b) => a - b);
    return {
      name: `codec training step, 64 windows, ${name}`,
      unit: 'CPU ms/step',
      median: Math.round(sorted[ROUNDS >> 1]),
      min: Math.round(sorted[0]),
      max: Math.round(sorted[ROUNDS - 1]),
      overheadOverSgd: Number((sorted[0] / plain - 1).toFixed(3)),
    };
  });
}
