import { adjoint, type ComplexMatrix, multiply, zeroMatrix } from '../../kernels/linear/matrix.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import { receptions, timesReal } from './reception.ts';

/**
 * Wirtinger gradient ∂f/∂W* of f = Σ_k ln(1 + γ_k) of `receptions`, at which f changes by 2 Re tr(Gᴴ dW). With q_k = p_k − |b_k|² and
 * c_k column k of C,
 *
 *     G = Σ_k h_k [ (1/p_k − 1/q_k) a_k C + (b_k/q_k) c_kᵀ ].
 *
 * A precoder is a stationary point under tr(W C Wᴴ) = P where G = λWC, λ = Re tr(GWᴴ)/P.
 *
 * @param channel H [K, M], row k is h_kᴴ
 * @param precoder W [M, K]
 * @param correlation C [K, K]
 * @param noiseVar N0 > 0
 *
 * Source: Kreutz-Delgado 2009 for the calculus.
 */
export function rateGradient(
  channel: ComplexMatrix,
  precoder: ComplexMatrix,
  correlation: Matrix,
  noiseVar: number,
): ComplexMatrix {
  const gains = multiply(channel, precoder);
  const mixed = timesReal(gains, correlation);
  const users = gains.rows;
  const slopes = zeroMatrix(users, users);
  receptions(gains, correlation, noiseVar).forEach(({ wanted, power, snr }, k) => {
    const rest = power / (1 + snr);
    for (let j = 0, i = k * users; j < users; j++, i++) {
      const c = correlation.data[j * users + k] / rest;
      slopes.re[i] = (1 / power - 1 / rest) * mixed.re[i] + c * wanted.re;
      slopes.im[i] = (1 / power - 1 / rest) * mixed.im[i] + c * wanted.im;
    }
  });
  return multiply(adjoint(channel), slopes);
}
