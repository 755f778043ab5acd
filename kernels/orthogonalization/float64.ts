import { NumericError } from '../errors.ts';
import type { MatrixAlgebra } from './algebra.ts';

/** A real matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** The matrix algebra on Float64 arrays: the reference carrier. */
export const float64Algebra: MatrixAlgebra<Matrix> = {
  rows: a => a.rows,
  cols: a => a.cols,
  multiply,
  add(a, b) {
    return { ...a, data: a.data.map((value, i) => value + b.data[i]) };
  },
  scale(a, factor) {
    return { ...a, data: a.data.map(value => value * factor) };
  },
  transpose(a) {
    const data = new Float64Array(a.data.length);
    for (let r = 0; r < a.rows; r++)
      for (let c = 0; c < a.cols; c++) data[c * a.rows + r] = a.data[r * a.cols + c];
    return { rows: a.cols, cols: a.rows, data };
  },
  normalize(a, epsilon) {
    const norm = Math.sqrt(a.data.reduce((energy, value) => energy + value * value, 0));
    return { ...a, data: a.data.map(value => value / (norm + epsilon)) };
  },
};

function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows)
    throw new NumericError('matrix-shape', `multiply: ${a.rows}×${a.cols} does not fit ${b.rows}×${b.cols}`);
  const data = new Float64Array(a.rows * b.cols);
  for (let r = 0; r < a.rows; r++)
    for (let k = 0; k < a.cols; k++) {
      const value = a.data[r * a.cols + k];
      for (let c = 0; c < b.cols; c++) data[r * b.cols + c] += value * b.data[k * b.cols + c];
    }
  return { rows: a.rows, cols: b.cols, data };
}
