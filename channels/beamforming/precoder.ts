import { configError, NumericError } from '../../kernels/errors.ts';
import { cholesky, solveFactored } from '../../kernels/linear/cholesky.ts';
import {
  adjoint,
  type ComplexMatrix,
  columnPowers,
  diagonalMatrix,
  multiply,
  plus,
  rowGram,
  scaleSides,
} from '../../kernels/linear/matrix.ts';
import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { type ChannelUse, requireChannel, solvingFor } from '../arrays/channelMatrix.ts';
import { maxMinPowers } from './powerAllocation/maxMin.ts';
import { waterFilling } from './powerAllocation/waterFilling.ts';

/**
 * How beams share the power:
 * - `equal`: P/K each;
 * - `water-filling`: most sum rate if beams did not disturb each other, which is so for zero-forcing;
 * - `max-min`: the same SINR for all.
 */
export type PowerAllocation = 'equal' | 'water-filling' | 'max-min';

export interface PrecoderSettings extends ChannelUse {
  /** P: mean power that all antennas radiate together, > 0. */
  readonly power: number;
  /** `equal` when left out. */
  readonly allocation?: PowerAllocation;
}

/**
 * Precoder W [M, K], x = Ws, for a downlink channel H [K, M] whose row k is h_kᴴ: y = HWs + n. Σ_k ‖w_k‖² = P, so that independent
 * symbols of unit power are radiated with P.
 *
 * @throws NumericError as `requireChannel`; `power-range`
 */
export type Precoder = (channel: ComplexMatrix, settings: PrecoderSettings) => ComplexMatrix;

/** Maximum ratio transmission: w_k ∝ h_k, the most power at each user whatever the others hear (Lo 1999). */
export const maximumRatioTransmission: Precoder = (channel, settings) => {
  requirePrecoding(channel, settings);
  return allocate(channel, adjoint(channel), settings);
};

/**
 * Zero-forcing: w_k ∝ column k of Hᴴ(HHᴴ)⁻¹, so that no user hears another's beam.
 *
 * @throws ConfigError `precoder-users` with more users than antennas; NumericError `singular` when users' channels are linearly
 *   dependent
 *
 * Source: Wiesel, Eldar, Shamai 2008.
 */
export const zeroForcingPrecoder: Precoder = (channel, settings) => {
  requirePrecoding(channel, settings);
  if (channel.rows > channel.cols)
    throw configError(
      'precoder-users',
      'precoder',
      `zero-forcing needs an antenna for every user: ${channel.cols} antennas cannot serve ${channel.rows} users; maximum ratio, regularised zero-forcing and WMMSE remain, or fewer users at a time`,
    );
  return allocate(channel, regularisedDirections(channel, 0, settings), settings);
};

/**
 * Regularised zero-forcing: w_k ∝ column k of Hᴴ(HHᴴ + αI)⁻¹ with α = K·N0/P, between maximum ratio at low and zero-forcing at
 * high SNR.
 *
 * Source: Peel, Hochwald, Swindlehurst 2005.
 */
export const regularisedZeroForcing: Precoder = (channel, settings) => {
  requirePrecoding(channel, settings);
  const loading = (channel.rows * settings.noiseVar) / settings.power;
  return allocate(channel, regularisedDirections(channel, loading, settings), settings);
};

/** Checks what every precoder is given. */
export function requirePrecoding(channel: ComplexMatrix, settings: PrecoderSettings): void {
  requireChannel(channel, 'rows', settings);
  if (!(settings.power > 0 && settings.power < Number.POSITIVE_INFINITY))
    throw new NumericError('power-range', `power: ${settings.power} is not in (0, ∞)`);
}

function regularisedDirections(
  channel: ComplexMatrix,
  loading: number,
  settings: PrecoderSettings,
): ComplexMatrix {
  const loads = diagonalMatrix(new Float64Array(channel.rows).fill(loading));
  const factor = solvingFor('precoder', settings, () => cholesky(plus(rowGram(channel), loads)));
  return adjoint(solveFactored(factor, channel));
}

/** Columns of the given directions with the powers that the settings ask for. */
function allocate(
  channel: ComplexMatrix,
  directions: ComplexMatrix,
  settings: PrecoderSettings,
): ComplexMatrix {
  const unit = scaleSides(directions, { right: columnPowers(directions).map(power => 1 / Math.sqrt(power)) });
  const powers = beamPowers(beamCoupling(channel, unit), settings);
  return scaleSides(unit, { right: powers.map(Math.sqrt) });
}

function beamPowers(coupling: Matrix, settings: PrecoderSettings): readonly number[] {
  const { power, noiseVar, allocation = 'equal' } = settings;
  const users = coupling.rows;
  if (allocation === 'equal') return new Array<number>(users).fill(power / users);
  if (allocation === 'max-min')
    return solvingFor('precoder', settings, () => maxMinPowers(coupling, noiseVar, power)).powers;
  const own = Array.from({ length: users }, (_, k) => coupling.data[k * users + k] / noiseVar);
  return waterFilling(own, power);
}

/** |h_kᴴw_j|² of every user k and beam j, [K, K]. */
function beamCoupling(channel: ComplexMatrix, beams: ComplexMatrix): Matrix {
  const { re, im, rows, cols } = multiply(channel, beams);
  const { constant } = float64Algebra;
  return constant(
    { rows: 0, cols: 0, data: re },
    rows,
    cols,
    (k, j) => re[k * cols + j] ** 2 + im[k * cols + j] ** 2,
  );
}
