import { fillNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { CODEC_SIZE } from '../models/codec/network.ts';
import { codecObjective } from '../models/codec/objective.ts';
import { openDistributed } from '../models/distributed/distributed.ts';
import { optimizerNamed } from '../models/optimizers/named.ts';
import { gradientStep } from '../models/training/step.ts';

const OPTIMIZERS = ['muon', 'normuon', 'hybrid-auon:reference'];
const ROUNDS = 40;

/** How much faster two workers update the codec's weights than one does, all with one thread each. */
export interface WorkerSpeedup {
  readonly name: string;
  readonly unit: 'times as fast';
  /** Of the shortest steps, which other programs lengthened least. */
  readonly best: number;
  readonly median: number;
  readonly shortestMs: { readonly oneWorker: number; readonly twoWorkers: number };
}

/** Times the optimizer part of a training step, with one worker and with two in turns. It needs two idle cores. */
export async function workerSpeedups(): Promise<WorkerSpeedup[]> {
  const speedups: WorkerSpeedup[] = [];
  for (const name of OPTIMIZERS) {
    const optimizer = optimizerNamed(name);
    const { layout, stateLength, numbers } = gradientStep(name, codecObjective(1, CODEC_SIZE), optimizer);
    const normal = (what: string) => fillNormal(randomStream('bench', what), new Float32Array(layout.length));
    const gradient = normal('gradient');
    const start = { weights: normal('weights'), state: new Float32Array(stateLength) };
    const contestants = await Promise.all(
      [1, 2].map(async workers => ({
        threads: await openDistributed({ ...start, workers, layout, optimizer }),
        times: [] as number[],
      })),
    );
    for (let round = 1; round <= ROUNDS; round++)
      for (const { threads, times } of contestants) {
        const begin = performance.now();
        await threads.step(round, gradient, numbers(round, 0.001));
        times.push(performance.now() - begin);
      }
    for (const { threads } of contestants) await threads.close();
    const [one, two] = contestants.map(({ times }) => times.sort((a, b) => a - b));
    speedups.push({
      name: `${optimizer.name}, two workers`,
      unit: 'times as fast',
      best: ratio(one[0], two[0]),
      median: ratio(one[ROUNDS / 2], two[ROUNDS / 2]),
      shortestMs: { oneWorker: Math.round(one[0]), twoWorkers: Math.round(two[0]) },
    });
  }
  return speedups;
}

const ratio = (one: number, two: number) => Number((one / two).toFixed(2));
