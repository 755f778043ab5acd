import { NumericError } from '../../../kernels/errors.ts';
import type { Matrix } from '../../../kernels/orthogonalization/float64.ts';

const TOLERANCE = 1e-12;
const MAX_ITERATIONS = 100_000;

/** Powers that give every user the same SINR. */
export interface BalancedPowers {
  readonly powers: readonly number[];
  /** The SINR of every user. */
  readonly sinr: number;
}

/**
 * Powers p_k > 0, Σ p_k = P, with the largest smallest SINR_k = g_kk p_k/(Σ_{j≠k} g_kj p_j + N0). At the optimum all SINRs are equal. The
 * fixed point p ← P·q/Σq, q_k = (Σ_{j≠k} g_kj p_j + N0)/g_kk, is a standard interference function and comes to it from everywhere; it
 * ends when the largest and the smallest SINR agree to 1e-12.
 *
 * @param coupling g, [K, K]: entry (k, j) is the power with which user k hears one unit of user j's beam; g_kk > 0
 * @param noiseVar N0 > 0
 * @param power P > 0
 * @throws NumericError `power-range`; `no-convergence`
 *
 * Source: Yates 1995; Yang, Xu 1998; Boche, Schubert 2002.
 */
export function maxMinPowers(coupling: Matrix, noiseVar: number, power: number): BalancedPowers {
  const users = coupling.rows;
  const { data } = coupling;
  for (let k = 0; k < users; k++)
    if (!(data[k * users + k] > 0))
      throw new NumericError(
        'power-range',
        `maxMinPowers: user ${k} hears ${data[k * users + k]} of its own beam`,
      );
  if (!(power > 0 && power < Number.POSITIVE_INFINITY && noiseVar > 0 && noiseVar < Number.POSITIVE_INFINITY))
    throw new NumericError(
      'power-range',
      `maxMinPowers: power ${power} and noise ${noiseVar} are not in (0, ∞)`,
    );
  let powers = new Array<number>(users).fill(power / users);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const needed = powers.map((_, k) => {
      const interference = powers.reduce(
        (sum, p, j) => (j === k ? sum : sum + data[k * users + j] * p),
        noiseVar,
      );
      return interference / data[k * users + k];
    });
    const sinrs = powers.map((own, k) => own / needed[k]);
    const [low, high] = [Math.min(...sinrs), Math.max(...sinrs)];
    if (high - low <= TOLERANCE * high) return { powers, sinr: low };
    const total = needed.reduce((sum, q) => sum + q, 0);
    powers = needed.map(q => (power * q) / total);
  }
  throw new NumericError('no-convergence', `maxMinPowers: no balance after ${MAX_ITERATIONS} iterations`);
}
