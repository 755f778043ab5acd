import { type Complex, squaredMagnitude } from '../kernels/complex.ts';
import { NumericError } from '../kernels/errors.ts';

/** What decides how loud one user arrives: channel gain h and mean transmit power P per complex symbol. */
export interface LinkBudget {
  readonly gain: Complex;
  readonly power: number;
}

/**
 * Variance of interference plus noise per real latent entry, after the wanted latent has been scaled to unit mean square:
 *
 *     v_k = (Σ_{j≠k} |h_j|² P_j + N0) / (|h_k|² P_k)
 *
 * N0 is per complex symbol and yet v is per real entry: pairing divides two entries by √2, so each real dimension carries
 * half a unit of signal against half of N0.
 *
 * @param wanted the user who is received, k
 * @param interferers all others on the air at the same time, j ≠ k
 * @param noiseVar N0 per complex symbol, ≥ 0
 * @throws NumericError `noise-share` when the wanted user does not arrive, or the result is not finite
 */
export function interferenceVariance(
  wanted: LinkBudget,
  interferers: readonly LinkBudget[],
  noiseVar: number,
): number {
  const signal = receivedPower(wanted);
  const unwanted = interferers.reduce((sum, link) => sum + receivedPower(link), noiseVar);
  const variance = unwanted / signal;
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY))
    throw new NumericError(
      'noise-share',
      `interferenceVariance: received power ${signal} against ${unwanted} of interference and noise gives no variance`,
    );
  return variance;
}

function receivedPower({ gain, power }: LinkBudget): number {
  return squaredMagnitude(gain) * power;
}
