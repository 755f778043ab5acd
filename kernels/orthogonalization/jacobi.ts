import type { Algebra } from './algebra.ts';
import { nonZero } from './norms.ts';
import { type Round, tournament } from './tournament.ts';

/** X V with orthogonal columns, and the rotation V [n, n]. */
export interface Rotated<M> {
  readonly x: M;
  readonly v: M;
}

/**
 * One-sided Jacobi: rotates the columns of X [m, n] pairwise until they are orthogonal, X ← XV. Two columns p, q with
 * α = ‖p‖², β = ‖q‖², γ = pᵀq become c·p − s·q and s·p + c·q,
 *
 *     t = 2γ sgn(β − α) / (|β − α| + √((β − α)² + 4γ²)),   c = 1/√(1 + t²),   s = ct,
 *
 * unless |γ| ≤ √m·ε·√(αβ) already. A sweep meets every pair once; the pairs of a round are disjoint and turn at once.
 *
 * At most `sweeps` sweeps are made. A carrier that knows its values stops after the first sweep without a rotation.
 *
 * Source: Hestenes, 1958; Brent and Luk, 1985 (ordering); Demmel and Veselić, 1992 (stopping rule).
 */
export function orthogonalizeColumns<M>(algebra: Algebra<M>, x: M, sweeps: number): Rotated<M> {
  const n = algebra.cols(x);
  const identity = algebra.constant(x, n, n, (row, col) => (row === col ? 1 : 0));
  let turned: Rotated<M> = { x, v: identity };
  const rounds = tournament(n);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let still = true;
    for (const partners of rounds) {
      const tangents = roundTangents(algebra, turned.x, partners);
      if (algebra.isZero(tangents)) continue;
      still = false;
      turned = turn(algebra, turned, partners, tangents);
    }
    if (still) break;
  }
  return turned;
}

/** t for each column [1, n], seen from that column: the two of a pair have opposite signs. 0 where nothing turns. */
function roundTangents<M>(algebra: Algebra<M>, x: M, partners: Round): M {
  const { abs, add, columns, columnSums, divide, positive, scale, shift, sqrt, subtract, times } = algebra;
  const n = partners.length;
  // +1 for the first of a pair, −1 for the second, 0 for who sits out.
  const side = algebra.constant(x, 1, n, (_, column) => Math.sign(partners[column] - column));
  const alpha = columnSums(times(x, x));
  const beta = columns(alpha, partners);
  const gamma = columnSums(times(x, columns(x, partners)));

  const gap = times(side, subtract(beta, alpha));
  const sign = shift(scale(positive(scale(gap, -1)), -2), 1);
  const length = sqrt(add(times(gap, gap), scale(times(gamma, gamma), 4)));
  const t = divide(scale(times(gamma, sign), 2), nonZero(algebra, add(abs(gap), length)));

  const tolerance = Math.sqrt(algebra.rows(x)) * algebra.machineEpsilon;
  const bound = scale(times(sqrt(alpha), sqrt(beta)), tolerance);
  return times(times(side, t), positive(subtract(abs(gamma), bound)));
}

/** Every column x with partner y becomes c·x − s·y. */
function turn<M>(algebra: Algebra<M>, { x, v }: Rotated<M>, partners: Round, t: M): Rotated<M> {
  const { columns, divide, shift, sqrt, subtract, times } = algebra;
  const c = divide(
    algebra.constant(x, 1, 1, () => 1),
    sqrt(shift(times(t, t), 1)),
  );
  const s = times(c, t);
  const rotate = (m: M) => subtract(times(c, m), times(s, columns(m, partners)));
  return { x: rotate(x), v: rotate(v) };
}
