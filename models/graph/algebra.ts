import type { MatrixAlgebra } from '../../kernels/orthogonalization/algebra.ts';
import type { Tensor } from './graph.ts';
import { matmul, matrixTranspose } from './matrix.ts';
import { add, div, mul, scale, shift, sqrt, sum } from './ops.ts';

/** The matrix algebra on graph nodes: tensors [..., rows, cols] are stacks of matrices. */
export const graphAlgebra: MatrixAlgebra<Tensor> = {
  rows: a => a.shape[a.shape.length - 2],
  cols: a => a.shape[a.shape.length - 1],
  multiply: matmul,
  add,
  scale,
  transpose: matrixTranspose,
  normalize(a, epsilon) {
    const rank = a.shape.length;
    const norm = sqrt(sum(mul(a, a), [rank - 2, rank - 1]));
    return div(a, shift(norm, epsilon));
  },
};
