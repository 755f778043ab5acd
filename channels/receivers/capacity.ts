import { NumericError } from '../../kernels/errors.ts';
import { logDeterminant } from '../../kernels/linear/cholesky.ts';
import { hermitianEigenvalues } from '../../kernels/linear/eigen.ts';
import {
  adjoint,
  type ComplexMatrix,
  complexMatrix,
  diagonalMatrix,
  entryOf,
  plus,
  rowGram,
} from '../../kernels/linear/matrix.ts';
import { waterFilling } from '../beamforming/powerAllocation/waterFilling.ts';

/** More users have too many subsets to look at each. */
const MAX_USERS = 16;

/**
 * log2 det(I + HHᴴ/N0), bits per channel use: what all streams together can carry over y = Hs + n, independent Gaussian streams
 * of unit power. With a channel scaled by √(P/Nt) it is the capacity without channel knowledge at the sender; the bound of the sum rate
 * of a multiple-access channel whose users are the columns.
 *
 * Source: Telatar 1999; Tse, Viswanath 2005, section 10.1.
 */
export function jointRate(channel: ComplexMatrix, noiseVar: number): number {
  // det(I + HHᴴ/N0) = det(I + HᴴH/N0): the smaller one.
  const gram = rowGram(channel.rows <= channel.cols ? channel : adjoint(channel));
  const identity = diagonalMatrix(new Float64Array(gram.rows).fill(1));
  return logDeterminant(plus(identity, gram, 1 / noiseVar)) / Math.LN2;
}

/**
 * Capacity of one channel that the sender knows, total power P: water-filling over its eigenmodes, Σ log2(1 + λ_k p_k/N0) with λ the
 * eigenvalues of HHᴴ.
 *
 * @throws NumericError as `waterFilling`, for a channel of zeros too
 *
 * Source: Telatar 1999, section 3.
 */
export function waterFillingCapacity(channel: ComplexMatrix, power: number, noiseVar: number): number {
  const gram = rowGram(channel.rows <= channel.cols ? channel : adjoint(channel));
  const gains = [...hermitianEigenvalues(gram)].map(value => Math.max(0, value) / noiseVar);
  return waterFilling(gains, power).reduce((sum, p, k) => sum + Math.log2(1 + gains[k] * p), 0);
}

/**
 * The bound of the Gaussian multiple-access region that a rate tuple is nearest to: the smallest of
 * log2 det(I + Σ_{k∈S} h_k h_kᴴ/N0) − Σ_{k∈S} R_k over all sets S of users. The rates are inside when it is ≥ 0, on the boundary at 0.
 *
 * @param channel [receiving antennas, users], column k is h_k√P_k
 * @param rates R, bits per channel use
 * @throws NumericError `rates` when they do not fit the users or there are more than 16
 *
 * Source: Cover, Thomas 2006, section 15.3.6; Tse, Viswanath 2005, section 10.1.
 */
export function macMargin(channel: ComplexMatrix, noiseVar: number, rates: readonly number[]): number {
  const users = channel.cols;
  if (rates.length !== users || users > MAX_USERS)
    throw new NumericError(
      'rates',
      `macMargin: ${rates.length} rates for ${users} users, at most ${MAX_USERS}`,
    );
  let smallest = Number.POSITIVE_INFINITY;
  for (let set = 1; set < 1 << users; set++) {
    const members = [...rates.keys()].filter(k => (set >> k) & 1);
    const heard = complexMatrix(channel.rows, members.length, (r, c) => entryOf(channel, r, members[c]));
    const asked = members.reduce((sum, k) => sum + rates[k], 0);
    smallest = Math.min(smallest, jointRate(heard, noiseVar) - asked);
  }
  return smallest;
}
