import type { Algebra } from './algebra.ts';
import { type Quintic, quinticIteration } from './quintic.ts';

/** Five equal steps whose slope at 0 is steep, so that small singular values rise fast (Jordan et al., "Muon", 2024). */
export const MUON_STEPS: readonly Quintic[] = Array.from(
  { length: 5 },
  () => [3.4445, -4.775, 2.0315] as const,
);

/** Five steps with coefficients of their own; they land closer to 1 (microsoft/dion, 2025). */
export const DION_STEPS: readonly Quintic[] = [
  [4.0848, -6.8946, 2.927],
  [3.9505, -6.3029, 2.6377],
  [3.7418, -5.5913, 2.3037],
  [2.8769, -3.1427, 1.2046],
  [2.8366, -3.0525, 1.2012],
];

/**
 * Newton–Schulz iteration towards the orthogonal polar factor UVᵀ of G = UΣVᵀ [m, n]: `quinticIteration` with X₀ = G/(‖G‖_F + ε)
 * and one (a, b, c) per step.
 *
 * The steps of Muon bring singular values that start in [0.01, 1] into [0.68, 1.14], not to 1; those of dion into [0.97, 1.04].
 * Smaller ones are still on their way up, zero stays zero. A rank-one matrix has one singular value 1 at the start, so its result has
 * the norm p(1) = 0.696, not 1.
 *
 * Source: Jordan et al., "Muon: an optimizer for hidden layers", 2024.
 *
 * @throws NumericError as `quinticIteration` does.
 */
export function newtonSchulz<M>(
  algebra: Algebra<M>,
  g: M,
  steps: readonly Quintic[] = MUON_STEPS,
  epsilon = 1e-7,
): M {
  return quinticIteration(algebra, g, steps, { name: 'newtonSchulz', margin: 1, epsilon });
}
