import type { Algebra } from './algebra.ts';
import { type SvdOptions, svd } from './svd.ts';

export interface PolarFactorOptions extends SvdOptions {
  /** Singular values up to this share of the largest count as zero. */
  readonly tolerance?: number;
}

/**
 * Orthogonal polar factor of the numerical range: Σ uᵢvᵢᵀ over the singular values above tolerance·s_max of G [m, n]. It is UVᵀ for
 * a matrix of full rank and the closest partial isometry otherwise; a zero matrix gives zero. The default tolerance is max(m, n) ε.
 *
 * @throws NumericError as `svd` does.
 */
export function polarFactor<M>(algebra: Algebra<M>, g: M, options: PolarFactorOptions = {}): M {
  const { columns, multiply, positive, scale, subtract, times, transpose } = algebra;
  const { tolerance = Math.max(algebra.rows(g), algebra.cols(g)) * algebra.machineEpsilon } = options;
  const { u, s, v } = svd(algebra, g, options);
  const inRange = positive(subtract(s, scale(columns(s, [0]), tolerance)));
  return multiply(times(u, inRange), transpose(v));
}
