import type { Algebra } from './algebra.ts';

/** Sum of all entries, [1, 1]. */
export function total<M>(algebra: Algebra<M>, a: M): M {
  // Rows first: where rows are sharded, one scalar remains to be exchanged.
  return algebra.columnSums(algebra.rowSums(a));
}

/** Frobenius norm ‖A‖_F = √(Σ aᵢⱼ²), [1, 1]. */
export function frobeniusNorm<M>(algebra: Algebra<M>, a: M): M {
  return algebra.sqrt(total(algebra, algebra.times(a, a)));
}
