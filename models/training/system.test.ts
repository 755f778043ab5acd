import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { deadLeaves } from '../data/deadLeaves.ts';
import { systemObjective } from '../denoiser/objective.ts';
import { adamW } from '../optimizers/adamw.ts';
import { muon } from '../optimizers/muon.ts';
import { batchPlan } from './batch.ts';
import { batchGeometry, drawBatch } from './codecBatch.ts';
import { systemCondition } from './conditions.ts';
import { initialWeights } from './initial.ts';
import { openGraphRunner } from './runner.ts';
import { learningRate } from './schedule.ts';
import { trainingStep } from './step.ts';
import { systemTraining } from './system.ts';

const TINY = { width: 16, heads: 2, blocks: 1 };
const plan = batchPlan(4, 0);
const geometry = batchGeometry(plan);
const size = { codec: { encoder: TINY, decoder: TINY }, denoiser: TINY };
const sources = [{ source: deadLeaves({ width: 32, height: 32, count: 50, seed: 4 }), weight: 1 }];

describe('training the whole system', () => {
  it('improves the picture with and without the denoiser, and the latent', async () => {
    const step = trainingStep('tiny', systemObjective(geometry.layout.windows, size), {
      hidden: muon(),
      others: adamW(),
    });
    const start = { weights: initialWeights(step.layout, 1), state: new Float32Array(step.stateLength) };
    const runner = await openGraphRunner(step, start, { device: 'cpu', threads: 1 });
    const schedule = { peak: 4e-3, warmupSteps: 2, steps: 60, decay: 0.4 };
    const history: Record<string, number[]> = { mse: [], directMse: [], latentError: [] };
    for (let number = 1; number <= schedule.steps; number++) {
      const stream = randomStream('system-test', number);
      const { inputs } = await drawBatch(plan, geometry, sources, systemCondition, stream);
      const numbers = step.numbers(number, learningRate(schedule, number));
      const { readouts } = await runner.step(number, inputs, numbers);
      for (const [name, values] of Object.entries(history))
        values.push(average(readouts[name].data as Float32Array));
    }
    await runner.close();
    const early = (name: string) => average(history[name].slice(0, 10));
    const late = (name: string) => average(history[name].slice(-10));
    expect(late('mse')).toBeLessThan(0.5 * early('mse'));
    expect(late('directMse')).toBeLessThan(0.5 * early('directMse'));
    expect(late('latentError')).toBeLessThan(early('latentError'));
  });

  it('starts from known weights of the same name and size, and leaves the others to the seed', () => {
    const known = new Map([
      ['encoder.embed.bias', new Float32Array(128).fill(7)],
      ['decoder.embed.bias', new Float32Array(1)],
    ]);
    const weights = ['encoder', 'decoder'].map((network, i) => ({
      name: `${network}.embed.bias`,
      shape: [128],
      start: { deviation: 1 },
      hidden: false,
      offset: 128 * i,
    }));
    const layout = { weights, banks: [], hiddenLength: 0, length: 256 };
    const start = systemTraining(1, known).start!(layout);
    expect([...start.subarray(0, 128)]).toEqual(Array(128).fill(7));
    expect(start.subarray(128)).toEqual(initialWeights(layout, 1).subarray(128));
  });
});

function average(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
