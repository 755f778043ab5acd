import { cholesky, solveFactored } from '../../kernels/linear/cholesky.ts';
import {
  type ComplexMatrix,
  innerProduct,
  multiply,
  plus,
  squaredNorm,
  zeroMatrix,
} from '../../kernels/linear/matrix.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import { type Reception, receptions, timesReal } from './reception.ts';

export interface AscentSettings {
  /** P, power that the antennas radiate together, > 0. */
  readonly power: number;
  /** N0 of every user, > 0. */
  readonly noiseVar: number;
  /** The search ends when an iteration raises the objective by less than this share of itself. */
  readonly tolerance: number;
  /** Most iterations. */
  readonly maxIterations: number;
}

export interface Ascent {
  /** X of the precoder W = HᴴX, [K, K], of any length: the caller scales W to the power. */
  readonly coefficients: ComplexMatrix;
  /** Σ_k ln(1 + γ_k) of the start and after every one or three iterations; it never falls. */
  readonly objectives: readonly number[];
  /** Iterations made. */
  readonly iterations: number;
  /** Whether the tolerance was met. */
  readonly converged: boolean;
}

/** The users and what they are sent. */
interface Problem {
  /** HHᴴ: entry (k, j) is h_kᴴh_j. */
  readonly gram: ComplexMatrix;
  readonly correlation: Matrix;
  /** N0/P. */
  readonly noiseToPower: number;
}

interface Point {
  readonly coefficients: ComplexMatrix;
  readonly heard: readonly Reception[];
  readonly objective: number;
}

/**
 * Raises Σ_k ln(1 + γ_k) of `receptions` over all precoders that radiate P, from a given start, by weighted minimum mean square
 * error. More power never hurts, so γ is taken at N0·tr(W C Wᴴ)/P with W of any length. For the estimate u_k* y_k of s_k
 *
 *     E_k = |u_k|² (a_k C a_kᴴ + (N0/P) tr(W C Wᴴ)) − 2 Re(u_k* b_k) + 1
 *
 * and weights ω_k > 0, Σ_k (ω_k E_k − ln ω_k − 1) is smallest, and then −Σ_k ln(1 + γ_k), at u_k = b_k/p_k, ω_k = 1 + γ_k. With these
 * fixed it is a square form in W C^½, smallest at
 *
 *     W = (Σ_k d_k h_k h_kᴴ + μI)⁻¹ [ω_1u_1h_1 … ω_Ku_Kh_K],   d_k = ω_k|u_k|²,   μ = (N0/P) Σ_k d_k,
 *
 * whatever C is: an iteration costs what it costs for independent users, and the objective never falls. W = HᴴX keeps all sums
 * K × K, however many antennas there are: X = D^½ (D^½ HHᴴ D^½ + μI)⁻¹ diag(√ω_k u_k/|u_k|).
 *
 * At high SNR the iterations take thousands of tiny steps, so after every two of them a longer step is tried along the path
 * that they describe, and kept if it is better.
 *
 * @param gram HHᴴ
 * @param correlation C, as `sentCorrelation` makes it
 * @param start X of the first precoder, W ≠ 0
 * @throws NumericError `singular`
 *
 * Source: Christensen, Agarwal, De Carvalho, Cioffi 2008, and Shi, Razaviyayn, Luo, He 2011 (C = I); μ without a search as in
 * Zhao, Lu, Shi, Luo 2023; any C by the same derivation. Longer steps: Varadhan, Roland 2008 (SqS3).
 */
export function ascend(
  gram: ComplexMatrix,
  correlation: Matrix,
  start: ComplexMatrix,
  { power, noiseVar, tolerance, maxIterations }: AscentSettings,
): Ascent {
  const problem = { gram, correlation, noiseToPower: noiseVar / power };
  let point = pointAt(problem, start);
  const objectives = [point.objective];
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    const once = improve(problem, point);
    const twice = improve(problem, once);
    const leap = improve(problem, pointAt(problem, extrapolate(point, once, twice)));
    iterations += 3;
    converged = twice.objective - once.objective <= tolerance * twice.objective;
    point = leap.objective > twice.objective ? leap : twice;
    objectives.push(point.objective);
  }
  return { coefficients: point.coefficients, objectives, iterations, converged };
}

/** Σ_k ln(1 + γ_k) of W = HᴴX, scaled to radiate P. Arguments as for `ascend`. */
export function objectiveAt(
  gram: ComplexMatrix,
  correlation: Matrix,
  coefficients: ComplexMatrix,
  { power, noiseVar }: Pick<AscentSettings, 'power' | 'noiseVar'>,
): number {
  return pointAt({ gram, correlation, noiseToPower: noiseVar / power }, coefficients).objective;
}

function pointAt(problem: Problem, coefficients: ComplexMatrix): Point {
  const { gram, correlation, noiseToPower } = problem;
  const gains = multiply(gram, coefficients);
  // tr(W C Wᴴ) of W = HᴴX.
  const radiated = innerProduct(coefficients, timesReal(gains, correlation));
  const heard = receptions(gains, correlation, noiseToPower * radiated);
  return { coefficients, heard, objective: heard.reduce((sum, { snr }) => sum + Math.log1p(snr), 0) };
}

/** One iteration: the best receivers and weights for a precoder, and the best precoder for these. */
function improve(problem: Problem, { heard }: Point): Point {
  const { gram, noiseToPower } = problem;
  const users = heard.length;
  const roots = new Float64Array(users);
  const right = zeroMatrix(users, users);
  heard.forEach(({ wanted, power, snr }, k) => {
    const magnitude = Math.hypot(wanted.re, wanted.im);
    // A user to whom nothing is sent stays without a beam: there is no u_k/|u_k|.
    if (magnitude === 0) return;
    const weight = Math.sqrt(1 + snr);
    roots[k] = (weight * magnitude) / power;
    right.re[k * users + k] = (weight * wanted.re) / magnitude;
    right.im[k * users + k] = (weight * wanted.im) / magnitude;
  });
  const load = noiseToPower * roots.reduce((sum, root) => sum + root * root, 0);
  const system = zeroMatrix(users, users);
  for (let r = 0, i = 0; r < users; r++)
    for (let c = 0; c < users; c++, i++) {
      const factor = roots[r] * roots[c];
      system.re[i] = factor * gram.re[i] + (r === c ? load : 0);
      system.im[i] = factor * gram.im[i];
    }
  const solved = solveFactored(cholesky(system), right);
  for (let r = 0, i = 0; r < users; r++)
    for (let c = 0; c < users; c++, i++) {
      solved.re[i] *= roots[r];
      solved.im[i] *= roots[r];
    }
  return pointAt(problem, solved);
}

/** x₀ − 2αr + α²v with r = x₁ − x₀, v = (x₂ − x₁) − r, α = −max(1, ‖r‖/‖v‖); x₂ itself for α = −1. */
function extrapolate(first: Point, second: Point, third: Point): ComplexMatrix {
  const [x0, x1, x2] = [first.coefficients, second.coefficients, third.coefficients];
  const r = plus(x1, x0, -1);
  const v = plus(plus(x2, x1, -1), r, -1);
  const ratio = Math.sqrt(squaredNorm(r) / squaredNorm(v));
  const length = Number.isFinite(ratio) ? Math.max(1, ratio) : 1;
  return plus(plus(x0, r, 2 * length), v, length * length);
}
