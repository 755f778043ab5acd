import { embed, project } from '../codec/network.ts';
import type { Tensor } from '../graph/graph.ts';
import { reshape, scale, sum } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import { type TokenGeometry, type TrunkSize, trunk } from '../transformer/transformer.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';

/** Classes of CIFAR-10, and kinds of labelled procedural pictures. */
export const CLASSES = 10;

/**
 * Patches [windows · 64, 48] in [−1, 1] of pictures of one window each to logits [windows, 10]: the codec's trunk, the mean over the
 * tokens, a linear head.
 */
export function classifierNetwork(
  weights: Weights,
  patches: Tensor,
  geometry: TokenGeometry,
  size: TrunkSize,
): Tensor {
  const x = embed(weights, 'classifier.embed', patches, size.width);
  const tokens = trunk(weights, 'classifier', x, geometry, size);
  const windows = tokens.shape[0] / WINDOW_TOKENS;
  const summed = sum(reshape(tokens, [windows, WINDOW_TOKENS, size.width]), [1]);
  const pooled = reshape(scale(summed, 1 / WINDOW_TOKENS), [windows, size.width]);
  // Zero logits are the honest start: every class equally likely, a loss of ln 10.
  return project(weights, 'classifier.head', pooled, CLASSES, 'zeros');
}
