import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import type { Tensor } from './graph.ts';
import { matmul, matrixTranspose } from './matrix.ts';
import {
  abs,
  add,
  atLeast,
  concat,
  div,
  exp,
  finite,
  gatherLast,
  maximum,
  mul,
  positive,
  scale,
  select,
  shift,
  sqrt,
  sub,
  sum,
} from './ops.ts';

/**
 * The algebra on graph nodes, in float32: tensors [..., rows, cols] are stacks of matrices. A flat vector [n] counts as one row in
 * everything elementwise.
 */
export const graphAlgebra: Algebra<Tensor> = {
  machineEpsilon: 2 ** -23,
  rows: a => a.shape.at(-2) ?? 1,
  cols: a => a.shape.at(-1) ?? 1,
  constant(like, rows, cols, entry) {
    const values = Float32Array.from({ length: rows * cols }, (_, i) =>
      entry(Math.floor(i / cols), i % cols),
    );
    return like.graph.constant(values, [rows, cols]);
  },
  multiply: matmul,
  transpose: matrixTranspose,
  whole: (a, f) => f(a),
  add,
  subtract: sub,
  times: mul,
  divide: div,
  scale,
  shift,
  abs,
  sqrt,
  exp,
  atLeast,
  rowSums: a => sum(a, [a.shape.length - 1]),
  columnSums: a => (a.shape.length < 2 ? a : sum(a, [a.shape.length - 2])),
  columnMaxima: a => (a.shape.length < 2 ? a : maximum(a, a.shape.length - 2)),
  columns: gatherLast,
  joinColumns: parts => concat(parts, parts[0].shape.length - 1),
  positive,
  finite,
  select,
  // ∞ − ∞ is NaN
  requireFinite: a => add(a, sub(a, a)),
  isZero: () => false,
};
