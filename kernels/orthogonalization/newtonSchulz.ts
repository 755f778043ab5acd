import type { Algebra } from './algebra.ts';
import { frobeniusNorm } from './norms.ts';

/** Coefficients (a, b, c) of one step X ← aX + (bA + cA²)X with A = XXᵀ. */
export type QuinticStep = readonly [a: number, b: number, c: number];

/** Five equal steps whose slope at 0 is steep, so that small singular values rise fast (Jordan et al., "Muon", 2024). */
export const MUON_STEPS: readonly QuinticStep[] = Array.from(
  { length: 5 },
  () => [3.4445, -4.775, 2.0315] as const,
);

/**
 * Newton–Schulz iteration towards the orthogonal polar factor UVᵀ of G = UΣVᵀ:
 *
 *     X₀ = G / (‖G‖_F + ε),   A = XXᵀ,   X ← aX + (bA + cA²)X
 *
 * with one (a, b, c) per step. With the published coefficients the singular values end between about 0.7 and 1.2, not at 1. The
 * wide orientation is iterated, so A is the smaller Gram matrix. A zero matrix stays zero.
 */
export function newtonSchulz<M>(
  algebra: Algebra<M>,
  g: M,
  steps: readonly QuinticStep[] = MUON_STEPS,
  epsilon = 1e-7,
): M {
  const { multiply, add, scale, transpose } = algebra;
  const tall = algebra.rows(g) > algebra.cols(g);
  const wide = tall ? transpose(g) : g;
  let x = algebra.divide(wide, algebra.shift(frobeniusNorm(algebra, wide), epsilon));
  for (const [a, b, c] of steps) {
    const gram = multiply(x, transpose(x));
    const polynomial = add(scale(gram, b), scale(multiply(gram, gram), c));
    x = add(scale(x, a), multiply(polynomial, x));
  }
  return tall ? transpose(x) : x;
}
