import { describe, expect, it } from 'vitest';
import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import {
  difference,
  golden,
  lossOfOrthogonality,
  matrix,
  randomMatrix,
  stored,
} from '../../kernels/orthogonalization/fixture.ts';
import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { DION_STEPS, newtonSchulz } from '../../kernels/orthogonalization/newtonSchulz.ts';
import { polarExpress } from '../../kernels/orthogonalization/polarExpress.ts';
import { polarFactor } from '../../kernels/orthogonalization/polarFactor.ts';
import { productSvd } from '../../kernels/orthogonalization/productSvd.ts';
import { projectOut } from '../../kernels/orthogonalization/projectOut.ts';
import { qr } from '../../kernels/orthogonalization/qr.ts';
import { svd } from '../../kernels/orthogonalization/svd.ts';
import { openSession } from '../runtime/session.ts';
import { graphAlgebra } from './algebra.ts';
import { Graph } from './graph.ts';

/** Enough for six columns in single precision. */
const SWEEPS = { sweeps: 6 };

type Kernel = <M>(algebra: Algebra<M>, a: M, b: M) => Record<string, M>;
const KERNELS: Record<string, Kernel> = {
  newtonSchulz: (algebra, a) => ({
    muon: newtonSchulz(algebra, a),
    dion: newtonSchulz(algebra, a, DION_STEPS),
  }),
  polarExpress: (algebra, a) => ({ x: polarExpress(algebra, a) }),
  qr: (algebra, a) => ({ ...qr(algebra, a) }),
  svd: (algebra, a) => ({ ...svd(algebra, a, SWEEPS) }),
  productSvd: (algebra, a, b) => ({ ...productSvd(algebra, a, b, SWEEPS) }),
  polarFactor: (algebra, a) => ({ p: polarFactor(algebra, a, { ...SWEEPS, tolerance: 1e-5 }) }),
  projectOut: (algebra, a) => ({ rest: projectOut(algebra, a, algebra.columns(qr(algebra, a).q, [0])) }),
};

/** The kernel as a graph over a stack of two: the matrix itself, and before it another one, so that they must not mix. */
async function onGraph(kernel: Kernel, a: Matrix, b: Matrix): Promise<Record<string, Matrix>> {
  const graph = new Graph('kernel');
  const others = [a, b].map(({ rows, cols }, i) => randomMatrix(rows, cols, 90 + i));
  const shapes = [a, b].map(({ rows, cols }) => [2, rows, cols]);
  const [x, y] = shapes.map((shape, i) => graph.input(`x${i}`, shape));
  const outputs = kernel(graphAlgebra, x, y);
  for (const [name, tensor] of Object.entries(outputs)) graph.output(name, tensor);
  const session = await openSession(graph.toBytes(), { device: 'cpu', threads: 1 });
  const stacks = [a, b].map((m, i) => ({
    shape: shapes[i],
    data: Float32Array.from([...others[i].data, ...m.data]),
  }));
  const results = await session.run({ x0: stacks[0], x1: stacks[1] });
  await session.close();
  return Object.fromEntries(
    Object.entries(results).map(([name, { shape, data }]) => {
      const [rows, cols] = shape.slice(-2);
      return [name, matrix(rows, cols, Array.from(data, Number).slice(rows * cols))];
    }),
  );
}

/** With singular values that stay apart, so that their vectors are well-defined: 1, 0.8, 0.64, … */
function wellConditioned(rows: number, cols: number, seed: number): Matrix {
  const k = Math.min(rows, cols);
  const s = matrix(
    1,
    k,
    Array.from({ length: k }, (_, i) => 0.8 ** i),
  );
  const [u, v] = [randomMatrix(rows, k, seed), randomMatrix(cols, k, seed + 1)].map(
    m => qr(float64Algebra, m).q,
  );
  const { multiply, times, transpose } = float64Algebra;
  const rounded = multiply(times(u, s), transpose(v)).data.map(Math.fround);
  return matrix(rows, cols, rounded);
}

const SHAPES = [
  [5, 5],
  [9, 4],
  [3, 7],
  [1, 5],
  [7, 1],
] as const;

/**
 * Polar Express magnifies rounding: near 1 its first quintic, 8.2x − 22.5x³ + 15.9x⁵, has the slope 16, so single precision leaves 3e-5 of
 * a singular value.
 */
const tolerance = (name: string) => (name === 'polarExpress' ? 4e-5 : 1e-5);

describe.each(Object.entries(KERNELS))('%s on the graph', (name, kernel) => {
  it.each(SHAPES)('is as close to Float64 as single precision can be for %i × %i', async (rows, cols) => {
    const [a, b] = [wellConditioned(rows, cols, 20), wellConditioned(cols, 4, 22)];
    const want = kernel(float64Algebra, a, b);
    const got = await onGraph(kernel, a, b);
    for (const [part, value] of Object.entries(want))
      expect(difference(got[part], value, 1), part).toBeLessThan(tolerance(name));
  });

  it.each([Number.NaN, Infinity])('turns an entry of %f into NaN', async value => {
    const a = matrix(3, 3, [1, 0, 2, value, 1, 0, 0, 3, 1]);
    for (const [part, { data }] of Object.entries(await onGraph(kernel, a, randomMatrix(3, 3, 23))))
      expect([part, data.some(Number.isNaN)]).toEqual([part, true]);
  });

  it('refuses a matrix without entries', () => {
    const graph = new Graph('empty');
    const [x, y] = [graph.input('x', [0, 3]), graph.input('y', [3, 2])];
    expect(() => kernel(graphAlgebra, x, y), name).toThrow('a matrix of 0×3 has no entries');
  });
});

describe('the iterations on the graph', () => {
  it.each(Object.entries(golden.matrices))('agree with the published code on %s', async (_, stack) => {
    const input = stored(stack.input);
    const got = await onGraph(
      (algebra, a) => ({ muon: newtonSchulz(algebra, a), polar: polarExpress(algebra, a) }),
      input,
      input,
    );
    expect(difference(got.muon, stored(stack.ns5['5']), 1)).toBeLessThan(1e-5);
    expect(difference(got.polar, stored(stack['dion_polar_express_eps1e-6']), 1)).toBeLessThan(
      tolerance('polarExpress'),
    );
  });
});

const HARD: Record<string, Matrix> = {
  zero: matrix(4, 3, Array(12).fill(0)),
  'rank one': float64Algebra.multiply(randomMatrix(5, 1, 24), randomMatrix(1, 4, 25)),
  'rank one, wide': float64Algebra.multiply(randomMatrix(3, 1, 26), randomMatrix(1, 6, 27)),
  'equal columns': float64Algebra.columns(randomMatrix(6, 2, 28), [0, 1, 0, 1]),
  tiny: float64Algebra.scale(randomMatrix(4, 4, 29), 1e-30),
  huge: float64Algebra.scale(randomMatrix(4, 4, 30), 1e30),
};

describe('on the graph, hard matrices', () => {
  it.each(Object.entries(HARD))('are factored: %s', async (_, a) => {
    const { multiply, times, transpose } = float64Algebra;
    const kernel: Kernel = (algebra, x) => {
      const factors = qr(algebra, x);
      const { u, s, v } = svd(algebra, x, SWEEPS);
      return { q: factors.q, r: factors.r, u, s, v, polar: polarFactor(algebra, x, SWEEPS) };
    };
    const { q, r, u, s, v, polar } = await onGraph(kernel, a, a);
    for (const factor of [q, u, v]) expect(lossOfOrthogonality(factor)).toBeLessThan(1e-5);
    const size = Math.max(...a.data.map(Math.abs)) || 1;
    expect(difference(multiply(q, r), a, size)).toBeLessThan(1e-5);
    expect(difference(multiply(times(u, s), transpose(v)), a, size)).toBeLessThan(1e-5);
    const exact = polarFactor(float64Algebra, a, { tolerance: 1e-6 });
    expect(difference(polar, exact, 1)).toBeLessThan(1e-4);
  });

  it('leave nothing of zero and of what is far below epsilon', async () => {
    for (const name of ['zero', 'tiny']) {
      const got = await onGraph(KERNELS.newtonSchulz, HARD[name], HARD[name]);
      const most = (part: Matrix) => Math.max(...part.data.map(Math.abs));
      expect([name, ...Object.values(got).map(part => most(part) < 1e-18)]).toEqual([name, true, true]);
    }
  });
});

it('would be caught with one sweep on the graph', async () => {
  const a = wellConditioned(6, 6, 31);
  const early: Kernel = (algebra, x) => ({ s: svd(algebra, x, { sweeps: 1 }).s });
  const got = await onGraph(early, a, a);
  expect(difference(got.s, svd(float64Algebra, a).s, 1)).toBeGreaterThan(1e-5);
});
