/** Pixels per side of a token's patch, values in a patch, and real latent entries per token (cbr 1/6 when all are sent). */
export const PATCH = 4;
export const PATCH_VALUES = PATCH * PATCH * 3;
export const LATENT_CHANNELS = 16;

/**
 * What a codec makes of one picture, and what a receiver knows of it. Both are laid out on the grid of patches:
 * `rows × cols` tokens of `channels` real entries each, token-major (index = token · channels + channel).
 */
export interface LatentShape {
  readonly rows: number;
  readonly cols: number;
  readonly channels: number;
  /** Size of the picture in pixels, needed to crop the decoder's output. */
  readonly width: number;
  readonly height: number;
}

/** A transmitted latent z: `values` has unit mean square over all entries. */
export interface Latent extends LatentShape {
  readonly values: Float32Array;
}

/**
 * A received latent, as linear-Gaussian knowledge of z: entry i has posterior mean `mean[i]` and posterior variance
 * `errorShare[i]` ∈ [0, 1], for a prior of unit variance. An observation y = z + e with noise variance v per real entry
 * becomes mean = y/(1+v) and errorShare = β = v/(1+v); an entry that was not sent has mean 0 and errorShare 1. A denoiser
 * turns one estimate into a better one; the decoder reads any of them.
 *
 * A denoiser also tells what the channel had left, `receivedShare`. Its own error share of an entry may be above that and above 1: entries of a
 * latent differ in power, and behind the same noise more is left of the strong ones.
 */
export interface LatentEstimate extends LatentShape {
  readonly mean: Float32Array;
  readonly errorShare: Float32Array;
  /** Error share in [0, 1] before the denoiser; absent where none has been at work. */
  readonly receivedShare?: Float32Array;
}

/** Number of real entries of a latent of this shape. */
export function latentLength(shape: LatentShape): number {
  return shape.rows * shape.cols * shape.channels;
}
