import { LATENT_CHANNELS } from '../codec/latent.ts';
import { embed, project } from '../codec/network.ts';
import type { Tensor } from '../graph/graph.ts';
import { add, concat, mul, shift, slice, softplus } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import { type TokenGeometry, type TrunkSize, trunk } from '../transformer/transformer.ts';

export const DENOISER_SIZE: TrunkSize = { width: 96, heads: 3, blocks: 4 };

/** Added to G, so that an untrained network says 1: nothing has been taken away yet. */
const UNTRAINED = Math.log(Math.E - 1);

/**
 * One look at a noisy latent. From the linear estimate m = y/(1+v) and δ = √β = √(v/(1+v)), each [tokens, 16], the network F predicts what
 * the linear estimate misses, in units of its standard error (the preconditioning of Karras et al., 2022, for unit-variance data):
 *
 *     ẑ = m + δ·F(m, δ),      E[(z − ẑ)²] = β·ln(1 + exp G(m, δ))
 *
 * F starts at 0, so an untrained denoiser changes nothing.
 *
 * @returns `mean` ẑ and `ratio`, the error left in units of β, which is what the linear estimate of an entry of unit variance misses: above 1 for
 *   strong entries in much noise; both [tokens, 16]
 */
export function denoiserNetwork(
  weights: Weights,
  mean: Tensor,
  deviation: Tensor,
  geometry: TokenGeometry,
  size: TrunkSize,
): { mean: Tensor; ratio: Tensor } {
  const x = embed(weights, 'denoiser.embed', concat([mean, deviation], 1), size.width);
  const out = project(
    weights,
    'denoiser.out',
    trunk(weights, 'denoiser', x, geometry, size),
    2 * LATENT_CHANNELS,
  );
  const correction = slice(out, 1, 0, LATENT_CHANNELS);
  const ratio = softplus(shift(slice(out, 1, LATENT_CHANNELS, 2 * LATENT_CHANNELS), UNTRAINED));
  return { mean: add(mean, mul(deviation, correction)), ratio };
}
