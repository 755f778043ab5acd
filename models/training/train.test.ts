import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { codecObjective } from '../codec/objective.ts';
import { deadLeaves } from '../data/deadLeaves.ts';
import { adamW } from '../optimizers/adamw.ts';
import { muon } from '../optimizers/muon.ts';
import { batchPlan } from './batch.ts';
import { saveCheckpoint } from './checkpoint.ts';
import { batchGeometry, drawBatch } from './codecBatch.ts';
import { codecCondition } from './conditions.ts';
import { initialWeights } from './initial.ts';
import { trainingStep } from './step.ts';
import { type TrainingRun, train } from './train.ts';

const SMALL = { width: 16, heads: 2, blocks: 2 };
const plan = batchPlan(3, 1);
const geometry = batchGeometry(plan);
const sources = [{ source: deadLeaves({ width: 64, height: 64, count: 100, seed: 3 }), weight: 1 }];
const step = trainingStep(
  'tiny',
  codecObjective(geometry.layout.windows, { encoder: SMALL, decoder: SMALL }),
  {
    hidden: muon(),
    others: adamW(),
  },
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semlink-train-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(steps: number, losses: number[] = []): TrainingRun {
  return {
    step,
    description: { kind: 'tiny' },
    pictures: ['dead leaves=1'],
    schedule: { peak: 3e-3, warmupSteps: 2, steps, decay: 0.4 },
    seed: 1,
    checkpoint: join(folder, 'tiny.ckpt'),
    saveEvery: 2,
    session: { device: 'cpu', threads: 1 },
    async batch(number) {
      const stream = randomStream('train-test', number);
      return (await drawBatch(plan, geometry, sources, codecCondition, stream)).inputs;
    },
    onStep: ({ loss }) => losses.push(loss),
  };
}

describe('train', () => {
  it('goes on after a kill on the same trajectory, to the last bit', async () => {
    const whole = await train(run(8));
    rmSync(join(folder, 'tiny.ckpt'));

    // Killed inside step 6: the checkpoint of step 4 is what is left.
    const killed = run(8);
    const batch = killed.batch;
    await expect(
      train({
        ...killed,
        batch: number => (number === 6 ? Promise.reject(new Error('killed')) : batch(number)),
      }),
    ).rejects.toThrow('killed');
    const losses: number[] = [];
    const resumed = await train(run(8, losses));
    expect(losses).toHaveLength(4);
    expect(resumed.weights).toEqual(whole.weights);
  });

  it('learns: the loss falls', async () => {
    const losses: number[] = [];
    await train(run(40, losses));
    const late = losses.slice(-5).reduce((a, b) => a + b) / 5;
    expect(late).toBeLessThan(0.5 * losses[0]);
  });

  it('stops at an abort and keeps what it has', async () => {
    const abort = new AbortController();
    const started = run(8);
    const result = await train(
      { ...started, onStep: report => report.step === 3 && abort.abort() },
      abort.signal,
    );
    expect(result.steps).toBe(3);
    expect((await train(run(8))).steps).toBe(8);
  });

  it('records on which pictures it went on', async () => {
    await train(run(2));
    const { history } = await train({ ...run(4), pictures: ['photographs=1'] });
    expect(history).toEqual([
      { afterStep: 0, pictures: ['dead leaves=1'], steps: 2 },
      { afterStep: 2, pictures: ['photographs=1'], steps: 4 },
    ]);
  });

  it('records where another runtime took the steps, and forgets it where that took none', async () => {
    const elsewhere = { afterStep: 0, pictures: ['dead leaves=1'], steps: 4, runtime: 'an accelerator' };
    const file = join(folder, 'tiny.ckpt');
    const start = {
      run: { kind: 'tiny' },
      history: [elsewhere],
      weights: initialWeights(step.layout, 1),
      state: new Float32Array(step.stateLength),
    };
    const here = { pictures: ['dead leaves=1'], steps: 4 };
    saveCheckpoint(file, { ...start, step: 4 });
    expect((await train(run(4))).history).toEqual([elsewhere]);
    saveCheckpoint(file, { ...start, step: 3 });
    expect((await train(run(4))).history).toEqual([elsewhere, { ...here, afterStep: 3 }]);
    saveCheckpoint(file, { ...start, step: 0 });
    expect((await train(run(4))).history).toEqual([{ ...here, afterStep: 0 }]);
  });

  it('refuses the checkpoint of another run, a damaged one, and one that is none', async () => {
    await train(run(2));
    await expect(train({ ...run(4), description: { kind: 'other' } })).rejects.toThrow(
      'belongs to a run with',
    );
    const file = join(folder, 'tiny.ckpt');
    writeFileSync(file, readFileSync(file).subarray(0, 2000));
    await expect(train(run(4))).rejects.toThrow('is 2000 bytes long, expected');
    writeFileSync(file, 'hello');
    await expect(train(run(4))).rejects.toThrow('is not a semlink-checkpoint-1 file');
  });

  it('ends with a message when the loss is not a number', async () => {
    const weights = new Float32Array(step.layout.length).fill(Number.NaN);
    const state = new Float32Array(step.stateLength);
    saveCheckpoint(join(folder, 'tiny.ckpt'), {
      step: 1,
      run: { kind: 'tiny' },
      history: [],
      weights,
      state,
    });
    await expect(train(run(4))).rejects.toThrow('the loss of step 2 is NaN');
  });
});
