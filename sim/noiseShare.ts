import { csiNoise } from '../channels/csi/estimate.ts';
import { type Complex, type ComplexSignal, squaredMagnitude } from '../kernels/complex.ts';
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

/** How loud one user's symbols arrive, as a receiver believes, when the channel treats them differently. */
export interface SymbolBudget {
  /** ĥ: the gain of every symbol, or of every subcarrier in turn. */
  readonly gains: ComplexSignal;
  /** σ² = E|h − ĥ|²: what an estimate of the gains leaves open; 0 for known gains. */
  readonly errorVar: number;
  /** ρ: power of the transmitter's distortion over that of its signal; 0 for a linear transmitter. */
  readonly distortion: number;
  /** P: mean transmit power per complex symbol. */
  readonly power: number;
}

/**
 * Variance of everything unwanted per received complex symbol i, before equalisation:
 *
 *     u_k[i] = Σ_{j≠k} (|ĥ_j[i]|²(1 + ρ_j) + σ_j²) P_j + (|ĥ_k[i]|²ρ_k + σ_k²) P_k + N0,     v_k[i] = u_k[i] / (|ĥ_k[i]|² P_k)
 *
 * The wanted user's own symbols count as noise so far as their gain is unknown or their transmitter distorts them. u and not v
 * is returned, because v has no bound in a fade.
 *
 * Of an interferer whose symbols are known up to an error of variance `left` and have been taken away, |ĥ_j|²·left remains in place of
 * |ĥ_j|²; what its gain leaves open and its transmitter distorts remains whole.
 *
 * @param noiseVar N0 per complex symbol, ≥ 0
 * @param left one per interferer, 1 for all unless given
 * @returns one value per gain
 * @throws NumericError `signal-shape` when the users have different numbers of gains
 *
 * Source: for the error of an estimated gain, Hassibi, Hochwald, "How much training is needed in multiple-antenna wireless links?",
 * IEEE Trans. Inf. Theory 49(4), 2003, equation 20.
 */
export function unwantedVariances(
  wanted: SymbolBudget,
  interferers: readonly SymbolBudget[],
  noiseVar: number,
  left?: readonly number[],
): Float32Array {
  const sum = new Float64Array(wanted.gains.length).fill(csiNoise(wanted.errorVar, wanted.power, noiseVar));
  addReceived(sum, wanted, { share: wanted.distortion, errorVar: 0 });
  interferers.forEach((other, j) => {
    addReceived(sum, other, { share: (left?.[j] ?? 1) + other.distortion, errorVar: other.errorVar });
  });
  return Float32Array.from(sum);
}

/** sum += (|ĥ|²·share + errorVar)·P. */
function addReceived(
  sum: Float64Array,
  { gains, power }: SymbolBudget,
  { share, errorVar }: { share: number; errorVar: number },
): void {
  if (gains.length !== sum.length)
    throw new NumericError(
      'signal-shape',
      `unwantedVariances: ${gains.length} gains beside ${sum.length} of the wanted user`,
    );
  for (let i = 0; i < sum.length; i++)
    sum[i] += ((gains.re[i] ** 2 + gains.im[i] ** 2) * share + errorVar) * power;
}

function receivedPower({ gain, power }: LinkBudget): number {
  return squaredMagnitude(gain) * power;
}
