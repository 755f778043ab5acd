import type { Algebra } from './algebra.ts';
import { orthogonalizeColumns } from './jacobi.ts';
import { requireEntries, scaled } from './norms.ts';
import { qr } from './qr.ts';

/** A = U diag(s) Vᵀ of A [m, n], k = min(m, n). */
export interface SVD<M> {
  /** [m, k], orthonormal columns. */
  readonly u: M;
  /** [1, k], descending, ≥ 0. */
  readonly s: M;
  /** [n, k], orthonormal columns. The entry of largest magnitude in each column is positive. */
  readonly v: M;
}

export interface SvdOptions {
  /**
   * Most Jacobi sweeps; a graph makes all of them. Five are enough for 8 columns in double precision, six for 16, seven for 32, eight for
   * 64; single precision needs one fewer.
   */
  readonly sweeps?: number;
}

/**
 * Thin singular value decomposition A = U diag(s) Vᵀ by one-sided Jacobi on the triangular factor of A's QR. There is no branch
 * on values, so that it also runs in a graph; its cost is that of a sweep's (k − 1) rounds of column rotations, meant for thin
 * factors (k ≤ 64).
 *
 * U and V are orthonormal even where A is rank-deficient: singular values of 0 have some orthonormal vectors. A zero matrix
 * has s = 0. Singular values are accurate to a few ulp of the largest one. Where singular values are equal, or the largest entry of
 * a column of V has an equal of the other sign, rounding chooses among the valid answers.
 *
 * Source: Hestenes, 1958; Drmač and Veselić, 2008 (QR first).
 *
 * @throws NumericError for an empty matrix or one with entries that are not finite; on a graph the latter give NaN.
 */
export function svd<M>(algebra: Algebra<M>, a: M, { sweeps = 12 }: SvdOptions = {}): SVD<M> {
  requireEntries(algebra, a, 'svd');
  const { unit, scale } = scaled(algebra, a, 'svd');
  const wide = algebra.rows(a) < algebra.cols(a);
  const tall = wide ? algebra.transpose(unit) : unit;
  const { left, s, right } = tallSvd(algebra, tall, sweeps);
  const [u, v] = wide ? [right, left] : [left, right];
  const sign = columnSigns(algebra, v);
  return { u: algebra.times(u, sign), s: algebra.times(s, scale), v: algebra.times(v, sign) };
}

/** The decomposition of a matrix that is not wide, without a rule for signs. */
function tallSvd<M>(algebra: Algebra<M>, a: M, sweeps: number) {
  const { columnSums, multiply, sqrt, times, transpose } = algebra;
  const { q, r } = qr(algebra, a);
  // The columns of Rᵀ are closer to orthogonal than those of R.
  const { x, v } = orthogonalizeColumns(algebra, transpose(r), sweeps);
  const norms = sqrt(columnSums(times(x, x)));
  const order = descending(algebra, norms);
  return {
    left: multiply(q, multiply(v, order)),
    s: multiply(norms, order),
    // Columns of norm 0, and those that are all rounding, become orthonormal too.
    right: qr(algebra, multiply(x, order)).q,
  };
}

/** Permutation matrix P such that values·P is in descending order; equal values keep their order. values is [1, n]. */
function descending<M>(algebra: Algebra<M>, values: M): M {
  const { abs, add, constant, positive, scale, shift, subtract, times, transpose } = algebra;
  const n = algebra.cols(values);
  const difference = subtract(transpose(values), values);
  const equal = shift(scale(positive(abs(difference)), -1), 1);
  const earlier = constant(values, n, n, (row, col) => (row < col ? 1 : 0));
  const before = add(positive(difference), times(equal, earlier));
  const rank = transpose(algebra.columnSums(before));
  const place = constant(values, 1, n, (_, col) => col);
  return shift(scale(positive(shift(abs(subtract(rank, place)), -0.5)), -1), 1);
}

/** +1 or −1 for each column, [1, n]: the sign of its entry of largest magnitude. */
function columnSigns<M>(algebra: Algebra<M>, a: M): M {
  const { columnMaxima, positive, scale, shift, subtract } = algebra;
  const negative = positive(subtract(columnMaxima(scale(a, -1)), columnMaxima(a)));
  return shift(scale(negative, -2), 1);
}
