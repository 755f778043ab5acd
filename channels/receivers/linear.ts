import type { ComplexSignal } from '../../kernels/complex.ts';
import { configError } from '../../kernels/errors.ts';
import { cholesky, invertPositive, solveFactored } from '../../kernels/linear/cholesky.ts';
import {
  adjoint,
  type ComplexMatrix,
  complexMatrix,
  diagonalMatrix,
  entryOf,
  multiply,
  plus,
  rowGram,
} from '../../kernels/linear/matrix.ts';
import { type ChannelUse, requireChannel, solvingFor } from '../arrays/channelMatrix.ts';
import { combineSignals } from '../arrays/mimo.ts';

/** A linear receiver of K streams, ŝ = Gy. */
export interface LinearReceiver {
  /** G, [K, receiving antennas], scaled to g_k h_k = 1: ŝ_k = s_k + error, where the error holds nothing of s_k. */
  readonly filters: ComplexMatrix;
  /** v_k, variance of the error per complex symbol, for s_k of unit power; 1/v_k is the SINR. */
  readonly noiseVars: readonly number[];
}

/**
 * Receiver for an uplink channel H [receiving antennas, K], y = Hs + n, streams s of unit power, n ~ CN(0, N0 I). A user's power P_k
 * lies in its column, h_k√P_k.
 *
 * @throws NumericError as `requireChannel`
 */
export type LinearDesign = (channel: ComplexMatrix, use: ChannelUse) => LinearReceiver;

/** Matched filter g_k = h_kᴴ/‖h_k‖²: as if a stream were alone. For one stream it is maximum ratio combining of the antennas. */
export const matchedFilter: LinearDesign = (channel, use) => {
  requireChannel(channel, 'columns', use);
  return unbiased(channel, adjoint(channel), use.noiseVar);
};

/**
 * Zero-forcing (decorrelator) G = (HᴴH)⁻¹Hᴴ: no stream disturbs another, v_k = N0 [(HᴴH)⁻¹]_kk.
 *
 * @throws ConfigError `receiver-streams` with more streams than antennas; NumericError `singular` when channels are linearly dependent
 *
 * Source: Lupas, Verdú 1989; Winters, Salz, Gitlin 1994 for its diversity Nr − K + 1.
 */
export const zeroForcing: LinearDesign = (channel, use) => {
  requireChannel(channel, 'columns', use);
  if (channel.cols > channel.rows)
    throw configError(
      'receiver-streams',
      'receiver',
      `zero-forcing needs an antenna for every stream: ${channel.rows} antennas cannot separate ${channel.cols} streams; matched filter, LMMSE and successive cancellation remain`,
    );
  const received = adjoint(channel);
  const factor = solvingFor('receiver', use, () => cholesky(rowGram(received)));
  return unbiased(channel, solveFactored(factor, received), use.noiseVar);
};

/**
 * Linear minimum mean square error, G ∝ (HᴴH + N0 I)⁻¹Hᴴ, scaled to be unbiased: the largest SINR of all linear receivers,
 * 1/[(I + HᴴH/N0)⁻¹]_kk − 1.
 *
 * Source: Verdú, "Multiuser detection", 1998, section 6.2; Tse, Viswanath 2005, section 8.3.3.
 */
export const lmmse: LinearDesign = (channel, use) => {
  requireChannel(channel, 'columns', use);
  const received = adjoint(channel);
  const noise = diagonalMatrix(new Float64Array(channel.cols).fill(use.noiseVar));
  const factor = solvingFor('receiver', use, () => cholesky(plus(rowGram(received), noise)));
  return unbiased(channel, solveFactored(factor, received), use.noiseVar);
};

/** 1/[(I + HᴴH/N0)⁻¹]_kk − 1: SINR of every stream behind the LMMSE receiver, without its filters. Throws as `lmmse`. */
export function lmmseSinrs(channel: ComplexMatrix, use: ChannelUse): number[] {
  requireChannel(channel, 'columns', use);
  const identity = diagonalMatrix(new Float64Array(channel.cols).fill(1));
  const errors = solvingFor('receiver', use, () =>
    invertPositive(plus(identity, rowGram(adjoint(channel)), 1 / use.noiseVar)),
  );
  return Array.from({ length: channel.cols }, (_, k) => 1 / errors.re[k * channel.cols + k] - 1);
}

/**
 * Estimates ŝ = Gy of all streams.
 *
 * @param received one signal for each antenna
 * @throws NumericError `signal-shape`
 */
export function receiveLinear(
  { filters }: LinearReceiver,
  received: readonly ComplexSignal[],
): ComplexSignal[] {
  return combineSignals(filters, received);
}

/** Filters scaled to g_k h_k = 1, with v_k = Σ_{j≠k} |g_k h_j|² + N0‖g_k‖². */
function unbiased(channel: ComplexMatrix, filters: ComplexMatrix, noiseVar: number): LinearReceiver {
  const { re, im, cols } = multiply(filters, channel);
  const noiseVars = Array.from({ length: cols }, (_, k) => {
    let error = 0;
    for (let j = 0, i = k * cols; j < cols; j++, i++) if (j !== k) error += re[i] ** 2 + im[i] ** 2;
    for (let r = 0, i = k * channel.rows; r < channel.rows; r++, i++)
      error += noiseVar * (filters.re[i] ** 2 + filters.im[i] ** 2);
    return error / (re[k * cols + k] ** 2 + im[k * cols + k] ** 2);
  });
  const scaled = complexMatrix(filters.rows, filters.cols, (k, r) => {
    const [a, b] = [re[k * cols + k], im[k * cols + k]];
    const { re: x, im: y } = entryOf(filters, k, r);
    const length = a * a + b * b;
    return { re: (x * a + y * b) / length, im: (y * a - x * b) / length };
  });
  return { filters: scaled, noiseVars };
}
