import { NumericError } from '../../kernels/errors.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { bisect } from '../../kernels/statistics/bisection.ts';
import type { LatentEstimate } from '../../models/codec/latent.ts';

/** What a receiver takes a latent to be when it cancels it: ẑ + e with E e² = `variance`. */
export interface Feedback {
  readonly values: Float32Array;
  readonly variance: number;
}

/** A received latent as it is: `mean` = y/(1+v) and the true β = v/(1+v) of every entry, whatever the networks are told. */
export interface Reading {
  readonly mean: Float32Array;
  readonly errorShare: Float32Array;
}

/** Size of the probe in standard deviations of the noise. Small, so that the denoiser is straight over it; large against its rounding. */
const PROBE = 0.02;

/**
 * The reading with a little more noise, y_i + δ√v_i·p_i with signs p_i: what the denoiser makes of it tells its slope. With p_i² = 1 the slope of
 * a denoiser that looks at each entry by itself comes out without error.
 *
 * @returns the means, and p
 */
export function probed({ mean, errorShare }: Reading, stream: RandomStream) {
  const probe = Float32Array.from(mean, () => (stream.int32() < 0 ? -1 : 1));
  const means = mean.map((m, i) => m + PROBE * Math.sqrt(errorShare[i] * (1 - errorShare[i])) * probe[i]);
  return { mean: means, probe };
}

/** What the denoiser adds to a reading, from what it makes of the reading and of the probed one. */
export interface Denoised {
  /** ẑ, and its error share e, as the denoiser says it; of the sent channels only. */
  readonly clean: Pick<LatentEstimate, 'mean' | 'errorShare'>;
  /** ẑ of the probed reading, and the probe. */
  readonly probedClean: Float32Array;
  readonly probe: Float32Array;
}

/**
 * The extrinsic part of a denoised latent: what the denoiser knows of each entry from all others. With y = z + w of noise variance v and the
 * slope α_i = ∂ẑ_i/∂y_i,
 *
 *     r_i = (ẑ_i − α_i y_i)/(1 − α_i),     τ = mean (e_i − α_i² v_i)/(1 − α_i)²
 *
 * By Stein's lemma E(ẑ − z)w = αv, so r − z is uncorrelated with w while ẑ − z is not: to subtract ẑ from what was received would carry the
 * same noise back into it, pass after pass. A denoiser that returns the posterior mean has α = e/v, and r is then the extrinsic mean of
 * 1/τ = 1/e − 1/v; one that adds nothing (ẑ = y/(1+v), e = v/(1+v)) gives r = 0, τ = 1. An entry that was not received has r = ẑ.
 *
 * The slope is measured with a probe: mean √v_i·α_i = E p·(ẑ(probed) − ẑ)/δ. Where entries differ in noise, α_i = s/(s + v_i) as for a
 * Gaussian prior of variance s, which the probe fixes.
 *
 * @returns r and τ; τ at least 10⁻⁶
 * @throws NumericError `feedback-shape` when the entries do not agree in number or are not finite
 *
 * Source: Ma, Ping, "Orthogonal AMP", IEEE Access 5, 2017; Rangan, Schniter, Fletcher, "Vector approximate message
 * passing", IEEE Trans. Inf. Theory 65(10), 2019, algorithm 1; the probe: Ramani, Blu, Unser, "Monte-Carlo SURE", IEEE Trans. Image
 * Process. 17(9), 2008.
 */
export function extrinsic(reading: Reading, { clean, probedClean, probe }: Denoised): Feedback {
  const { mean, errorShare } = reading;
  const entries = mean.length;
  if (clean.mean.length !== entries || probedClean.length !== entries)
    throw new NumericError(
      'feedback-shape',
      `extrinsic: ${entries} entries were received, ${clean.mean.length} and ${probedClean.length} denoised`,
    );
  let slope = 0;
  for (let i = 0; i < entries; i++) slope += (probe[i] * (probedClean[i] - clean.mean[i])) / PROBE;
  const prior = priorVariance(errorShare, slope);
  const values = new Float32Array(entries);
  let variance = 0;
  for (let i = 0; i < entries; i++) {
    const beta = errorShare[i];
    // With α = s(1−β)/q and 1 − α = β/q nothing is divided by 1 − β, which is 0 for an entry that was not received.
    const q = prior * (1 - beta) + beta;
    values[i] = (clean.mean[i] * q - prior * mean[i]) / beta;
    variance += (clean.errorShare[i] * q * q - prior * prior * beta * (1 - beta)) / (beta * beta);
  }
  variance = Math.max(1e-6, variance / entries);
  if (!Number.isFinite(variance) || !values.every(Number.isFinite))
    throw new NumericError(
      'feedback-shape',
      'extrinsic: an entry was received without noise, or is not finite',
    );
  return { values, variance };
}

/** All that the denoiser returns. Its error goes with the noise that it was given. */
export function posterior({ clean }: Pick<Denoised, 'clean'>): Feedback {
  const { mean, errorShare } = clean;
  return {
    values: mean,
    variance: Math.max(1e-6, errorShare.reduce((sum, e) => sum + e, 0) / mean.length),
  };
}

/** The s for which Σ √v_i·s/(s + v_i) is the measured sum; 0 where that is not positive. */
function priorVariance(errorShare: Float32Array, measured: number): number {
  const isBelow = (bounded: number) => {
    const s = bounded / (1 - bounded);
    let sum = 0;
    for (const beta of errorShare) sum += (s * Math.sqrt(beta * (1 - beta))) / (s * (1 - beta) + beta);
    return sum < measured;
  };
  const bounded = measured > 0 ? bisect(isBelow, [0, 0.999], 40) : 0;
  return bounded / (1 - bounded);
}

/** d parts of the new and 1 − d parts of the old feedback; their errors are taken to go together, which is the worst case. */
export function damped(fresh: Feedback, old: Feedback, d: number): Feedback {
  if (d === 1) return fresh;
  return {
    values: fresh.values.map((value, i) => d * value + (1 - d) * old.values[i]),
    variance: (d * Math.sqrt(fresh.variance) + (1 - d) * Math.sqrt(old.variance)) ** 2,
  };
}
