import type { Tensor } from '../graph/graph.ts';
import { linear } from '../graph/matrix.ts';
import { add, concat } from '../graph/ops.ts';
import type { Start, Weights } from '../graph/weights.ts';
import { type TokenGeometry, type TrunkSize, trunk } from '../transformer/transformer.ts';
import { LATENT_CHANNELS, PATCH_VALUES } from './latent.ts';

export interface CodecSize {
  readonly encoder: TrunkSize;
  readonly decoder: TrunkSize;
}

export const CODEC_SIZE: CodecSize = {
  encoder: { width: 160, heads: 5, blocks: 5 },
  decoder: { width: 160, heads: 5, blocks: 6 },
};

/** Patches [tokens, 48] in [−1, 1] to latent entries [tokens, 16], of any power. It does not know the channel. */
export function encoderNetwork(
  weights: Weights,
  patches: Tensor,
  geometry: TokenGeometry,
  size: TrunkSize,
): Tensor {
  const x = embed(weights, 'encoder.embed', patches, size.width);
  return project(weights, 'encoder.latent', trunk(weights, 'encoder', x, geometry, size), LATENT_CHANNELS);
}

/**
 * What the receiver knows of a latent, posterior mean and standard deviation √errorShare, each [tokens, 16], to patches
 * [tokens, 48] in [−1, 1].
 */
export function decoderNetwork(
  weights: Weights,
  mean: Tensor,
  deviation: Tensor,
  geometry: TokenGeometry,
  size: TrunkSize,
): Tensor {
  const x = embed(weights, 'decoder.embed', concat([mean, deviation], 1), size.width);
  return project(weights, 'decoder.patch', trunk(weights, 'decoder', x, geometry, size), PATCH_VALUES);
}

export function embed(weights: Weights, name: string, x: Tensor, width: number): Tensor {
  const start = { deviation: 1 / Math.sqrt(x.shape[1]) };
  return add(linear(x, weights(name, [x.shape[1], width], start)), weights(`${name}.bias`, [width], 'zeros'));
}

export function project(
  weights: Weights,
  name: string,
  x: Tensor,
  outputs: number,
  start: Start = { deviation: 1 / Math.sqrt(x.shape[1]) },
): Tensor {
  return add(
    linear(x, weights(name, [x.shape[1], outputs], start)),
    weights(`${name}.bias`, [outputs], 'zeros'),
  );
}
