import { NumericError } from '../errors.ts';
import type { Algebra } from './algebra.ts';

/**
 * What of each column of G [m, n] lies outside the span of Q's orthonormal columns [m, k]: G ← G − Q(QᵀG), done twice,
 * because the first time leaves a rest of rounding in the span that is large where little of G remains.
 *
 * A G inside the span gives rounding, about ε‖G‖. Rows instead of columns: transpose.
 *
 * @throws NumericError if the heights differ or an entry is not finite; on a graph the latter gives NaN.
 */
export function projectOut<M>(algebra: Algebra<M>, g: M, q: M): M {
  const { multiply, rows, subtract, transpose } = algebra;
  if (rows(g) !== rows(q))
    throw new NumericError('matrix-shape', `projectOut: ${rows(g)} rows do not fit a basis of ${rows(q)}`);
  const project = (x: M) => subtract(x, multiply(q, multiply(transpose(q), x)));
  return algebra.requireFinite(project(project(g)), 'projectOut: an entry');
}
