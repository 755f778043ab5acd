import { frobeniusNorm, nonZero } from '../../kernels/orthogonalization/norms.ts';
import type { MatrixShape } from './parameterShape.ts';
import { stateless, type Transform } from './transform.ts';

/** A factor that depends on the sides of a matrix only. */
export type ScaleRule = (shape: MatrixShape) => number;

/** √max(1, rows/cols): the factor of KellerJordan/Muon (Jordan et al., 2024). */
export const jordanScale: ScaleRule = ({ rows, cols }) => Math.sqrt(Math.max(1, rows / cols));

/** 0.2·√max(rows, cols): gives an orthogonal update the root mean square 0.2 of a usual Adam update (Liu et al., "Moonlight", 2025, eq. 4). */
export const adamRmsScale: ScaleRule = ({ rows, cols }) => 0.2 * Math.sqrt(Math.max(rows, cols));

/** √(rows/cols): the spectral factor of microsoft/dion, below 1 for wide matrices. */
export const spectralScale: ScaleRule = ({ rows, cols }) => Math.sqrt(rows / cols);

/** u ← factor(rows, cols)·u */
export function scaleBy(rule: ScaleRule): Transform {
  return stateless(({ scale }, u, { shape }) => scale(u, rule(shape)));
}

/** u ← u·rms/√(mean of u²), so every update has the same root mean square; zero stays zero (Li et al., "NorMuon", 2025, algorithm 1). */
export function scaleToRms(rms: number): Transform {
  return stateless((algebra, u, { shape }) => {
    const { divide, scale } = algebra;
    const norm = nonZero(algebra, frobeniusNorm(algebra, u));
    return scale(divide(u, norm), rms * Math.sqrt(shape.rows * shape.cols));
  });
}

/** u ← u/(‖u‖_F + ε) */
export function scaleToUnitNorm(epsilon = 1e-7): Transform {
  return stateless((algebra, u) => algebra.divide(u, algebra.shift(frobeniusNorm(algebra, u), epsilon)));
}
