import { frobeniusNorm, total } from '../../kernels/orthogonalization/norms.ts';
import { stateless, type Transform } from './transform.ts';

export interface BrakeOptions {
  /** γ > 0 */
  readonly gamma?: number;
  /** Measures x = γu/(‖u‖_F + 10⁻⁷) instead of x = γu. */
  readonly normalised?: boolean;
}

/**
 * The brake of AuON (Maity, 2025, arXiv 2509.24320): division by the root mean square of a hyperbolic cosine over all N entries,
 *
 *     R = √(mean of cosh²x),   u ← u/(R + 10⁻⁸)
 *
 * For ‖x‖_F = γ it is bounded, √(1 + sinh²(γ/√N)) ≤ R ≤ √(1 + sinh²(γ)/N), so it is 1 + O(1/N) and brakes next to nothing. Entries
 * of x above 350 (44 in single precision) overflow; the step is then not taken.
 */
export function hyperbolicBrake({ gamma = 1, normalised = false }: BrakeOptions = {}): Transform {
  return stateless((algebra, u, { shape: { rows, cols } }) => {
    const { add, divide, exp, scale, shift, sqrt } = algebra;
    const measured = normalised ? divide(u, shift(frobeniusNorm(algebra, u), 1e-7)) : u;
    // cosh²x = ½ + (e²ˣ + e⁻²ˣ)/4
    const powers = add(exp(scale(measured, 2 * gamma)), exp(scale(measured, -2 * gamma)));
    const r = sqrt(shift(scale(total(algebra, powers), 1 / (4 * rows * cols)), 0.5));
    return divide(u, shift(r, 1e-8));
  });
}
