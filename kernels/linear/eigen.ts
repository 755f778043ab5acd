import { NumericError } from '../errors.ts';
import { float64Algebra, type Matrix } from '../orthogonalization/float64.ts';
import { svd } from '../orthogonalization/svd.ts';
import type { ComplexMatrix } from './matrix.ts';

/** A = Q diag(values) Qᵀ of a real symmetric A [n, n]. */
export interface SymmetricEigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** [n, n], orthonormal; column k belongs to value k. */
  readonly vectors: Matrix;
}

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix: with c = max_i Σ_j |a_ij|, A + cI has no negative eigenvalue
 * (Gershgorin), so its singular value decomposition, which `svd` makes by Jacobi rotations, is that of A shifted by c. The
 * values are accurate to a few ulp of c. Meant for n ≤ 64.
 *
 * @throws NumericError `matrix-shape` unless A is square and symmetric; as `svd` for entries that are not finite
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const n = a.rows;
  const mirrored = a.data.every((value, i) => value === a.data[(i % n) * n + Math.floor(i / n)]);
  if (a.cols !== n || (a.data.every(Number.isFinite) && !mirrored))
    throw new NumericError('matrix-shape', `symmetricEigen: this ${n} × ${a.cols} matrix is not symmetric`);
  let shift = 0;
  for (let r = 0; r < n; r++)
    shift = Math.max(
      shift,
      a.data.subarray(r * n, (r + 1) * n).reduce((sum, value) => sum + Math.abs(value), 0),
    );
  const shifted = float64Algebra.constant(a, n, n, (r, c) => a.data[r * n + c] + (r === c ? shift : 0));
  const { s, v } = svd(float64Algebra, shifted);
  const ascending = Array.from({ length: n }, (_, k) => n - 1 - k);
  return {
    values: Float64Array.from(ascending, k => s.data[k] - shift),
    vectors: float64Algebra.columns(v, ascending),
  };
}

/**
 * The eigenvalues of a Hermitian A = S + iT, ascending: those of the real symmetric [[S, −T], [T, S]], where each comes twice.
 *
 * @throws as `symmetricEigen`
 */
export function hermitianEigenvalues(a: ComplexMatrix): Float64Array {
  const n = a.rows;
  const doubled = float64Algebra.constant({ rows: 0, cols: 0, data: a.re }, 2 * n, 2 * n, (r, c) => {
    const at = (r % n) * a.cols + (c % n);
    if (r < n === c < n) return a.re[at];
    return r < n ? -a.im[at] : a.im[at];
  });
  return symmetricEigen(doubled).values.filter((_, k) => k % 2 === 0);
}
