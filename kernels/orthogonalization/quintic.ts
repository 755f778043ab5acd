import type { Algebra } from './algebra.ts';
import { frobeniusNorm, requireEntries } from './norms.ts';

/** Coefficients (a, b, c) of the odd quintic p(x) = ax + bx³ + cx⁵. */
export type Quintic = readonly [a: number, b: number, c: number];

/** p(x) for a number. */
export function quinticAt([a, b, c]: Quintic, x: number): number {
  return x * (a + x ** 2 * (b + x ** 2 * c));
}

export interface QuinticOptions {
  /** Name of the iteration, for errors. */
  readonly name: string;
  /** Factor f ≥ 1 on the norm. It keeps singular values at most 1 when the norm is rounded. */
  readonly margin: number;
  readonly epsilon: number;
}

/**
 * Odd quintics p₁, p₂, …, one after the other, of the singular values of G = UΣVᵀ [m, n]: the result is U p(Σ/(f‖G‖_F + ε)) Vᵀ,
 * computed by matrix products alone:
 *
 *     X ← G / (f‖G‖_F + ε);   for each (a, b, c):   A = XXᵀ,   X ← (aI + bA + cA²) X
 *
 * A tall G is treated as its transpose, so that A is the smaller Gram matrix. A zero matrix gives exactly zero; one whose norm is
 * far below ε gives nearly zero.
 *
 * @throws NumericError for an empty matrix, and if an entry is not finite or its square overflows; on a graph the result is then NaN.
 */
export function quinticIteration<M>(
  algebra: Algebra<M>,
  g: M,
  quintics: readonly Quintic[],
  { name, margin, epsilon }: QuinticOptions,
): M {
  const { add, divide, multiply, scale, shift, transpose } = algebra;
  requireEntries(algebra, g, name);
  const norm = algebra.requireFinite(frobeniusNorm(algebra, g), `${name}: the Frobenius norm`);
  const tall = algebra.rows(g) > algebra.cols(g);
  let x = divide(tall ? transpose(g) : g, shift(scale(norm, margin), epsilon));
  const size = algebra.rows(x);
  for (const [a, b, c] of quintics) {
    const aI = algebra.constant(x, size, size, (row, col) => (row === col ? a : 0));
    const gram = multiply(x, transpose(x));
    const polynomial = add(add(aI, scale(gram, b)), scale(multiply(gram, gram), c));
    x = multiply(polynomial, x);
  }
  return tall ? transpose(x) : x;
}
