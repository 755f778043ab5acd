import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elementCount, Graph } from '../graph/graph.ts';
import { reshape, slice } from '../graph/ops.ts';
import { openSession } from '../runtime/session.ts';
import { adamW } from './adamw.ts';
import { muon } from './muon.ts';
import type { GraphOptimizer } from './optimizer.ts';

interface Golden {
  readonly inputs: Record<string, { shape: number[]; start: number[]; gradients: number[][] }>;
  readonly muon: { weights: Record<string, number[][]> };
  readonly adamw: { weights: Record<string, number[][]> };
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../tests/golden/optimizers.json', import.meta.url), 'utf8'),
);

/** Optimizers as the reference ran them. `tolerance` is what single precision leaves over five steps. */
const CASES = [
  {
    name: 'muon',
    optimizer: muon({ weightDecay: 0.1 }),
    learningRate: 0.002,
    betas: [0, 0],
    want: golden.muon.weights,
  },
  {
    name: 'adamw',
    optimizer: adamW({ beta1: 0.9, beta2: 0.999, weightDecay: 0.01 }),
    learningRate: 0.01,
    betas: [0.9, 0.999],
    want: golden.adamw.weights,
  },
];

async function trajectory(
  optimizer: GraphOptimizer,
  { shape, start, gradients }: Golden['inputs'][string],
  learningRate: number,
  [beta1, beta2]: readonly number[],
): Promise<Float32Array[]> {
  const graph = new Graph('optimizer');
  const weights = graph.input('weights', shape);
  const gradient = graph.input('gradient', shape);
  const slots = Array.from({ length: optimizer.slots }, (_, i) => graph.input(`slot${i}`, shape));
  const numbers = graph.input('numbers', [3]);
  const number = (i: number) => reshape(slice(numbers, 0, i, i + 1), []);
  const result = optimizer.update(weights, gradient, slots, {
    learningRate: number(0),
    firstCorrection: number(1),
    secondCorrection: number(2),
  });
  graph.output('next', result.weights);
  for (const [i, slot] of result.slots.entries()) graph.output(`next${i}`, slot);
  const session = await openSession(graph.toBytes(), { device: 'cpu', threads: 1 });

  let w: Float32Array = Float32Array.from(start);
  let state = slots.map(() => new Float32Array(elementCount(shape)));
  const path: Float32Array[] = [];
  for (const [t, g] of gradients.entries()) {
    const corrections = [1 / (1 - beta1 ** (t + 1)), 1 / (1 - beta2 ** (t + 1))];
    const out = await session.run({
      weights: { shape, data: w },
      gradient: { shape, data: Float32Array.from(g) },
      numbers: { shape: [3], data: Float32Array.of(learningRate, ...corrections) },
      ...Object.fromEntries(state.map((data, i) => [`slot${i}`, { shape, data }])),
    });
    w = out.next.data as Float32Array;
    state = slots.map((_, i) => out[`next${i}`].data as Float32Array<ArrayBuffer>);
    path.push(w);
  }
  await session.close();
  return path;
}

describe.each(CASES)('$name', ({ optimizer, learningRate, betas, want }) => {
  it.each(Object.keys(golden.inputs))('follows the reference trajectory on %s', async name => {
    const path = await trajectory(optimizer, golden.inputs[name], learningRate, betas);
    path.forEach((weights, step) => {
      const worst = Math.max(...want[name][step].map((value, i) => Math.abs(value - weights[i])));
      expect(worst).toBeLessThan(5e-6);
    });
  });

  it('stays finite when the gradient is zero', async () => {
    const input = golden.inputs.wide8x24;
    const zeros = input.gradients.map(g => g.map(() => 0));
    const path = await trajectory(optimizer, { ...input, gradients: zeros }, learningRate, betas);
    expect(path.at(-1)!.every(Number.isFinite)).toBe(true);
  });
});

it('notices a momentum that is off by 5 %', async () => {
  const name = 'wide8x24';
  const path = await trajectory(
    muon({ momentum: 0.9, weightDecay: 0.1 }),
    golden.inputs[name],
    0.002,
    [0, 0],
  );
  const worst = Math.max(...golden.muon.weights[name][4].map((value, i) => Math.abs(value - path[4][i])));
  expect(worst).toBeGreaterThan(1e-5);
});
