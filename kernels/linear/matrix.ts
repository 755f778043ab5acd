import type { Complex } from '../complex.ts';
import { NumericError } from '../errors.ts';

/** A complex matrix in two planes, row-major: entry (r, c) is re[r·cols + c] + i·im[r·cols + c]. */
export interface ComplexMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A matrix of zeros. */
export function zeroMatrix(rows: number, cols: number): ComplexMatrix {
  return { rows, cols, re: new Float64Array(rows * cols), im: new Float64Array(rows * cols) };
}

/** The rows × cols matrix of these entries. */
export function complexMatrix(
  rows: number,
  cols: number,
  entry: (row: number, col: number) => Complex,
): ComplexMatrix {
  const matrix = zeroMatrix(rows, cols);
  for (let r = 0, i = 0; r < rows; r++)
    for (let c = 0; c < cols; c++, i++) {
      const { re, im } = entry(r, c);
      matrix.re[i] = re;
      matrix.im[i] = im;
    }
  return matrix;
}

/** The square matrix with these real numbers on its diagonal and zeros beside it. */
export function diagonalMatrix(values: ArrayLike<number>): ComplexMatrix {
  const matrix = zeroMatrix(values.length, values.length);
  for (let k = 0; k < values.length; k++) matrix.re[k * values.length + k] = values[k];
  return matrix;
}

/** Entry (row, col). */
export function entryOf(a: ComplexMatrix, row: number, col: number): Complex {
  return { re: a.re[row * a.cols + col], im: a.im[row * a.cols + col] };
}

/**
 * AB.
 *
 * @throws NumericError `matrix-shape` unless A has as many columns as B has rows
 */
export function multiply(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  if (a.cols !== b.rows) throw shapeError('multiply', a, b);
  const product = zeroMatrix(a.rows, b.cols);
  for (let r = 0; r < a.rows; r++)
    for (let k = 0; k < a.cols; k++) {
      const re = a.re[r * a.cols + k];
      const im = a.im[r * a.cols + k];
      let from = k * b.cols;
      let to = r * b.cols;
      for (let c = 0; c < b.cols; c++, from++, to++) {
        product.re[to] += re * b.re[from] - im * b.im[from];
        product.im[to] += re * b.im[from] + im * b.re[from];
      }
    }
  return product;
}

/** Aᴴ, the conjugate transpose. */
export function adjoint(a: ComplexMatrix): ComplexMatrix {
  const turned = zeroMatrix(a.cols, a.rows);
  for (let r = 0, i = 0; r < a.rows; r++)
    for (let c = 0; c < a.cols; c++, i++) {
      turned.re[c * a.rows + r] = a.re[i];
      turned.im[c * a.rows + r] = -a.im[i];
    }
  return turned;
}

/** AAᴴ, exactly Hermitian: the inner products of the rows. */
export function rowGram(a: ComplexMatrix): ComplexMatrix {
  const gram = zeroMatrix(a.rows, a.rows);
  for (let r = 0; r < a.rows; r++)
    for (let s = 0; s <= r; s++) {
      let re = 0;
      let im = 0;
      for (let c = 0, i = r * a.cols, j = s * a.cols; c < a.cols; c++, i++, j++) {
        re += a.re[i] * a.re[j] + a.im[i] * a.im[j];
        im += a.im[i] * a.re[j] - a.re[i] * a.im[j];
      }
      gram.re[r * a.rows + s] = gram.re[s * a.rows + r] = re;
      gram.im[r * a.rows + s] = r === s ? 0 : im;
      gram.im[s * a.rows + r] = r === s ? 0 : -im;
    }
  return gram;
}

/**
 * A + factor·B with a real factor.
 *
 * @throws NumericError `matrix-shape` when the shapes differ
 */
export function plus(a: ComplexMatrix, b: ComplexMatrix, factor = 1): ComplexMatrix {
  if (a.rows !== b.rows || a.cols !== b.cols) throw shapeError('plus', a, b);
  return {
    rows: a.rows,
    cols: a.cols,
    re: a.re.map((value, i) => value + factor * b.re[i]),
    im: a.im.map((value, i) => value + factor * b.im[i]),
  };
}

/** diag(left) · A · diag(right) with real diagonals; a side that is left out stays as it is. */
export function scaleSides(
  a: ComplexMatrix,
  { left, right }: { readonly left?: ArrayLike<number>; readonly right?: ArrayLike<number> },
): ComplexMatrix {
  const scaled = zeroMatrix(a.rows, a.cols);
  for (let r = 0, i = 0; r < a.rows; r++)
    for (let c = 0; c < a.cols; c++, i++) {
      const factor = (left ? left[r] : 1) * (right ? right[c] : 1);
      scaled.re[i] = factor * a.re[i];
      scaled.im[i] = factor * a.im[i];
    }
  return scaled;
}

/** ‖A‖² = Σ |a_rc|², the squared Frobenius norm. */
export function squaredNorm(a: ComplexMatrix): number {
  let sum = 0;
  for (let i = 0; i < a.re.length; i++) sum += a.re[i] ** 2 + a.im[i] ** 2;
  return sum;
}

/**
 * Re tr(AᴴB) = Re Σ a_rc* b_rc.
 *
 * @throws NumericError `matrix-shape` when the shapes differ
 */
export function innerProduct(a: ComplexMatrix, b: ComplexMatrix): number {
  if (a.rows !== b.rows || a.cols !== b.cols) throw shapeError('innerProduct', a, b);
  let sum = 0;
  for (let i = 0; i < a.re.length; i++) sum += a.re[i] * b.re[i] + a.im[i] * b.im[i];
  return sum;
}

/** ‖a_c‖² of every column. */
export function columnPowers(a: ComplexMatrix): Float64Array {
  const powers = new Float64Array(a.cols);
  for (let i = 0; i < a.re.length; i++) powers[i % a.cols] += a.re[i] ** 2 + a.im[i] ** 2;
  return powers;
}

function shapeError(operation: string, a: ComplexMatrix, b: ComplexMatrix): NumericError {
  return new NumericError(
    'matrix-shape',
    `${operation}: matrices of ${a.rows} × ${a.cols} and ${b.rows} × ${b.cols} do not fit`,
  );
}
