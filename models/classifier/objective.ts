import { PATCH_VALUES } from '../codec/latent.ts';
import { geometryInputs } from '../codec/objective.ts';
import type { Graph } from '../graph/graph.ts';
import { logSoftmax, mean, mul, scale, sum } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import type { TrunkSize } from '../transformer/transformer.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';
import { CLASSES, classifierNetwork } from './network.ts';

/**
 * Cross-entropy of the classifier, mean over the pictures, in nats:
 *
 *     L = −mean_i ln softmax(logits_i)[label_i]
 *
 * Inputs: the geometry of a batch of whole windows; `patches` [pictures · 64, 48]; `target` [pictures, 10], 1 at the label and 0 elsewhere.
 * Readout: `crossEntropy` [pictures, 1].
 */
export function classifierObjective(pictures: number, size: TrunkSize) {
  return (graph: Graph, weights: Weights) => {
    const patches = graph.input('patches', [pictures * WINDOW_TOKENS, PATCH_VALUES]);
    const target = graph.input('target', [pictures, CLASSES]);
    const logits = classifierNetwork(weights, patches, geometryInputs(graph, pictures), size);
    const crossEntropy = scale(sum(mul(logSoftmax(logits), target), [1]), -1);
    return { loss: mean(crossEntropy), readouts: { crossEntropy } };
  };
}
