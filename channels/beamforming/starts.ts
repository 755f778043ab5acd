import { invertPositive } from '../../kernels/linear/cholesky.ts';
import {
  type ComplexMatrix,
  complexMatrix,
  diagonalMatrix,
  entryOf,
  multiply,
  plus,
  scaleSides,
} from '../../kernels/linear/matrix.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';

/** How often every beam is turned. */
const ROUNDS = 2;

/**
 * X of the precoders W = HᴴX that are maximum ratio and of regularised zero-forcing, with equal power in every beam.
 *
 * @param gram HHᴴ
 * @param loading α of regularised zero-forcing
 */
export function conventionalStarts(gram: ComplexMatrix, loading: number): ComplexMatrix[] {
  const identity = diagonalMatrix(new Float64Array(gram.rows).fill(1));
  return [identity, invertPositive(plus(gram, identity, loading))].map(start => {
    // ‖w_k‖² = x_kᴴ HHᴴ x_k.
    const gains = multiply(gram, start);
    const powers = Float64Array.from({ length: gram.rows }, (_, k) => columnProduct(start, gains, k));
    return scaleSides(start, { right: powers.map(power => 1 / Math.sqrt(power)) });
  });
}

/** Re Σ_r conj(a_rk) b_rk. */
function columnProduct(a: ComplexMatrix, b: ComplexMatrix, k: number): number {
  let sum = 0;
  for (let i = k; i < a.re.length; i += a.cols) sum += a.re[i] * b.re[i] + a.im[i] * b.im[i];
  return sum;
}

/**
 * X with its beams turned in phase so that group mates help each other: first each beam so that it adds to the beams of the mates
 * before it, as far as their latents agree, Σ_{i<j} C_ij a_ij conj(a_ii)/|a_ii| > 0; then each by quarter turns as long as that raises
 * the objective. Where symbols are independent no phase matters.
 *
 * @param objective of a precoder W = HᴴX
 */
export function inPhase(
  gram: ComplexMatrix,
  correlation: Matrix,
  coefficients: ComplexMatrix,
  objective: (coefficients: ComplexMatrix) => number,
): ComplexMatrix {
  const users = gram.rows;
  let phases = agreeingPhases(multiply(gram, coefficients), correlation);
  let best = objective(turned(coefficients, phases));
  for (let round = 0; round < ROUNDS; round++)
    for (let j = 0; j < users; j++) {
      const from = phases;
      for (let quarter = 1; quarter < 4; quarter++) {
        const tried = from.map((phase, k) => (k === j ? phase + (quarter * Math.PI) / 2 : phase));
        const reached = objective(turned(coefficients, tried));
        // Rounding must not choose between equals.
        if (reached <= best * (1 + 1e-9)) continue;
        best = reached;
        phases = tried;
      }
    }
  return turned(coefficients, phases);
}

function agreeingPhases(gains: ComplexMatrix, { data }: Matrix): number[] {
  const users = gains.rows;
  const phases = new Array<number>(users).fill(0);
  for (let j = 1; j < users; j++) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < j; i++) {
      const own = entryOf(gains, i, i);
      const { re: x, im: y } = entryOf(gains, i, j);
      const mate = phases[i] + Math.atan2(own.im, own.re);
      re += data[i * users + j] * (x * Math.cos(mate) + y * Math.sin(mate));
      im += data[i * users + j] * (y * Math.cos(mate) - x * Math.sin(mate));
    }
    phases[j] = -Math.atan2(im, re);
  }
  return phases;
}

function turned(coefficients: ComplexMatrix, phases: readonly number[]): ComplexMatrix {
  const { rows, cols } = coefficients;
  return complexMatrix(rows, cols, (row, col) => {
    const { re, im } = entryOf(coefficients, row, col);
    const [cos, sin] = [Math.cos(phases[col]), Math.sin(phases[col])];
    return { re: re * cos - im * sin, im: re * sin + im * cos };
  });
}
