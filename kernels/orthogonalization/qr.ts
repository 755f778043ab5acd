import type { Algebra } from './algebra.ts';
import { frobeniusNorm, nonZero, requireEntries, scaled } from './norms.ts';

export interface QR<M> {
  /** [m, k], orthonormal columns. */
  readonly q: M;
  /** [k, n], upper triangular (upper trapezoidal for m < n) with diagonal ≥ 0. */
  readonly r: M;
}

/** The first pass leaves angles of ε·cond(A), the second of ε times a small condition number. */
const PASSES = 2;

/**
 * Thin factorisation A = QR of A [m, n], k = min(m, n), by modified Gram–Schmidt, repeated on its own result so that Q is orthonormal
 * to rounding however ill-conditioned A is; R is the upper triangle of QᵀA.
 *
 * A column that depends on the ones before it (what they leave of it is below 8√m·ε of its norm) has a zero on R's diagonal; its
 * place in Q takes a fixed direction, orthogonal to the others, so Q is always orthonormal and A = QR always holds. A zero
 * matrix has R = 0.
 *
 * Source: Björck, 1967; Giraud, Langou, Rozložník and van den Eshof, 2005 ("twice is enough").
 *
 * @throws NumericError for an empty matrix or one with entries that are not finite; on a graph the latter give NaN.
 */
export function qr<M>(algebra: Algebra<M>, a: M): QR<M> {
  const { add, atLeast, constant, multiply, times, transpose } = algebra;
  requireEntries(algebra, a, 'qr');
  const [m, n] = [algebra.rows(a), algebra.cols(a)];
  const k = Math.min(m, n);
  const { unit, scale } = scaled(algebra, a, 'qr');
  const spare = constant(a, m, k, (row, col) => spareEntry(row, col) / Math.sqrt(m / 2));
  let q = unit;
  for (let pass = 0; pass < PASSES; pass++) q = gramSchmidt(algebra, q, spare);
  const product = times(multiply(transpose(q), unit), scale);
  const above = constant(a, k, n, (row, col) => (row < col ? 1 : 0));
  const diagonal = constant(a, k, n, (row, col) => (row === col ? 1 : 0));
  return { q, r: add(times(product, above), times(atLeast(product, 0), diagonal)) };
}

/** One pass over the first k columns: each is made a unit vector, or its spare, and projected out of all that follow. */
function gramSchmidt<M>(algebra: Algebra<M>, a: M, spare: M): M {
  const { columnSums, columns, multiply, scale, select, shift, sqrt, subtract, times, transpose } = algebra;
  const k = algebra.cols(spare);
  const rounding = 8 * Math.sqrt(algebra.rows(a)) * algebra.machineEpsilon;
  const noise = scale(sqrt(columnSums(times(a, a))), rounding);
  const basis: M[] = [];
  let rest = columns(a, range(0, k));
  for (let j = 0; j < k; j++) {
    const column = columns(rest, [0]);
    const norm = frobeniusNorm(algebra, column);
    const depends = algebra.positive(shift(subtract(columns(noise, [j]), norm), SMALLEST));
    const unit = algebra.divide(column, nonZero(algebra, norm));
    basis.push(select(depends, columns(spare, [j]), unit));
    if (j === k - 1) break;
    const following = columns(rest, range(1, k - j));
    rest = subtract(following, multiply(unit, multiply(transpose(unit), following)));
  }
  return algebra.joinColumns(basis);
}

/** A column below this share of the whole matrix counts as zero. */
const SMALLEST = 1e-30;

/** Entries without structure, so that no basis that arises from data contains the direction. */
function spareEntry(row: number, column: number): number {
  return Math.cos((row + 1) ** 2 * Math.SQRT2 + (column + 1) * (row + 1) * Math.sqrt(3));
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
