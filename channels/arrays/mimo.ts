import { accumulate, type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { type ComplexMatrix, entryOf } from '../../kernels/linear/matrix.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import type { ReceiverNoise } from '../awgn.ts';
import { multipleAccess } from '../multipleAccess.ts';

/**
 * Flat channel between antennas, y = Hx + n: receiving antenna r hears y_r = Σ_t h_rt x_t + n_r, with its own noise n_r ~ CN(0, N0). The
 * power lies in x, and E‖y − n‖² = E‖Hx‖²: nothing is normalised.
 *
 * @param channel H, [receiving antennas, sending antennas], constant for the whole signal
 * @param signals x, one for each sending antenna
 * @param streams one for the noise of each receiving antenna
 * @throws NumericError `signal-shape` when the counts do not fit; as `multipleAccess`
 */
export function mimoChannel(
  channel: ComplexMatrix,
  signals: readonly ComplexSignal[],
  noise: ReceiverNoise,
  streams: readonly RandomStream[],
): ComplexSignal[] {
  if (signals.length !== channel.cols || streams.length !== channel.rows)
    throw new NumericError(
      'signal-shape',
      `mimoChannel: a channel of ${channel.rows} × ${channel.cols} antennas got ${signals.length} signals and ${streams.length} streams of noise`,
    );
  return streams.map((stream, r) =>
    multipleAccess(
      signals.map((signal, t) => ({ signal, gain: entryOf(channel, r, t), power: 1 })),
      noise,
      stream,
    ),
  );
}

/**
 * Signals combined by a matrix, x = Ws or ŝ = Gy: precoding of streams onto antennas, or filtering of antennas into streams.
 *
 * @throws NumericError `signal-shape` when the matrix has not one column for each signal
 */
export function combineSignals(matrix: ComplexMatrix, signals: readonly ComplexSignal[]): ComplexSignal[] {
  if (signals.length !== matrix.cols || signals.length === 0)
    throw new NumericError(
      'signal-shape',
      `combineSignals: a matrix of ${matrix.rows} × ${matrix.cols} got ${signals.length} signals`,
    );
  return Array.from({ length: matrix.rows }, (_, r) => {
    const sum = zeroSignal(signals[0].length);
    signals.forEach((signal, t) => {
      accumulate(sum, signal, entryOf(matrix, r, t));
    });
    return sum;
  });
}
