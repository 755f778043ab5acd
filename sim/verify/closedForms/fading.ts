import { periodicMean } from '../../../kernels/special/quadrature.ts';
import type { BinaryError } from './uncoded.ts';

/** Steps of the angular integral; its error is far below rounding for γ up to 60 dB. */
const ANGLES = 20_000;

/** E Q(√(2|h|²γ)) over Rayleigh fading with E|h|² = 1: ½(1 − √(γ/(1+γ))). Source: Proakis, Salehi 2008, equation 13.3-7. */
export const rayleigh: BinaryError = gamma => combined(1)(gamma);

/**
 * Maximum-ratio combining of L independent Rayleigh branches, γ per branch: with μ = √(γ/(1+γ)),
 *
 *     ((1−μ)/2)^L Σ_{k=0}^{L−1} C(L−1+k, k) ((1+μ)/2)^k
 *
 * Zero forcing of Nt streams with Nr antennas has the same law with L = Nr − Nt + 1, Alamouti's code with L = 2 at γ/2.
 *
 * Source: Proakis, Salehi 2008, equation 13.4-15; Winters, Salz, Gitlin 1994 for zero forcing; Alamouti 1998.
 */
export function combined(branches: number): BinaryError {
  return gamma => {
    const mu = Math.sqrt(gamma / (1 + gamma));
    // (1−μ)/2 without cancellation: 1 − μ² = 1/(1+γ).
    const miss = 1 / (1 + gamma) / (2 * (1 + mu));
    let term = 1;
    let sum = 0;
    for (let k = 0; k < branches; k++) {
      sum += term;
      term *= ((branches + k) / (k + 1)) * ((1 + mu) / 2);
    }
    return miss ** branches * sum;
  };
}

/**
 * Selection of the best of L independent Rayleigh branches: ½ Σ_{k=0}^{L} (−1)^k C(L, k) √(γ/(k+γ)). The terms cancel: the
 * error is about 1e-16 absolute, so results below 1e-12 are of no use.
 *
 * Source: Simon, Alouini, Digital Communication over Fading Channels, 2005, section 9.
 */
export function selected(branches: number): BinaryError {
  return gamma => {
    let binomial = 1;
    let sum = 0;
    for (let k = 0; k <= branches; k++) {
      sum += (k % 2 === 0 ? 1 : -1) * binomial * Math.sqrt(gamma / (k + gamma));
      binomial *= (branches - k) / (k + 1);
    }
    return sum / 2;
  };
}

/**
 * Rician fading with K-factor K (linear) and E|h|² = 1, by the moment-generating function:
 *
 *     (1/π) ∫₀^{π/2} (1+K)sin²θ/((1+K)sin²θ+γ) · exp(−Kγ/((1+K)sin²θ+γ)) dθ
 *
 * K = 0 is Rayleigh fading, K → ∞ plain noise.
 *
 * Source: Simon, Alouini 2005, equations 5.11 and 8.102.
 */
export function rician(kFactor: number): BinaryError {
  return gamma =>
    periodicMean(
      theta => {
        const s = (1 + kFactor) * Math.sin(theta) ** 2;
        return (s / (s + gamma)) * Math.exp((-kFactor * gamma) / (s + gamma));
      },
      Math.PI,
      ANGLES,
    ) / 2;
}

/** Var |h|² of Rician fading with E|h|² = 1: (1+2K)/(1+K)². Source: Simon, Alouini 2005, table 2.2 (amount of fading). */
export function ricianPowerVariance(kFactor: number): number {
  return (1 + 2 * kFactor) / (1 + kFactor) ** 2;
}
