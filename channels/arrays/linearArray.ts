import { type ComplexMatrix, complexMatrix } from '../../kernels/linear/matrix.ts';

/** A uniform linear array. Angles are measured from broadside, sin θ ∈ [−1, 1]. */
export interface LinearArray {
  /** M ≥ 1. */
  readonly antennas: number;
  /** d in wavelengths; 1/2 when left out. */
  readonly spacingWavelengths?: number;
}

/**
 * Steering vector a_m(θ) = exp(2πi·d·m·sin θ), m = 0…M−1, as a column [M, 1], ‖a‖² = M: how the phase of a plane wave from θ turns
 * along the array, and, by reciprocity, with which phase antenna m is heard at θ.
 *
 * Source: Van Trees, "Optimum array processing", 2002, section 2.3.
 */
export function steeringVector(
  { antennas, spacingWavelengths = 0.5 }: LinearArray,
  sine: number,
): ComplexMatrix {
  return complexMatrix(antennas, 1, m => {
    const phase = 2 * Math.PI * spacingWavelengths * m * sine;
    return { re: Math.cos(phase), im: Math.sin(phase) };
  });
}

/**
 * Beam pattern |a(θ)ᵀw|² of every column of a precoder [M, K]: power sent towards θ over that of one antenna with the same total
 * power, if ‖w‖ = 1; at most M then, which is 10 log10 M dB of array gain.
 *
 * @returns patterns[k][i] for column k and sines[i]
 */
export function beamPattern(
  array: LinearArray,
  precoder: ComplexMatrix,
  sines: readonly number[],
): number[][] {
  const patterns = Array.from({ length: precoder.cols }, () => new Array<number>(sines.length));
  sines.forEach((sine, i) => {
    const toward = steeringVector(array, sine);
    for (let k = 0; k < precoder.cols; k++) {
      let re = 0;
      let im = 0;
      for (let m = 0, at = k; m < precoder.rows; m++, at += precoder.cols) {
        re += toward.re[m] * precoder.re[at] - toward.im[m] * precoder.im[at];
        im += toward.re[m] * precoder.im[at] + toward.im[m] * precoder.re[at];
      }
      patterns[k][i] = re * re + im * im;
    }
  });
  return patterns;
}

/**
 * The M orthonormal beams of a half-wavelength array whose directions sin θ_k = −2k/M (up to a whole turn) are each other's nulls:
 * column k has entries exp(2πi·k·m/M)/√M.
 */
export function dftBeams(antennas: number): ComplexMatrix {
  return complexMatrix(antennas, antennas, (m, k) => {
    // The product is taken modulo M so that long arrays keep their precision.
    const phase = (2 * Math.PI * ((k * m) % antennas)) / antennas;
    return { re: Math.cos(phase) / Math.sqrt(antennas), im: Math.sin(phase) / Math.sqrt(antennas) };
  });
}
