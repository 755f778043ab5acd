import { describe, expect, it } from 'vitest';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import {
  type Course,
  float64Run,
  float64Steps,
  graphRun,
  relativeGap,
  type Stand,
} from '../../tests/optimizerRuns.ts';
import { OPTIMIZER_NAMES, optimizerNamed } from './named.ts';
import type { Optimizer } from './optimizer.ts';
import { parameterShape } from './parameterShape.ts';

/** What an optimizer promises. A new optimizer joins by a row. */
interface Row {
  readonly optimizer: Optimizer;
  /** Shapes of the state of a matrix [6, 10]. */
  readonly state: readonly (readonly [rows: number, cols: number])[];
  /** A rate that suits `QUADRATIC`. */
  readonly learningRate: number;
  /** Root mean square of every update, for a learning rate of 1, where there is one. */
  readonly updateRms?: number;
  readonly orthogonalizes?: true;
}

const [whole, perRow]: (readonly [number, number])[] = [
  [6, 10],
  [6, 1],
];
const hidden = (name: string) => optimizerNamed(name).hidden;

const ROWS: Record<string, Row> = {
  sgd: { optimizer: hidden('sgd'), state: [whole], learningRate: 0.05 },
  adamw: { optimizer: hidden('adamw'), state: [whole, whole], learningRate: 0.06 },
  'muon:moonlight': {
    optimizer: hidden('muon:moonlight'),
    state: [whole],
    learningRate: 0.2,
    orthogonalizes: true,
  },
  'muon:kj': { optimizer: hidden('muon:kj'), state: [whole], learningRate: 0.15, orthogonalizes: true },
  'normuon:paper': {
    optimizer: hidden('normuon:paper'),
    state: [whole, perRow],
    learningRate: 0.2,
    updateRms: 0.2,
    orthogonalizes: true,
  },
  'normuon:official': {
    optimizer: hidden('normuon:official'),
    state: [whole, perRow],
    learningRate: 0.15,
    orthogonalizes: true,
  },
  'auon:paper': {
    optimizer: hidden('auon:paper'),
    state: [whole],
    learningRate: 0.3,
  },
  'auon:reference': { optimizer: hidden('auon:reference'), state: [whole], learningRate: 0.5 },
  'hybrid-auon:paper': {
    optimizer: hidden('hybrid-auon:paper'),
    state: [whole],
    learningRate: 0.12,
    orthogonalizes: true,
  },
  'hybrid-auon:reference': {
    optimizer: hidden('hybrid-auon:reference'),
    state: [whole],
    learningRate: 0.15,
    orthogonalizes: true,
  },
};

const SHAPE = [6, 10];
const normals = (name: string, length = 60) =>
  Float64Array.from(fillNormal(randomStream('optimizers', name), new Float32Array(length)));
const course = (learningRate: number, gradients: Course['gradients']): Course => ({
  shape: SHAPE,
  start: normals('start'),
  gradients,
  learningRate,
});
const GRADIENTS = [0, 1, 2, 3, 4].map(i => normals(`gradient ${i}`));
const zeros = new Float64Array(60);
const allFinite = ({ weights, state }: Stand) =>
  [weights, ...state].every(values => [...values].every(Number.isFinite));

/** ½Σ cᵢ(wᵢ − tᵢ)² with c from 0.5 to 1.5: convex, condition number 3. */
const QUADRATIC = {
  target: normals('target'),
  curvature: Float64Array.from({ length: 60 }, (_, i) => 0.5 + i / 59),
};
/** Loss, as a share of that at the start, after 100 steps whose rate falls to zero. */
function descend(optimizer: Optimizer, learningRate: number): number {
  const { target, curvature } = QUADRATIC;
  const makeStep = float64Steps(optimizer, SHAPE, normals('start'));
  const loss = (w: ArrayLike<number>) =>
    target.reduce((sum, t, i) => sum + curvature[i] * (w[i] - t) ** 2, 0);
  let weights: ArrayLike<number> = normals('start');
  for (let step = 0; step < 100; step++) {
    const slope = target.map((t, i) => curvature[i] * (weights[i] - t));
    ({ weights } = makeStep(slope, learningRate * (1 - step / 100)));
  }
  return loss(weights) / loss(normals('start'));
}

it('has a row for every name', () => {
  expect(Object.keys(ROWS).sort()).toEqual([...OPTIMIZER_NAMES].sort());
});

describe.each(Object.entries(ROWS))('%s', (_, row) => {
  const { optimizer, learningRate } = row;

  it('keeps state of the promised shapes, from zero on', () => {
    expect(optimizer.init(parameterShape('w', SHAPE)).map(({ rows, cols }) => [rows, cols])).toEqual(
      row.state,
    );
  });

  it('is deterministic', () => {
    const run = () => float64Run(optimizer, course(learningRate, GRADIENTS));
    expect(run()).toEqual(run());
  });

  it('does the same on both carriers', async () => {
    const at = course(learningRate, GRADIENTS);
    const [exact, single] = [float64Run(optimizer, at), await graphRun(optimizer, at)];
    expect(single.every(allFinite)).toBe(true);
    expect(relativeGap(single[4].weights, exact[4].weights)).toBeLessThan(1e-5);
    exact[4].state.forEach((slot, i) => {
      expect(relativeGap(single[4].state[i], slot)).toBeLessThan(1e-5);
    });
  });

  it('stays where it is under gradients of zero', async () => {
    const at = course(learningRate, [zeros, zeros]);
    for (const path of [float64Run(optimizer, at), await graphRun(optimizer, at)])
      expect(relativeGap(path[1].weights, at.start)).toBeLessThan(1e-7);
  });

  it.each([1e-30, 1e-12, 1e12])('stays finite under gradients of size %d', async size => {
    const at = course(learningRate, [GRADIENTS[0].map(g => g * size), GRADIENTS[1], zeros]);
    expect(float64Run(optimizer, at).every(allFinite)).toBe(true);
    expect((await graphRun(optimizer, at)).every(allFinite)).toBe(true);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])(
    'leaves weights and state alone in a step whose gradient holds %d',
    async bad => {
      // The norm of 1e30 is too large for single precision only.
      const spoilt = GRADIENTS[1].with(7, bad);
      const at = course(learningRate, [GRADIENTS[0], spoilt, GRADIENTS[2]]);
      const path = await graphRun(optimizer, at);
      expect(path[1]).toEqual(path[0]);
      expect(path[2].weights).not.toEqual(path[1].weights);
      expect(path.every(allFinite)).toBe(true);
      const exact = float64Run(optimizer, at);
      if (bad !== 1e30) expect(exact[1]).toEqual(exact[0]);
      expect(exact.every(allFinite)).toBe(true);
    },
  );

  it('descends a convex quadratic', () => {
    expect(descend(optimizer, learningRate)).toBeLessThan(0.1);
    expect(descend(optimizer, -learningRate)).toBeGreaterThan(1);
  });

  if (row.updateRms !== undefined)
    it(`makes updates of root mean square ${row.updateRms}`, () => {
      const path = float64Run(optimizer, course(1, GRADIENTS));
      [course(1, []).start, ...path.map(({ weights }) => weights)].reduce((before, after) => {
        const square = Array.from(after, (w, i) => (w - before[i]) ** 2).reduce((sum, x) => sum + x) / 60;
        expect(Math.sqrt(square)).toBeCloseTo(row.updateRms!, 12);
        return after;
      });
    });

  if (row.orthogonalizes)
    it.each([[[12]], [[1, 12]], [[12, 1]]])('refuses a vector %j', shape => {
      expect(() => optimizer.init(parameterShape('block0.gain', shape))).toThrow(
        /^block0\.gain: is a vector/,
      );
    });
  else
    it('takes a vector', () => {
      expect(optimizer.init(parameterShape('block0.gain', [12])).length).toBe(row.state.length);
    });
});
