import { describe, expect, it } from 'vitest';
import { planOptimizer } from './plan.ts';
import { hiddenMatrices } from './transformerShapes.ts';

/** The NorMuon paper's models (float32, hidden matrices only): billions of parameters, GB of AdamW and Muon state, MB that NorMuon adds. */
const PAPER = [
  { name: '1.1B', depth: 16, parameters: 0.973, adamw: 7.78, muon: 3.89, extra: 1.5 },
  { name: '5.4B', depth: 28, parameters: 5.215, adamw: 41.7, muon: 20.9, extra: 4.6 },
];

describe.each(PAPER)('the plan of $name', ({ depth, parameters, adamw, muon, extra }) => {
  const matrices = hiddenMatrices(depth);
  const counts = [8, 16, 32, 64, 128, 256];

  it('has the size and the optimizer state of the paper', () => {
    const { parameters: counted, stateBytes } = planOptimizer(matrices, 1);
    expect(counted / 1e9).toBeCloseTo(parameters, 3);
    expect(Math.abs(stateBytes.adamw / 1e9 - adamw)).toBeLessThan(0.05);
    expect(Math.abs(stateBytes.muon / 1e9 - muon)).toBeLessThan(0.05);
    expect((stateBytes.normuon - stateBytes.muon) / 1e6).toBeCloseTo(extra, 1);
  });

  it.each(counts)('on %i workers splits the state, and its traffic adds up', workers => {
    const whole = planOptimizer(matrices, 1);
    const plan = planOptimizer(matrices, workers);
    for (const optimizer of ['adamw', 'muon', 'normuon'] as const) {
      // Rows that do not divide evenly leave the largest shard a row more.
      const share = (plan.stateBytes[optimizer] * workers) / whole.stateBytes[optimizer];
      expect(share).toBeGreaterThanOrEqual(1);
      expect(share).toBeLessThan(1.01);
    }
    expect(plan.stepBytes.sharding).toBe(Math.round(12 * plan.parameters * (1 - 1 / workers)));
    // Each owner gathers all but its own rows, so all workers together gather P·(1 − 1/W) entries of two bytes.
    expect(plan.stepBytes.gather * workers).toBeGreaterThanOrEqual(2 * plan.parameters * (1 - 1 / workers));
    expect(plan.imbalance.longestFirst).toBeLessThanOrEqual(plan.imbalance.roundRobin + 1e-12);
    expect(plan.imbalance.longestFirst).toBeGreaterThanOrEqual(1 - 1e-12);
  });

  it('counts 12 bytes per parameter without and 16 with orthogonalization', () => {
    expect(planOptimizer(matrices, 8).bytesPerParameter).toEqual({ adamw: 12, normuon: 16 });
  });

  it('refuses more workers than the rows of the smallest matrix', () => {
    expect(() => planOptimizer(matrices, 1025)).toThrow(
      /1025 workers cannot share the \d+ rows of a \d+×\d+ matrix/,
    );
  });
});

it('moves nothing on a single worker', () => {
  expect(planOptimizer(hiddenMatrices(16), 1).stepBytes).toEqual({ sharding: 0, gather: 0, scatter: 0 });
});
