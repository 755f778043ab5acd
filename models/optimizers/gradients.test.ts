import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Course, float64Run, graphRun, relativeGap } from '../../tests/optimizerRuns.ts';
import { adamW } from './adamw.ts';
import { jordanForm, muon } from './muon.ts';
import { OPTIMIZER_NAMES, optimizerNamed } from './named.ts';
import { normuonOfficial } from './normuon.ts';
import type { Optimizer } from './optimizer.ts';

const { inputs } = JSON.parse(
  readFileSync(new URL('../../tests/golden/optimizers.json', import.meta.url), 'utf8'),
) as { inputs: Record<string, { shape: number[]; start: number[]; gradients: number[][] }> };
const { shape, start, gradients } = inputs.wide8x24;
const [ROWS, COLS] = shape;
const zeros = start.map(() => 0);

const course = (steps: Course['gradients'], learningRate = 0.02): Course => ({
  shape,
  start,
  gradients: steps,
  learningRate,
});
const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.hypot(...Array.from(a, (x, i) => x - b[i]));
/** Length of the second step. */
const secondStep = (optimizer: Optimizer, second: number[] | undefined) => {
  const path = float64Run(optimizer, course([gradients[0], second]));
  return distance(path[1].weights, path[0].weights);
};

describe('a gradient of zeros after a real one', () => {
  it('moves the weights of Muon a full step along the momentum', () => {
    expect(secondStep(muon(jordanForm), zeros)).toBeCloseTo(secondStep(muon(jordanForm), gradients[0]), 3);
    expect(secondStep(muon(jordanForm), zeros)).toBeGreaterThan(0.05);
  });
});

describe('a missing gradient after a real one', () => {
  it('is skipped, or counts as zeros, or as zeros without decay', async () => {
    const decaying = { weightDecay: 0.5 };
    const pathAfter = (optimizer: Optimizer, second: number[] | undefined) =>
      float64Run(optimizer, course([gradients[0], second]));
    const skipped = pathAfter(muon(decaying), undefined);
    expect(skipped[1]).toEqual(skipped[0]);

    const kj = muon({ ...jordanForm, ...decaying });
    expect(pathAfter(kj, undefined)).toEqual(pathAfter(kj, zeros));

    const official = normuonOfficial(decaying);
    const [real, withoutDecay] = pathAfter(official, undefined);
    const [, withDecay] = pathAfter(official, zeros);
    const decayed = Array.from(real.weights, w => 0.02 * 0.5 * w);
    const difference = Array.from(withDecay.weights, (w, i) => withoutDecay.weights[i] - w);
    expect(relativeGap(difference, decayed)).toBeLessThan(1e-12);
    expect(withoutDecay.state).toEqual(withDecay.state);
  });

  it.each([
    muon({ weightDecay: 0.5 }),
    muon({ ...jordanForm, weightDecay: 0.5 }),
    normuonOfficial({ weightDecay: 0.5 }),
    adamW({ missing: 'zero' }),
  ])('does the same in a graph (%#)', async optimizer => {
    const at = course([gradients[0], undefined, gradients[1]]);
    const [exact, single] = [float64Run(optimizer, at), await graphRun(optimizer, at)];
    for (const [i, { weights }] of exact.entries())
      expect(relativeGap(single[i].weights, weights)).toBeLessThan(1e-5);
  });
});

const outer = Array.from(
  { length: ROWS * COLS },
  (_, i) => gradients[0][Math.floor(i / COLS)] * gradients[1][i % COLS],
);
const without = (hit: (row: number, col: number) => boolean) => (g: number[]) =>
  g.map((x, i) => (hit(Math.floor(i / COLS), i % COLS) ? 0 : x));
const withoutRow = without(row => row === 3);
const withoutColumn = without((_, col) => col === 5);

describe.each(OPTIMIZER_NAMES)('%s', name => {
  const optimizer = optimizerNamed(name).hidden;

  it.each([
    ['zeros first', [zeros, gradients[0], gradients[1]]],
    ['rank one', [outer, outer, outer]],
    ['rank one, then full', [outer, gradients[0], gradients[1]]],
    ['a row of zeros', gradients.slice(0, 3).map(withoutRow)],
    ['a column of zeros', gradients.slice(0, 3).map(withoutColumn)],
  ])('is finite, and the same on both carriers, under %s', async (_, steps) => {
    const at = course(steps);
    const [exact, single] = [float64Run(optimizer, at), await graphRun(optimizer, at)];
    for (const { weights, state } of [...exact, ...single])
      for (const values of [weights, ...state]) expect([...values].every(Number.isFinite)).toBe(true);
    expect(relativeGap(single[2].weights, exact[2].weights)).toBeLessThan(1e-5);
  });

  it('does not move a row or a column whose gradients are zero', () => {
    const held = (steps: number[][], hit: (row: number, col: number) => boolean) => {
      const moved = Array.from(float64Run(optimizer, course(steps))[1].weights, (w, i) => w - start[i]);
      return moved.filter((_, i) => hit(Math.floor(i / COLS), i % COLS)).map(Math.abs);
    };
    const rows = held(gradients.slice(0, 2).map(withoutRow), row => row === 3);
    const columns = held(gradients.slice(0, 2).map(withoutColumn), (_, col) => col === 5);
    expect(Math.max(...rows, ...columns)).toBeLessThan(1e-12);
  });
});
