import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  difference,
  golden,
  identity,
  largest,
  lossOfOrthogonality,
  matrix,
  randomMatrix,
  stored,
} from './fixture.ts';
import { float64Algebra, type Matrix } from './float64.ts';
import { orthogonalizeColumns } from './jacobi.ts';
import { polarFactor } from './polarFactor.ts';
import { productSvd } from './productSvd.ts';
import { projectOut } from './projectOut.ts';
import { qr } from './qr.ts';
import { type SVD, svd } from './svd.ts';
import { tournament } from './tournament.ts';

const { add, columns, multiply, scale, subtract, times, transpose } = float64Algebra;
const zeros = (rows: number, cols: number) => matrix(rows, cols, Array(rows * cols).fill(0));
const product = ({ u, s, v }: SVD<Matrix>) => multiply(times(u, s), transpose(v));
const rank1 = multiply(randomMatrix(7, 1, 1), randomMatrix(1, 5, 2));
const graded = times(randomMatrix(12, 5, 3), matrix(1, 5, [1, 1e-4, 1e-8, 1e-12, 1e-16]));

/** Matrices that are easy to get wrong. */
const HARD: Record<string, Matrix> = {
  'one row': matrix(1, 4, [3, 0, -4, 0]),
  'one column': matrix(4, 1, [0, -2, 0, 1]),
  'one entry': matrix(1, 1, [-2]),
  zero: zeros(4, 3),
  'wide zero': zeros(2, 5),
  'rank one': rank1,
  'rank one, wide': transpose(rank1),
  'equal columns': columns(randomMatrix(6, 2, 4), [0, 1, 0, 1]),
  'equal leading columns, wide': columns(randomMatrix(3, 3, 5), [0, 0, 0, 1, 2]),
  'zero column first': matrix(3, 3, [0, 1, 2, 0, 3, 4, 0, 5, 7]),
  identity: identity(5),
  graded,
  'graded, wide': transpose(graded),
  tiny: scale(randomMatrix(5, 4, 6), 1e-200),
  huge: scale(randomMatrix(5, 4, 7), 1e200),
  '33 columns': randomMatrix(40, 33, 8),
};

const anyMatrix = fc
  .record({
    rows: fc.integer({ min: 1, max: 12 }),
    cols: fc.integer({ min: 1, max: 12 }),
    rank: fc.integer({ min: 0, max: 12 }),
    seed: fc.nat(1e6),
  })
  .map(({ rows, cols, rank, seed }) =>
    rank === 0
      ? zeros(rows, cols)
      : multiply(randomMatrix(rows, rank, seed), randomMatrix(rank, cols, seed + 1)),
  );
const property = (check: (a: Matrix, seed: number) => void) =>
  fc.assert(fc.property(anyMatrix, fc.nat(1e6), check), { numRuns: 100, seed: 2 });

function expectQr(a: Matrix): void {
  const { q, r } = qr(float64Algebra, a);
  const k = Math.min(a.rows, a.cols);
  expect([q.rows, q.cols, r.rows, r.cols]).toEqual([a.rows, k, k, a.cols]);
  expect(lossOfOrthogonality(q)).toBeLessThan(1e-12);
  expect(difference(multiply(q, r), a)).toBeLessThan(1e-13);
  for (let i = 0; i < k; i++) {
    expect(r.data[i * a.cols + i]).toBeGreaterThanOrEqual(0);
    for (let j = 0; j < i; j++) expect(r.data[i * a.cols + j]).toBe(0);
  }
}

function expectSvd(a: Matrix, result = svd(float64Algebra, a)): void {
  const { u, s, v } = result;
  const k = Math.min(a.rows, a.cols);
  expect([u.rows, u.cols, s.rows, s.cols, v.rows, v.cols]).toEqual([a.rows, k, 1, k, a.cols, k]);
  expect(lossOfOrthogonality(u)).toBeLessThan(1e-12);
  expect(lossOfOrthogonality(v)).toBeLessThan(1e-12);
  expect(difference(product(result), a)).toBeLessThan(1e-13);
  expect([...s.data]).toEqual([...s.data].sort((x, y) => y - x));
  expect(Math.min(...s.data)).toBeGreaterThanOrEqual(0);
  const vt = transpose(v);
  for (let i = 0; i < k; i++) {
    const row = vt.data.subarray(i * a.cols, (i + 1) * a.cols);
    expect(Math.max(...row)).toBeGreaterThanOrEqual(largest(row) * (1 - 1e-9));
  }
}

const cases = Object.entries(golden.matrices);

describe('qr', () => {
  it.each(cases.filter(([, { qr_positive_diag }]) => qr_positive_diag))(
    'agrees with the reference on %s',
    (_, { input, qr_positive_diag }) => {
      const { q, r } = qr(float64Algebra, stored(input));
      expect(difference(q, stored(qr_positive_diag!.Q))).toBeLessThan(1e-10);
      expect(difference(r, stored(qr_positive_diag!.R))).toBeLessThan(1e-10);
    },
  );

  it.each(Object.entries(HARD))('factors %s', (_, a) => expectQr(a));
  it('factors any matrix', () => property(expectQr));

  it('needs its second pass: one is not orthogonal enough', () => {
    const hilbert = float64Algebra.constant(graded, 12, 12, (r, c) => 1 / (r + c + 1));
    expectQr(hilbert);
    const once: Matrix[] = [];
    for (let j = 0; j < 12; j++) {
      let v = columns(hilbert, [j]);
      for (const u of once) v = subtract(v, multiply(u, multiply(transpose(u), v)));
      once.push(scale(v, 1 / Math.hypot(...v.data)));
    }
    expect(lossOfOrthogonality(float64Algebra.joinColumns(once))).toBeGreaterThan(1e-4);
  });
});

describe('tournament', () => {
  it.each([1, 2, 3, 4, 7, 10])('of %i pairs everybody with everybody once', n => {
    const met = tournament(n).flatMap(round =>
      round.flatMap((partner, player) => {
        expect(round[partner]).toBe(player);
        return player < partner ? [`${player}-${partner}`] : [];
      }),
    );
    expect(met.length).toBe((n * (n - 1)) / 2);
    expect(new Set(met).size).toBe(met.length);
  });
});

describe('svd', () => {
  it.each(cases)('has the reference singular values of %s', (_, { input, singular_values }) => {
    const { s } = svd(float64Algebra, stored(input));
    expect(difference(s, matrix(1, singular_values.length, singular_values))).toBeLessThan(1e-10);
  });

  it.each(Object.entries(HARD))('decomposes %s', (_, a) => expectSvd(a));
  it('decomposes any matrix', () => property(a => expectSvd(a)));

  it('has the singular values of the transpose, and of a rotated matrix', () => {
    property((a, seed) => {
      const { s } = svd(float64Algebra, a);
      const q = qr(float64Algebra, randomMatrix(a.rows, a.rows, seed)).q;
      const size = s.data[0] || 1;
      expect(difference(svd(float64Algebra, transpose(a)).s, s, size)).toBeLessThan(1e-13);
      expect(difference(svd(float64Algebra, multiply(q, a)).s, s, size)).toBeLessThan(1e-12);
    });
  });

  it('keeps a product of singular values: |det|', () => {
    const { s } = svd(float64Algebra, matrix(2, 2, [1, 2, 3, 4]));
    expect(s.data[0] * s.data[1]).toBeCloseTo(2, 13);
  });

  it('does the same twice, bit for bit', () => {
    expect(svd(float64Algebra, graded)).toEqual(svd(float64Algebra, graded));
  });

  it('would be caught stopping after one sweep', () => {
    const a = randomMatrix(8, 8, 9);
    const { x } = orthogonalizeColumns(float64Algebra, a, 1);
    const gram = multiply(transpose(x), x);
    const off = gram.data.filter((_, i) => i % 9 !== 0);
    expect(largest(off)).toBeGreaterThan(1e-3);
    const early = svd(float64Algebra, a, { sweeps: 1 });
    expect(difference(product(early), a)).toBeGreaterThan(1e-3);
  });
});

describe('productSvd', () => {
  const factors = fc.record({
    rows: fc.integer({ min: 1, max: 14 }),
    inner: fc.integer({ min: 1, max: 6 }),
    cols: fc.integer({ min: 1, max: 14 }),
    seed: fc.nat(1e6),
  });

  it('decomposes the product without forming it', () => {
    fc.assert(
      fc.property(factors, ({ rows, inner, cols, seed }) => {
        const [b, a] = [randomMatrix(rows, inner, seed), randomMatrix(inner, cols, seed + 1)];
        const dense = multiply(b, a);
        const result = productSvd(float64Algebra, b, a);
        const { s } = svd(float64Algebra, dense);
        const k = Math.min(rows, inner, cols);
        expect(difference(result.s, columns(s, [...Array(k).keys()]))).toBeLessThan(1e-12);
        expect(difference(product(result), dense)).toBeLessThan(1e-12);
        expect(lossOfOrthogonality(result.u)).toBeLessThan(1e-12);
        expect(lossOfOrthogonality(result.v)).toBeLessThan(1e-12);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('takes the short way when the rows of A are orthonormal', () => {
    const b = randomMatrix(9, 3, 10);
    const a = transpose(qr(float64Algebra, randomMatrix(11, 3, 11)).q);
    const [short, long] = [true, false].map(orthonormalRows =>
      productSvd(float64Algebra, b, a, { orthonormalRows }),
    );
    expect(difference(short.s, long.s)).toBeLessThan(1e-13);
    expect(difference(product(short), multiply(b, a))).toBeLessThan(1e-13);
    expect(lossOfOrthogonality(short.v)).toBeLessThan(1e-13);
    // Saying so of rows that are not must show.
    const wrong = productSvd(float64Algebra, b, scale(a, 2), { orthonormalRows: true });
    expect(lossOfOrthogonality(wrong.v)).toBeGreaterThan(1);
  });

  it('keeps both sides orthonormal for a factor of lower rank, and for zero', () => {
    const a = randomMatrix(4, 9, 12);
    for (const b of [multiply(randomMatrix(8, 2, 13), randomMatrix(2, 4, 14)), zeros(8, 4)]) {
      const result = productSvd(float64Algebra, b, a);
      expect(lossOfOrthogonality(result.u)).toBeLessThan(1e-12);
      expect(lossOfOrthogonality(result.v)).toBeLessThan(1e-12);
      expect(difference(product(result), multiply(b, a), 1)).toBeLessThan(1e-12);
    }
  });
});

describe('polarFactor', () => {
  it.each(cases)('agrees with the reference on %s', (_, { input, polar_exact_truncated_to_rank }) => {
    const factor = polarFactor(float64Algebra, stored(input));
    expect(difference(factor, stored(polar_exact_truncated_to_rank))).toBeLessThan(1e-10);
  });

  it('is a partial isometry that leaves a positive rest', () => {
    property(a => {
      const p = polarFactor(float64Algebra, a);
      expect(difference(multiply(p, multiply(transpose(p), p)), p, 1)).toBeLessThan(1e-11);
      const rest = multiply(transpose(p), a);
      expect(difference(rest, transpose(rest), largest(a.data) || 1)).toBeLessThan(1e-11);
      expect(difference(multiply(p, rest), a, largest(a.data) || 1)).toBeLessThan(1e-11);
    });
  });

  it('leaves out what is below the tolerance', () => {
    const a = matrix(2, 2, [1, 0, 0, 1e-5]);
    expect([...polarFactor(float64Algebra, a).data]).toEqual([1, 0, 0, 1]);
    expect([...polarFactor(float64Algebra, a, { tolerance: 1e-4 }).data]).toEqual([1, 0, 0, 0]);
    expect([...polarFactor(float64Algebra, zeros(2, 3)).data]).toEqual(Array(6).fill(0));
  });
});

describe('projectOut', () => {
  it('leaves nothing in the subspace and takes nothing else', () => {
    property((a, seed) => {
      const basis = qr(float64Algebra, randomMatrix(a.rows, Math.min(3, a.rows), seed)).q;
      const rest = projectOut(float64Algebra, a, basis);
      const size = largest(a.data) || 1;
      expect(largest(multiply(transpose(basis), rest).data) / size).toBeLessThan(1e-14);
      const inside = multiply(basis, multiply(transpose(basis), a));
      expect(difference(add(rest, inside), a, size)).toBeLessThan(1e-13);
    });
  });

  it('is done twice for a reason', () => {
    const basis = qr(float64Algebra, randomMatrix(30, 5, 15)).q;
    const faint = projectOut(float64Algebra, randomMatrix(30, 1, 16), basis);
    const g = add(multiply(basis, scale(randomMatrix(5, 1, 17), 1e10)), faint);
    const inside = (x: Matrix) => largest(multiply(transpose(basis), x).data);
    const once = subtract(g, multiply(basis, multiply(transpose(basis), g)));
    expect(inside(projectOut(float64Algebra, g, basis))).toBeLessThan(1e-14);
    expect(inside(once)).toBeGreaterThan(1e-8);
  });
});

describe.each(Object.entries({ qr, svd, polarFactor }))('%s', (name, run) => {
  it.each([Number.NaN, Infinity, -Infinity])('refuses an entry of %f', value => {
    expect(() => run(float64Algebra, matrix(2, 2, [1, value, 0, 1]))).toThrow(
      /: the sum of magnitudes is (NaN|Infinity)/,
    );
  });

  it('refuses a matrix without entries', () => {
    const wanted = `${name === 'qr' ? 'qr' : 'svd'}: a matrix of 3×0 has no entries`;
    expect(() => run(float64Algebra, zeros(3, 0))).toThrow(wanted);
  });
});

it('refuses what does not fit or is not finite in products and projections', () => {
  expect(() => productSvd(float64Algebra, zeros(3, 2), zeros(3, 2))).toThrow('multiply: 2×2 does not fit');
  expect(() => projectOut(float64Algebra, zeros(3, 2), zeros(2, 1))).toThrow(
    '3 rows do not fit a basis of 2',
  );
  const nan = matrix(2, 1, [Number.NaN, 1]);
  expect(() => projectOut(float64Algebra, nan, matrix(2, 1, [1, 0]))).toThrow('projectOut: an entry is NaN');
});
