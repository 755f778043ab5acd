import { NumericError } from '../errors.ts';
import { type ComplexMatrix, diagonalMatrix, zeroMatrix } from './matrix.ts';

/**
 * Lower triangular L with A = LLᴴ and a real positive diagonal, of a Hermitian positive definite A; what stands above A's
 * diagonal is not read.
 *
 * @throws NumericError `matrix-shape` unless A is square; `singular` where a pivot is not above n·ε times its diagonal entry,
 *   which is when A is singular or indefinite in double precision
 *
 * Source: Golub, Van Loan, "Matrix computations", 4th ed. 2013, section 4.2.
 */
export function cholesky(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  if (a.cols !== n) throw new NumericError('matrix-shape', `cholesky: ${n} × ${a.cols} is not square`);
  const { re, im } = a;
  const factor = zeroMatrix(n, n);
  const { re: lRe, im: lIm } = factor;
  for (let r = 0; r < n; r++) {
    for (let c = 0; c <= r; c++) {
      let sumRe = re[r * n + c];
      let sumIm = im[r * n + c];
      for (let k = 0, i = r * n, j = c * n; k < c; k++, i++, j++) {
        sumRe -= lRe[i] * lRe[j] + lIm[i] * lIm[j];
        sumIm -= lIm[i] * lRe[j] - lRe[i] * lIm[j];
      }
      if (c < r) {
        lRe[r * n + c] = sumRe / lRe[c * n + c];
        lIm[r * n + c] = sumIm / lRe[c * n + c];
      } else {
        if (!(sumRe > n * Number.EPSILON * Math.abs(re[r * n + r])))
          throw new NumericError(
            'singular',
            `cholesky: the matrix is not positive definite, pivot ${r + 1} of ${n} is ${sumRe} beside a diagonal entry of ${re[r * n + r]}`,
          );
        lRe[r * n + r] = Math.sqrt(sumRe);
      }
    }
  }
  return factor;
}

/**
 * X with LLᴴX = B, for a factor made by `cholesky`.
 *
 * @throws NumericError `matrix-shape` when B has another number of rows
 */
export function solveFactored(factor: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const n = factor.rows;
  if (b.rows !== n)
    throw new NumericError('matrix-shape', `solveFactored: ${n} unknowns, ${b.rows} rows on the right`);
  const x = { ...b, re: b.re.slice(), im: b.im.slice() };
  for (let r = 0; r < n; r++) {
    for (let k = 0; k < r; k++) subtractRow(x, r, k, factor.re[r * n + k], factor.im[r * n + k]);
    divideRow(x, r, factor.re[r * n + r]);
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = r + 1; k < n; k++) subtractRow(x, r, k, factor.re[k * n + r], -factor.im[k * n + r]);
    divideRow(x, r, factor.re[r * n + r]);
  }
  return x;
}

/** Row r −= (re + i·im) · row k. */
function subtractRow(x: ComplexMatrix, r: number, k: number, re: number, im: number): void {
  for (let c = 0, to = r * x.cols, from = k * x.cols; c < x.cols; c++, to++, from++) {
    const valueRe = x.re[from];
    const valueIm = x.im[from];
    x.re[to] -= re * valueRe - im * valueIm;
    x.im[to] -= re * valueIm + im * valueRe;
  }
}

function divideRow(x: ComplexMatrix, r: number, divisor: number): void {
  const inverse = 1 / divisor;
  for (let i = r * x.cols; i < (r + 1) * x.cols; i++) {
    x.re[i] *= inverse;
    x.im[i] *= inverse;
  }
}

/** A⁻¹B of a Hermitian positive definite A. Throws as `cholesky` and `solveFactored`. */
export function solvePositive(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return solveFactored(cholesky(a), b);
}

/** A⁻¹ of a Hermitian positive definite A. Throws as `cholesky`. */
export function invertPositive(a: ComplexMatrix): ComplexMatrix {
  return solvePositive(a, diagonalMatrix(new Float64Array(a.rows).fill(1)));
}

/** ln det A of a Hermitian positive definite A. Throws as `cholesky`. */
export function logDeterminant(a: ComplexMatrix): number {
  const factor = cholesky(a);
  let sum = 0;
  for (let k = 0; k < a.rows; k++) sum += 2 * Math.log(factor.re[k * a.rows + k]);
  return sum;
}
