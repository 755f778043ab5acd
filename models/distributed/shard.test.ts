import { describe, expect, it } from 'vitest';
import { OPTIMIZER_NAMES, optimizerNamed } from '../optimizers/named.ts';
import type { DistributedOptions } from './distributed.ts';
import { layout, openInProcess, quadraticGradient, start, trainInGraph } from './fixture.ts';
import { longestFirst } from './owners.ts';
import { rowShards } from './rows.ts';
import { orthogonalizationTraffic } from './traffic.ts';

const STEPS = 20;
const RATE = 0.01;

async function trainShards(
  name: string,
  workers: number,
  steps = STEPS,
  norms: DistributedOptions['norms'] = 'matrix',
) {
  const { step } = await trainInGraph(name, 0, RATE);
  const shards = await openInProcess({
    workers,
    layout,
    optimizer: optimizerNamed(name),
    norms,
    weights: start,
    state: new Float32Array(step.stateLength),
  });
  let received = await Promise.resolve([{ gathered: 0, scattered: 0, reduced: 0 }]);
  for (let number = 1; number <= steps; number++) {
    received = await shards.step(quadraticGradient(shards.weights), step.numbers(number, RATE));
  }
  const result = { weights: shards.weights.slice(), state: shards.state(), received };
  await shards.close();
  return result;
}

const furthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

describe.each(OPTIMIZER_NAMES)('%s in row shards', optimizer => {
  it('follows the single graph to 1e-6 over 20 steps on one, two and three workers', async () => {
    const whole = await trainInGraph(optimizer, STEPS, RATE);
    expect(furthest(whole.weights, start)).toBeGreaterThan(1e-3);
    for (const workers of [1, 2, 3]) {
      const { weights, state } = await trainShards(optimizer, workers);
      expect(furthest(weights, whole.weights)).toBeLessThan(1e-6);
      expect(state).toHaveLength(whole.state.length);
      expect(furthest(state, whole.state)).toBeLessThan(1e-5);
    }
  });
});

const matrices = layout.banks.flatMap(({ count, rows, cols }) => Array(count).fill({ rows, cols }));

describe('what workers receive', () => {
  it.each([1, 2, 3])('is what the planner counts, on %i', async workers => {
    const { received } = await trainShards('muon', workers, 1);
    const owners = longestFirst(matrices, workers);
    const planned = orthogonalizationTraffic(matrices, owners, workers, 4);
    expect(received.map(({ gathered, scattered }) => ({ gathered, scattered }))).toEqual(planned);
  });

  it('grows by one scalar per matrix and foreign worker for each sum that is reduced', async () => {
    const one = await trainShards('muon', 3, 1);
    const two = await trainShards('normuon:official', 3, 1);
    // NorMuon reduces two norms more: before and after its rows are normalised.
    for (const worker of [0, 1, 2])
      expect(two.received[worker].reduced - one.received[worker].reduced).toBe(2 * 4 * matrices.length * 2);
  });
});

describe('norms per shard', () => {
  it('change a step by one factor per shard and matrix, and are noticed', async () => {
    const exact = await trainShards('normuon:official', 2, 1);
    const local = await trainShards('normuon:official', 2, 1, 'shard');
    expect(furthest(exact.weights, local.weights)).toBeGreaterThan(1e-5);
    for (const { offset, count, rows, cols } of layout.banks)
      for (let matrix = 0; matrix < count; matrix++)
        for (const { start: first, end } of rowShards(rows, 2, 'a matrix')) {
          const [from, to] = [(matrix * rows + first) * cols, (matrix * rows + end) * cols].map(
            i => offset + i,
          );
          const moves = (weights: Float32Array) =>
            weights.subarray(from, to).map((w, i) => w - start[from + i]);
          const [a, b] = [moves(exact.weights), moves(local.weights)];
          const factor = Math.hypot(...b) / Math.hypot(...a);
          expect(
            furthest(
              a.map(value => factor * value),
              b,
            ),
          ).toBeLessThan(1e-6);
        }
  });

  it('save an exchange', async () => {
    const exact = await trainShards('normuon:official', 2, 1);
    const local = await trainShards('normuon:official', 2, 1, 'shard');
    expect(local.received[0].reduced).toBeLessThan(exact.received[0].reduced);
  });
});

it('a gradient that is not a number stops its matrix on all workers, and only that', async () => {
  const shards = await openInProcess({
    workers: 2,
    layout,
    optimizer: optimizerNamed('normuon'),
    weights: start,
    state: (await trainShards('normuon', 1, 0)).state,
  });
  const [first] = layout.weights;
  const gradient = quadraticGradient(start);
  gradient[first.offset] = Number.NaN;
  await shards.step(gradient, Float32Array.of(RATE, RATE, 1, 1));
  const [moved, kept] = [shards.weights, start].map(weights =>
    weights.slice(0, first.shape[0] * first.shape[1]),
  );
  expect(moved).toEqual(kept);
  const rest = (weights: Float32Array) => weights.slice(first.shape[0] * first.shape[1]);
  expect(rest(shards.weights).every((w, i) => Number.isFinite(w) && w !== rest(start)[i])).toBe(true);
  expect(shards.state().every(Number.isFinite)).toBe(true);
  await shards.close();
});

describe('bad input', () => {
  const open = (workers: number) =>
    openInProcess({
      workers,
      layout,
      optimizer: optimizerNamed('muon'),
      weights: start,
      state: new Float32Array(0),
    });

  it('more workers than rows', async () => {
    await expect(open(8)).rejects.toThrow('workers: 8 workers cannot share the 7 rows of f; use at most 7');
  });

  it.each([0, -1, 1.5])('%d workers', async workers => {
    await expect(open(workers)).rejects.toThrow(`workers: ${workers} is not a whole number of at least 1`);
  });
});
