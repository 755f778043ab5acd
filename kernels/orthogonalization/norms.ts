import { NumericError } from '../errors.ts';
import type { Algebra } from './algebra.ts';

/** Sum of all entries, [1, 1]. */
export function total<M>(algebra: Algebra<M>, a: M): M {
  return algebra.columnSums(algebra.rowSums(a));
}

/** Frobenius norm ‖A‖_F = √(Σ aᵢⱼ²), [1, 1]. Entries whose squares underflow count as zero, overflow gives infinity. */
export function frobeniusNorm<M>(algebra: Algebra<M>, a: M): M {
  return algebra.sqrt(total(algebra, algebra.times(a, a)));
}

/** a, or 1 where a is 0: a divisor for what shall stay 0. */
export function nonZero<M>(algebra: Algebra<M>, a: M): M {
  const { add, positive, scale, shift, abs } = algebra;
  return add(a, shift(scale(positive(abs(a)), -1), 1));
}

/**
 * A = scale · unit with scale = Σ|aᵢⱼ| [1, 1], so that squares of entries neither overflow nor underflow; a zero matrix has scale 1.
 *
 * @throws NumericError if an entry is not finite; where the values are not known yet, the result is NaN instead.
 */
export function scaled<M>(algebra: Algebra<M>, a: M, what: string): { readonly scale: M; readonly unit: M } {
  const size = algebra.requireFinite(total(algebra, algebra.abs(a)), `${what}: the sum of magnitudes`);
  const scale = nonZero(algebra, size);
  return { scale, unit: algebra.divide(a, scale) };
}

/** @throws NumericError if the matrix has no entries. */
export function requireEntries<M>(algebra: Algebra<M>, a: M, what: string): void {
  const [rows, cols] = [algebra.rows(a), algebra.cols(a)];
  if (rows < 1 || cols < 1)
    throw new NumericError('matrix-shape', `${what}: a matrix of ${rows}×${cols} has no entries`);
}
