import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, invertPositive, logDeterminant, solvePositive } from './cholesky.ts';
import { hermitianEigenvalues, symmetricEigen } from './eigen.ts';
import { testMatrix, testUnitary } from './fixture.ts';
import {
  adjoint,
  type ComplexMatrix,
  columnPowers,
  complexMatrix,
  diagonalMatrix,
  entryOf,
  innerProduct,
  multiply,
  plus,
  rowGram,
  scaleSides,
  squaredNorm,
  zeroMatrix,
} from './matrix.ts';

const size = fc.integer({ min: 1, max: 9 });
const seed = fc.integer({ min: 0, max: 1e6 });
const identity = (n: number) => diagonalMatrix(new Array<number>(n).fill(1));
const distance = (a: ComplexMatrix, b: ComplexMatrix) => Math.sqrt(squaredNorm(plus(a, b, -1)));
/** Positive definite with smallest eigenvalue at least 1/10. */
const positive = (n: number, from: number) => plus(rowGram(testMatrix(n, n, from)), identity(n), 0.1);

describe('complex matrices', () => {
  it('multiply as written out by hand', () => {
    // (1 + i, 2; 0, −i) · (1; 3i) = (1 + 7i; 3)
    const a = complexMatrix(
      2,
      2,
      (r, c) =>
        [
          [
            { re: 1, im: 1 },
            { re: 2, im: 0 },
          ],
          [
            { re: 0, im: 0 },
            { re: 0, im: -1 },
          ],
        ][r][c],
    );
    const b = complexMatrix(2, 1, r => (r === 0 ? { re: 1, im: 0 } : { re: 0, im: 3 }));
    const product = multiply(a, b);
    expect([entryOf(product, 0, 0), entryOf(product, 1, 0)]).toEqual([
      { re: 1, im: 7 },
      { re: 3, im: 0 },
    ]);
  });

  it('keep (AB)ᴴ = BᴴAᴴ, the norm under a unitary, and the Gram matrix of their rows', () => {
    fc.assert(
      fc.property(size, size, size, seed, (m, k, n, from) => {
        const a = testMatrix(m, k, from);
        const b = testMatrix(k, n, from);
        expect(distance(adjoint(multiply(a, b)), multiply(adjoint(b), adjoint(a)))).toBeLessThan(1e-13);
        expect(squaredNorm(multiply(testUnitary(m, from), a)) / squaredNorm(a)).toBeCloseTo(1, 12);
        expect(innerProduct(a, a)).toBeCloseTo(squaredNorm(a), 12);
        expect(distance(rowGram(a), multiply(a, adjoint(a)))).toBeLessThan(1e-13);
        expect(columnPowers(a).reduce((x, y) => x + y)).toBeCloseTo(squaredNorm(a), 12);
      }),
      { numRuns: 30 },
    );
  });

  it('scale by diagonals on both sides', () => {
    const a = testMatrix(2, 3, 1);
    const [left, right] = [
      [2, 3],
      [1, -1, 5],
    ];
    const expected = multiply(multiply(diagonalMatrix(left), a), diagonalMatrix(right));
    expect(distance(scaleSides(a, { left, right }), expected)).toBeLessThan(1e-15);
    expect(scaleSides(a, {})).toEqual(a);
  });

  it('refuse shapes that do not fit', () => {
    expect(() => multiply(zeroMatrix(2, 3), zeroMatrix(2, 3))).toThrow(
      'multiply: matrices of 2 × 3 and 2 × 3 do not fit',
    );
    expect(() => plus(zeroMatrix(2, 3), zeroMatrix(3, 2))).toThrow('plus: matrices of 2 × 3 and 3 × 2');
    expect(() => innerProduct(zeroMatrix(2, 3), zeroMatrix(3, 2))).toThrow('innerProduct: matrices of 2 × 3');
    expect(() => cholesky(zeroMatrix(2, 3))).toThrow('cholesky: 2 × 3 is not square');
    expect(() => solvePositive(identity(2), zeroMatrix(3, 1))).toThrow('2 unknowns, 3 rows on the right');
  });
});

describe('cholesky', () => {
  it('gives a lower triangle with A = LLᴴ, and solves and inverts with it', () => {
    fc.assert(
      fc.property(size, seed, (n, from) => {
        const a = positive(n, from);
        const factor = cholesky(a);
        expect(distance(multiply(factor, adjoint(factor)), a)).toBeLessThan(1e-12);
        for (let r = 0; r < n; r++)
          for (let c = r + 1; c < n; c++) expect(entryOf(factor, r, c)).toEqual({ re: 0, im: 0 });
        const x = testMatrix(n, 3, from + 1);
        expect(distance(solvePositive(a, multiply(a, x)), x)).toBeLessThan(1e-10);
        expect(distance(multiply(a, invertPositive(a)), identity(n))).toBeLessThan(1e-10);
      }),
      { numRuns: 40 },
    );
  });

  it('has the determinant: det(I + vvᴴ) = 1 + ‖v‖², and the product of the eigenvalues', () => {
    fc.assert(
      fc.property(size, seed, (n, from) => {
        const v = testMatrix(n, 1, from);
        expect(logDeterminant(plus(identity(n), rowGram(v)))).toBeCloseTo(Math.log1p(squaredNorm(v)), 11);
        const a = positive(n, from);
        const logs = hermitianEigenvalues(a).reduce((sum, value) => sum + Math.log(value), 0);
        expect(logDeterminant(a)).toBeCloseTo(logs, 10);
      }),
      { numRuns: 30 },
    );
  });

  it('says which pivot of a singular or indefinite matrix fails', () => {
    const column = testMatrix(4, 1, 5);
    expect(() => cholesky(rowGram(column))).toThrow(
      /^cholesky: the matrix is not positive definite, pivot 2 of 4 is/,
    );
    expect(() => cholesky(diagonalMatrix([1, -2]))).toThrow(
      'pivot 2 of 2 is -2 beside a diagonal entry of -2',
    );
    expect(() => cholesky(diagonalMatrix([Number.NaN]))).toThrow('pivot 1 of 1 is NaN');
  });
});

describe('eigenvalues', () => {
  it('are those that a matrix was made from', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 8 }),
        seed,
        (chosen, from) => {
          const q = testUnitary(chosen.length, from);
          const made = multiply(scaleSides(q, { right: chosen }), adjoint(q));
          const hermitian = plus(scaleSides(made, { left: chosen.map(() => 0.5) }), adjoint(made), 0.5);
          const ascending = [...chosen].sort((a, b) => a - b);
          hermitianEigenvalues(hermitian).forEach((value, k) => {
            expect(value).toBeCloseTo(ascending[k], 10);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('come with orthonormal vectors of a real symmetric matrix', () => {
    const data = Float64Array.of(1, 0.5, -0.8, 0.5, 1, 0.9, -0.8, 0.9, 1);
    const { values, vectors } = symmetricEigen({ rows: 3, cols: 3, data });
    // numpy.linalg.eigvalsh (NumPy 2.4.6)
    const expected = [-0.4788096795071757, 1.494779720751238, 1.9840299587559378];
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 12);
      for (let r = 0; r < 3; r++) {
        const image = [0, 1, 2].reduce((sum, c) => sum + data[r * 3 + c] * vectors.data[c * 3 + k], 0);
        expect(image).toBeCloseTo(value * vectors.data[r * 3 + k], 12);
      }
    });
    expect([...symmetricEigen({ rows: 2, cols: 2, data: new Float64Array(4) }).values]).toEqual([0, 0]);
  });

  it('are refused for a matrix that is not symmetric', () => {
    const data = Float64Array.of(1, 2, 3, 4);
    expect(() => symmetricEigen({ rows: 2, cols: 2, data })).toThrow('this 2 × 2 matrix is not symmetric');
    expect(() => symmetricEigen({ rows: 1, cols: 2, data: data.slice(0, 2) })).toThrow('not symmetric');
  });
});
