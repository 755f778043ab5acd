import type { Complex } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { type ComplexMatrix, zeroMatrix } from '../../kernels/linear/matrix.ts';
import { complexNormal, normal } from '../../kernels/random/normal.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { type LinearArray, steeringVector } from './linearArray.ts';

/** A plane wave between an array and a user. */
export interface Path {
  /** θ from broadside. */
  readonly angleRad: number;
  readonly gain: Complex;
}

export interface Scattering {
  /** Plane waves, ≥ 1. */
  readonly paths: number;
  /** Mean of their angles, from broadside. */
  readonly angleRad: number;
  /** Standard deviation of their angles, ≥ 0; 0 puts all into one direction. */
  readonly spreadRad: number;
}

/**
 * Paths of one user: angles N(θ, σ²), gains CN(0, 1/paths) independent of them, so that E|h|² = 1 at every antenna and
 * E[h_m h_n*] = E[exp(2πi·d·(m − n)·sin θ)], near to exp(iΔ sin θ)·exp(−(Δσ cos θ)²/2), Δ = 2πd(m − n), for a small spread
 * (the characteristic function of a normal phase).
 *
 * @throws NumericError `scattering`
 */
export function drawPaths({ paths, angleRad, spreadRad }: Scattering, stream: RandomStream): Path[] {
  if (!(Number.isInteger(paths) && paths >= 1))
    throw new NumericError('scattering', `scattering.paths: ${paths} is not a positive whole number`);
  if (!Number.isFinite(angleRad))
    throw new NumericError('scattering', `scattering.angleRad: ${angleRad} is not finite`);
  if (!(spreadRad >= 0 && spreadRad < Number.POSITIVE_INFINITY))
    throw new NumericError('scattering', `scattering.spreadRad: ${spreadRad} is not in [0, ∞)`);
  const gains = complexNormal(stream, paths, 1 / paths);
  return Array.from({ length: paths }, (_, p) => ({
    angleRad: angleRad + spreadRad * normal(stream),
    gain: { re: gains.re[p], im: gains.im[p] },
  }));
}

/**
 * Downlink channel [users, antennas] of users who are reached over plane waves, h_km = Σ_p g_p a_m(θ_p). The uplink is its transpose.
 *
 * @param users paths of every user
 */
export function multipathMatrix(array: LinearArray, users: readonly (readonly Path[])[]): ComplexMatrix {
  const { antennas } = array;
  const channel = zeroMatrix(users.length, antennas);
  users.forEach((paths, k) => {
    for (const { angleRad, gain } of paths) {
      const wave = steeringVector(array, Math.sin(angleRad));
      for (let m = 0, i = k * antennas; m < antennas; m++, i++) {
        channel.re[i] += gain.re * wave.re[m] - gain.im * wave.im[m];
        channel.im[i] += gain.re * wave.im[m] + gain.im * wave.re[m];
      }
    }
  });
  return channel;
}
