import { besselJ0 } from '../../../kernels/special/bessel.ts';

/**
 * E[h(t)h*(t+τ)] of isotropic scattering with E|h|² = 1: J₀(2π f_d τ).
 *
 * @param turns f_d·τ, Doppler frequency times lag
 *
 * Source: Clarke, "A statistical theory of mobile-radio reception", Bell Syst. Tech. J. 47(6), 1968; Jakes 1974.
 */
export function fadingAutocorrelation(turns: number): number {
  return besselJ0(2 * Math.PI * turns);
}

/**
 * Upward crossings of the level ρ (relative to the root mean square) by a Rayleigh envelope, per 1/f_d: √(2π) ρ e^{−ρ²}.
 *
 * Source: Rice 1948; Jakes, Microwave Mobile Communications, 1974, equation 1.3-35.
 */
export function crossingRate(level: number): number {
  return Math.sqrt(2 * Math.PI) * level * Math.exp(-level * level);
}

/**
 * Mean time that a Rayleigh envelope stays below ρ, in units of 1/f_d: (e^{ρ²} − 1)/(ρ√(2π)).
 *
 * Source: Jakes 1974, equation 1.3-43.
 */
export function fadeDuration(level: number): number {
  return Math.expm1(level * level) / (level * Math.sqrt(2 * Math.PI));
}
