import {
  exponentialIntegral,
  scaledExponentialIntegral,
} from '../../../kernels/special/exponentialIntegral.ts';
import { integratePositive } from '../../../kernels/special/quadrature.ts';
import { bisect } from '../../../kernels/statistics/bisection.ts';

/** Capacity of the Gaussian channel in bit per complex use: log2(1 + γ), γ = P/N0. Source: Shannon 1948. */
export function awgnCapacity(gamma: number): number {
  return Math.log1p(gamma) / Math.LN2;
}

/**
 * Ergodic capacity of flat Rayleigh fading that the receiver knows: e^{1/γ} E₁(1/γ)/ln 2 bit per complex use, γ the mean SNR.
 *
 * Source: Lee, "Estimate of channel capacity in Rayleigh fading environment", IEEE Trans. Veh. Technol. 39(3), 1990.
 */
export function rayleighCapacity(gamma: number): number {
  return scaledExponentialIntegral(1 / gamma) / Math.LN2;
}

/**
 * Ergodic capacity of flat Rayleigh fading that both sides know, power poured over time like water: E₁(γ₀/γ)/ln 2 bit per use,
 * with the cutoff γ₀ ∈ (0, 1) below which nothing is sent: e^{−γ₀/γ}/γ₀ − E₁(γ₀/γ)/γ = 1.
 *
 * Source: Goldsmith, Varaiya, "Capacity of fading channels with channel side information", IEEE Trans. IT 43(6), 1997.
 */
export function waterFillingCapacity(gamma: number): number {
  const spent = (cutoff: number) => {
    const x = cutoff / gamma;
    return Math.exp(-x) / cutoff - exponentialIntegral(x) / gamma;
  };
  const cutoff = bisect(x => spent(x) > 1, [0, 1], 60);
  return exponentialIntegral(cutoff / gamma) / Math.LN2;
}

/** P(log2(1 + |h|²γ) < R) over Rayleigh fading: 1 − exp(−(2^R − 1)/γ). Source: Ozarow, Shamai, Wyner 1994. */
export function rayleighOutage(rate: number, gamma: number): number {
  return -Math.expm1(-(2 ** rate - 1) / gamma);
}

/**
 * Ergodic capacity of r receive and t transmit antennas, i.i.d. Rayleigh, equal powers, known to the receiver only:
 *
 *     ∫₀^∞ log2(1 + γλ/t) Σ_{k=0}^{m−1} k!/(k+n−m)! [L_k^{n−m}(λ)]² λ^{n−m} e^{−λ} dλ,   m = min(r,t), n = max(r,t)
 *
 * @param gamma total transmit power over N0
 *
 * Source: Telatar, "Capacity of multi-antenna Gaussian channels", Eur. Trans. Telecommun. 10(6), 1999, theorem 2.
 */
export function telatarCapacity(receive: number, transmit: number, gamma: number): number {
  const m = Math.min(receive, transmit);
  const order = Math.max(receive, transmit) - m;
  return integratePositive(
    lambda =>
      (Math.log1p((gamma * lambda) / transmit) / Math.LN2) *
      eigenvalueDensity(lambda, m, order) *
      lambda ** order *
      Math.exp(-lambda),
  );
}

/** Σ_{k<m} k!/(k+a)! [L_k^a(x)]², the Laguerre polynomials by their recurrence. */
function eigenvalueDensity(x: number, m: number, a: number): number {
  let [before, here] = [0, 1];
  let factor = 1;
  for (let j = 2; j <= a; j++) factor /= j;
  let sum = 0;
  for (let k = 0; k < m; k++) {
    sum += factor * here ** 2;
    factor *= (k + 1) / (k + 1 + a);
    [before, here] = [here, ((2 * k + 1 + a - x) * here - (k + a) * before) / (k + 1)];
  }
  return sum;
}

/**
 * Most that K users of SNR γ each can send together over the Gaussian multiple-access channel: log2(1 + Kγ).
 *
 * Source: Cover, Thomas, Elements of Information Theory, 2006, section 15.3.6.
 */
export function multipleAccessSum(users: number, gamma: number): number {
  return awgnCapacity(users * gamma);
}
