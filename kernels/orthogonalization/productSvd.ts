import type { Algebra } from './algebra.ts';
import { qr } from './qr.ts';
import { type SVD, type SvdOptions, svd } from './svd.ts';

export interface ProductSvdOptions extends SvdOptions {
  /** Says that the rows of the right factor are orthonormal; its QR is then left out. */
  readonly orthonormalRows?: boolean;
}

/**
 * Thin SVD of a product BA, B [m, r], A [r, n], without forming it: with B = Q₁R₁ and Aᵀ = Q₂R₂,
 *
 *     BA = Q₁ (R₁R₂ᵀ) Q₂ᵀ,   R₁R₂ᵀ = U₀ diag(s) V₀ᵀ,   U = Q₁U₀,   V = Q₂V₀,
 *
 * in O((m + n) r²). k = min(m, r, n) singular values result. For A with orthonormal rows, B = U diag(s) Wᵀ gives V = AᵀW at once.
 * The sign rule of `svd` holds for the core. Rank-deficient factors keep U and V orthonormal.
 *
 * @throws NumericError for factors that do not fit, and as `svd` does.
 */
export function productSvd<M>(
  algebra: Algebra<M>,
  b: M,
  a: M,
  { orthonormalRows = false, ...options }: ProductSvdOptions = {},
): SVD<M> {
  const { multiply, transpose } = algebra;
  if (orthonormalRows) {
    const { u, s, v } = svd(algebra, b, options);
    return { u, s, v: algebra.requireFinite(multiply(transpose(a), v), 'productSvd: an entry') };
  }
  const [left, right] = [qr(algebra, b), qr(algebra, transpose(a))];
  const core = svd(algebra, multiply(left.r, transpose(right.r)), options);
  return { u: multiply(left.q, core.u), s: core.s, v: multiply(right.q, core.v) };
}
