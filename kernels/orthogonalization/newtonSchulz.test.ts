import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, golden, matrix, randomMatrix, stored } from './fixture.ts';
import { float64Algebra, type Matrix } from './float64.ts';
import { DION_STEPS, MUON_STEPS, newtonSchulz } from './newtonSchulz.ts';
import { POLAR_EXPRESS_STEPS, polarExpress } from './polarExpress.ts';
import { qr } from './qr.ts';
import { type Quintic, quinticAt } from './quintic.ts';
import { svd } from './svd.ts';

const { multiply, scale, transpose, times } = float64Algebra;
const cases = Object.entries(golden.matrices);
const amsel = golden.polarExpress['amsel_default_l1e-3_n10_safety1e-2_cushion0.02'];

/** Each iteration over every stored matrix, as the authors' code does it. */
const ITERATIONS: Record<
  string,
  { run: (g: Matrix) => Matrix; want: (typeof cases)[0][1][IterationName] }[]
> = {};
type IterationName = 'dion_ns_list5_eps1e-7' | 'dion_polar_express_eps1e-6' | 'amsel_polar_express_steps5';
for (const [name, stack] of cases)
  ITERATIONS[name] = [
    ...Object.entries(stack.ns5).map(([k, want]) => ({
      run: (g: Matrix) => newtonSchulz(float64Algebra, g, MUON_STEPS.slice(0, Number(k))),
      want,
    })),
    { run: g => newtonSchulz(float64Algebra, g, DION_STEPS), want: stack['dion_ns_list5_eps1e-7'] },
    { run: g => polarExpress(float64Algebra, g), want: stack['dion_polar_express_eps1e-6'] },
    {
      run: g => polarExpress(float64Algebra, g, { steps: amsel.slice(0, 5), margin: 1.01, epsilon: 1e-7 }),
      want: stack.amsel_polar_express_steps5,
    },
  ];

const iterations = {
  newtonSchulz,
  polarExpress: <M>(a: typeof float64Algebra, g: M & Matrix) => polarExpress(a, g),
};

/** A random matrix with singular values drawn from `values`. */
const matrices = (smallest: number) =>
  fc
    .record({
      rows: fc.integer({ min: 1, max: 9 }),
      cols: fc.integer({ min: 1, max: 9 }),
      seed: fc.nat(1e6),
      ratio: fc.double({ min: smallest, max: 1, noNaN: true }),
    })
    .map(({ rows, cols, seed, ratio }) => {
      const k = Math.min(rows, cols);
      const s = matrix(
        1,
        k,
        Array.from({ length: k }, (_, i) => ratio ** (k === 1 ? 0 : i / (k - 1))),
      );
      const u = qr(float64Algebra, randomMatrix(rows, k, seed)).q;
      const v = qr(float64Algebra, randomMatrix(cols, k, seed + 1)).q;
      return multiply(times(u, s), transpose(v));
    });

describe('the iterations', () => {
  it.each(cases.map(([name]) => name))('agree with the published code on %s', name => {
    for (const { run, want } of ITERATIONS[name])
      expect(difference(run(stored(golden.matrices[name].input)), stored(want))).toBeLessThan(1e-10);
  });

  it('would be caught with a coefficient off by a millionth, and with another epsilon', () => {
    const { input, ns5 } = golden.matrices.tall24x8;
    const off = MUON_STEPS.map(([a, b, c]): Quintic => [a * (1 + 1e-6), b, c]);
    const close = (g: Matrix) => difference(g, stored(ns5['5']));
    expect(close(newtonSchulz(float64Algebra, stored(input), off))).toBeGreaterThan(1e-8);
    expect(close(newtonSchulz(float64Algebra, stored(input), MUON_STEPS, 1e-6))).toBeGreaterThan(1e-9);
  });

  it('move singular values as their quintics say', () => {
    const { sigma, ns5_after5, dion_list_after5, dion_polar_after5 } = golden.polarExpress.scalar_map;
    const after = (steps: readonly Quintic[]) => sigma.map(x => steps.reduce((y, p) => quinticAt(p, y), x));
    const lists = [
      [MUON_STEPS, ns5_after5],
      [DION_STEPS, dion_list_after5],
      [POLAR_EXPRESS_STEPS, dion_polar_after5],
    ] as const;
    for (const [steps, want] of lists)
      after(steps).forEach((value, i) => {
        expect(value).toBeCloseTo(want[i], 12);
      });
  });
});

/** Bands for singular values that start at 0.01 or above (a share of the Frobenius norm). */
const BANDS = { newtonSchulz: [0.6817, 1.1345], polarExpress: [0.859, 1.142] } as const;

function share(g: Matrix): number {
  const { s } = svd(float64Algebra, g);
  return s.data[s.cols - 1] / Math.hypot(...g.data);
}

describe.each(['newtonSchulz', 'polarExpress'] as const)('%s', name => {
  const run = (g: Matrix) => iterations[name](float64Algebra, g);
  const property = (check: (g: Matrix, seed: number) => void, smallest = 0.05) =>
    fc.assert(fc.property(matrices(smallest), fc.nat(1e6), check), { numRuns: 60, seed: 1 });

  it('brings singular values into its band', () => {
    property(g => {
      fc.pre(share(g) >= 0.01);
      const { s } = svd(float64Algebra, run(g));
      const [low, high] = BANDS[name];
      expect(Math.min(...s.data)).toBeGreaterThan(low);
      expect(Math.max(...s.data)).toBeLessThan(high);
    });
  });

  it('does not depend on the scale, up to epsilon', () => {
    property((g, seed) => {
      const factor = 10 ** ((seed % 7) - 2);
      const epsilon = name === 'newtonSchulz' ? 1e-7 : 1e-6;
      const loss = (epsilon * Math.max(1, 1 / factor)) / Math.hypot(...g.data);
      expect(difference(run(scale(g, factor)), run(g))).toBeLessThan(1e3 * loss);
    });
  });

  it('commutes with the transpose', () => {
    property(g => {
      expect(difference(transpose(run(g)), run(transpose(g)))).toBeLessThan(1e-11);
    });
  });

  it('commutes with rotations on both sides', () => {
    property((g, seed) => {
      const q = qr(float64Algebra, randomMatrix(g.rows, g.rows, seed)).q;
      const p = qr(float64Algebra, randomMatrix(g.cols, g.cols, seed + 1)).q;
      const turn = (x: Matrix) => multiply(multiply(q, x), p);
      expect(difference(run(turn(g)), turn(run(g)))).toBeLessThan(1e-10);
      // A row scaled in place of a rotation must show.
      if (g.rows > 1) {
        const stretch = matrix(g.rows, 1, [3, ...Array<number>(g.rows - 1).fill(1)]);
        expect(difference(run(times(stretch, g)), times(stretch, run(g)))).toBeGreaterThan(1e-3);
      }
    });
  });

  it('keeps zero zero and nearly nothing nearly nothing', () => {
    expect([...run(matrix(3, 2, Array(6).fill(0))).data]).toEqual(Array(6).fill(0));
    expect(Math.max(...run(matrix(2, 3, Array(6).fill(1e-30))).data)).toBeLessThan(1e-18);
  });

  it.each([Number.NaN, Infinity, 1e200])('refuses an entry of %f', value => {
    expect(() => run(matrix(2, 2, [1, value, 0, 1]))).toThrow(`${name}: the Frobenius norm is`);
  });

  it('refuses a matrix without entries', () => {
    expect(() => run(matrix(0, 3, []))).toThrow(`${name}: a matrix of 0×3 has no entries`);
  });
});
