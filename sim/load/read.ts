import { awgn } from '../../channels/awgn.ts';
import type { Shuffle } from '../../kernels/permutation.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import type { LatentEstimate, LatentShape } from '../../models/codec/latent.ts';
import { readLatent } from '../cell/schemes.ts';
import type { ToldNoise } from '../channel/settings.ts';
import type { Heard, Sending } from './sampledAir.ts';

/** A frame and how its sender's key shuffled it. */
export interface KeyedSending extends Sending {
  readonly shape: LatentShape;
  readonly shuffle: Shuffle;
}

/**
 * What the receiver makes of a frame that others overlapped in part: every symbol has the interference of those who were on the air with
 * it, so every entry has a noise share of its own,
 *
 *     v_k[i] = (Σ_{j on the air at i} |h_j[i]|² P_j + N0)/(|h_k[i]|² P_k)
 *
 * @param noiseVar N0
 * @param stream of the receiver's noise during this frame
 */
export function readSending(
  { signal, othersPower }: Heard,
  { gains, power, shape, shuffle }: KeyedSending,
  { noiseVar, told, stream }: { noiseVar: number; told: ToldNoise; stream: RandomStream },
): LatentEstimate {
  const budget = { gains, errorVar: 0, distortion: 0, power };
  const unwantedVar = new Float32Array(othersPower.length);
  for (let i = 0; i < unwantedVar.length; i++) unwantedVar[i] = othersPower[i] + noiseVar;
  const received = awgn(signal, { noiseVar }, stream);
  return readLatent(received, { budget, unwantedVar, shape, ...shuffle }, told).estimate;
}

/**
 * Chase combining: two tries of one picture as independent observations of each entry. With m = y/(1+v) and β = v/(1+v), precisions
 * 1/v = 1/β − 1 add up, and so do the y/v = m/β: β = 1/(1 + Σ(1/β_t − 1)), m = β Σ m_t/β_t. An entry that did not arrive, β = 1 and
 * m = 0, adds nothing.
 *
 * Source: Chase, "Code combining: a maximum-likelihood decoding approach for combining an arbitrary number of noisy packets", IEEE Trans.
 * Commun. 33(5), 1985.
 */
export function chaseCombined(first: LatentEstimate, second: LatentEstimate): LatentEstimate {
  const mean = new Float32Array(first.mean.length);
  const errorShare = new Float32Array(mean.length);
  for (let i = 0; i < mean.length; i++) {
    const [a, b] = [first.errorShare[i], second.errorShare[i]];
    errorShare[i] = 1 / (1 / a + 1 / b - 1);
    mean[i] = errorShare[i] * (first.mean[i] / a + second.mean[i] / b);
  }
  return { ...first, mean, errorShare };
}
