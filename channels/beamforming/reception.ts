import { type Complex, squaredMagnitude } from '../../kernels/complex.ts';
import { type ComplexMatrix, entryOf, innerProduct, zeroMatrix } from '../../kernels/linear/matrix.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';

/** What user k receives, y_k = h_kᴴ Σ_j w_j s_j + n_k. */
export interface Reception {
  /** b = E[y s*], what y holds of the wanted symbol. */
  readonly wanted: Complex;
  /** p = E|y|², wanted, interference and noise. */
  readonly power: number;
  /** γ = |b|²/(p − |b|²): SNR after the receiver has estimated its symbol as y/b; the noise variance is then 1/γ. */
  readonly snr: number;
}

/**
 * Receptions of K users at whom precoded symbols arrive, from a_kj = h_kᴴw_j and the correlation C = E[ssᴴ] of the symbols:
 *
 *     b_k = Σ_j a_kj C_jk,   p_k = a_k C a_kᴴ + N0,   γ_k = |b_k|²/(p_k − |b_k|²).
 *
 * C = I gives γ = |a_kk|²/(Σ_{j≠k} |a_kj|² + N0), the usual SINR; C of ones gives |Σ_j a_kj|²/N0, one symbol for all. The mean
 * square error of the best linear estimate of s_k is 1/(1 + γ_k).
 *
 * @param gains a, [K, K]
 * @param correlation C, [K, K], as `sentCorrelation` makes it
 * @param noiseVar N0, > 0
 */
export function receptions(gains: ComplexMatrix, correlation: Matrix, noiseVar: number): Reception[] {
  const heard = timesReal(gains, correlation);
  return Array.from({ length: gains.rows }, (_, k) => {
    const wanted = entryOf(heard, k, k);
    const power = noiseVar + rowProduct(heard, gains, k);
    const strength = squaredMagnitude(wanted);
    return { wanted, power, snr: strength / Math.max(power - strength, noiseVar) };
  });
}

/** Σ_k log2(1 + γ_k) in bits per channel use. */
export function sumRate(gains: ComplexMatrix, correlation: Matrix, noiseVar: number): number {
  return receptions(gains, correlation, noiseVar).reduce((sum, { snr }) => sum + Math.log2(1 + snr), 0);
}

/** Mean power that the antennas radiate, E‖Σ_j w_j s_j‖² = tr(W C Wᴴ); Σ_j ‖w_j‖² when C = I. */
export function radiatedPower(precoder: ComplexMatrix, correlation: Matrix): number {
  return innerProduct(precoder, timesReal(precoder, correlation));
}

/** AC for a real C, most of whose entries may be 0. */
export function timesReal(a: ComplexMatrix, { rows, cols, data }: Matrix): ComplexMatrix {
  const product = zeroMatrix(a.rows, cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      const factor = data[i * cols + j];
      if (factor === 0) continue;
      for (let from = i, to = j; from < a.re.length; from += a.cols, to += cols) {
        product.re[to] += factor * a.re[from];
        product.im[to] += factor * a.im[from];
      }
    }
  return product;
}

/** Re Σ_c a_rc b_rc*. */
function rowProduct(a: ComplexMatrix, b: ComplexMatrix, row: number): number {
  let sum = 0;
  for (let i = row * a.cols; i < (row + 1) * a.cols; i++) sum += a.re[i] * b.re[i] + a.im[i] * b.im[i];
  return sum;
}
