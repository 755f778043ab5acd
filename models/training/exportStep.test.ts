import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { codecObjective } from '../codec/objective.ts';
import { deadLeaves } from '../data/deadLeaves.ts';
import { optimizerNamed } from '../optimizers/named.ts';
import { openSession } from '../runtime/session.ts';
import { batchPlan } from './batch.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { batchGeometry, drawBatch } from './codecBatch.ts';
import { codecCondition } from './conditions.ts';
import { exportStep } from './exportStep.ts';
import { type NetworkTraining, trainNetworks } from './networks.ts';
import type { TrainingOptions } from './options.ts';
import { graphRunner } from './runner.ts';

const SMALL = { width: 16, heads: 2, blocks: 2 };
const STEPS = 3;
const training: NetworkTraining = {
  kind: 'tiny',
  plan: batchPlan(2, 1),
  objective: windows => codecObjective(windows, { encoder: SMALL, decoder: SMALL }),
  drawCondition: codecCondition,
  watchDb: [8, 12],
  description: {},
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semlink-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function options(checkpoint: string): TrainingOptions {
  return {
    sources: [{ source: deadLeaves({ width: 64, height: 64, count: 20, seed: 3 }), weight: 1 }],
    optimizer: optimizerNamed('muon'),
    schedule: { peak: 3e-3, warmupSteps: 2, steps: STEPS, decay: 0.4 },
    seed: 5,
    checkpoint: join(folder, checkpoint),
    saveEvery: 100,
    session: { device: 'cpu', threads: 1 },
    progress: () => {},
  };
}

const floats = (name: string) => {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
};

/** Takes all steps from what lies in the folder, on the batches that the trainer would draw. */
async function takeSteps(): Promise<void> {
  const sizes = JSON.parse(readFileSync(join(folder, 'step.json'), 'utf8'));
  const tokens = 64 * sizes.windows;
  const order = (name: string) => {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
    return { shape: [tokens], data: new BigInt64Array(buffer.slice(byteOffset, byteOffset + byteLength)) };
  };
  const fixed = {
    shifted: order('shifted.i64'),
    unshifted: order('unshifted.i64'),
    shiftedMask: { shape: [sizes.windows, 1, 64, 64], data: floats('shiftedMask.f32') },
  };
  const session = await openSession(readFileSync(join(folder, 'step.onnx')), { device: 'cpu', threads: 1 });
  const start = loadCheckpoint(join(folder, 'tiny.ckpt'))!;
  const layout = { weights: [], banks: [], hiddenLength: 0, length: sizes.weights };
  const runner = graphRunner(session, { layout, stateLength: sizes.state }, start);
  const { sources, seed } = options('');
  for (let number = 1; number <= sizes.steps; number++) {
    const stream = randomStream(seed, 'training', number);
    const geometry = batchGeometry(training.plan);
    const { inputs } = await drawBatch(training.plan, geometry, sources, codecCondition, stream);
    const numbers = floats('numbers.f32').slice((number - 1) * sizes.numbers, number * sizes.numbers);
    await runner.step(number, { ...inputs, ...fixed }, numbers);
  }
  const { weights, state } = await runner.state();
  await runner.close();
  saveCheckpoint(join(folder, 'tiny.ckpt'), { ...start, step: sizes.steps, weights, state });
}

describe('a step for another runtime', () => {
  it('takes a run where the trainer would have taken it, and the trainer finds it done', async () => {
    exportStep(folder, training, options(''), 'another runtime');
    await takeSteps();
    const elsewhere = await trainNetworks(training, options('tiny.ckpt'));
    const here = await trainNetworks(training, options('here.ckpt'));
    expect(elsewhere.weights).toEqual(here.weights);
    expect(elsewhere.history).toMatchObject([{ afterStep: 0, steps: STEPS, runtime: 'another runtime' }]);
    expect(here.history[0]).not.toHaveProperty('runtime');
  });

  it('comes with conditions as the trainer draws them', () => {
    exportStep(folder, training, options(''), 'another runtime');
    const pool = floats('conditions.f32');
    const rows = Array.from({ length: pool.length / 2 }, (_, i) => [
      pool[2 * i],
      -10 * Math.log10(pool[2 * i + 1]),
    ]);
    const share = (holds: (row: number[]) => boolean) => rows.filter(holds).length / rows.length;
    // Five standard deviations of a share near one half over 65,536 draws are 0.01.
    expect(Math.abs(share(([channels]) => channels === 16) - 0.35)).toBeLessThan(0.01);
    const expected = 5 / 8 + (2 / 8) * (9 / 25);
    expect(Math.abs(share(([, snrDb]) => snrDb > -2 && snrDb < 7) - expected)).toBeLessThan(0.01);
  });

  it('is not written over a checkpoint, nor without its optimizer', () => {
    expect(() => exportStep(folder, training, { ...options(''), workers: 2 }, 'x')).toThrow(
      '--workers: the exported step has its optimizer inside; leave it out',
    );
    exportStep(folder, training, options(''), 'x');
    expect(() => exportStep(folder, training, options(''), 'x')).toThrow(
      'is there already; use another --out',
    );
  });
});
