import {
  type CodecSize,
  decoderNetwork,
  encoderNetwork,
  LATENT_CHANNELS,
  PATCH_VALUES,
} from '../codec/network.ts';
import { geometryInputs, normalizeKept, pictureLoss } from '../codec/objective.ts';
import type { Graph } from '../graph/graph.ts';
import { add, detach, div, log, mean, mul, reshape, scale, shift, sqrt, sub } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import type { TrunkSize } from '../transformer/transformer.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';
import { denoiserNetwork } from './network.ts';

/** Weight of the picture's squared error and of the error estimate beside the latent's squared error. */
const PICTURE_WEIGHT = 200;
const ESTIMATE_WEIGHT = 0.1;

/**
 * The denoiser's training objective over a finished codec, whose weights are `frozen`:
 *
 *     mean((z − ẑ)²/β) + 200·mean(w·MSE of the decoded picture) + 0.1·mean(log r + (z − ẑ)²/(βr))
 *
 * The last term is the Gaussian negative log-likelihood that makes the ratio r an honest estimate of the error left (Nix & Weigend, 1994);
 * nothing else moves r.
 * Inputs as in `codecObjective`; readouts `mse` [windows, 1] and `latentError` [windows, 64, 16] = (z − ẑ)²/β.
 */
export function denoiserObjective(
  windows: number,
  size: TrunkSize,
  codec: CodecSize,
  frozen: (graph: Graph) => Weights,
) {
  return (graph: Graph, weights: Weights) => {
    const tokens = windows * WINDOW_TOKENS;
    const shape = [tokens, LATENT_CHANNELS];
    const patches = graph.input('patches', [tokens, PATCH_VALUES]);
    const geometry = geometryInputs(graph, windows);
    const codecWeights = frozen(graph);
    const raw = encoderNetwork(codecWeights, patches, geometry, codec.encoder);
    const { latent } = normalizeKept(graph, raw, windows);
    const noise = graph.input('noise', [windows, WINDOW_TOKENS, LATENT_CHANNELS]);
    const gain = graph.input('gain', [windows, 1, LATENT_CHANNELS]);
    const received = reshape(mul(add(latent, noise), gain), shape);
    const deviation = graph.input('deviation', shape);

    const { mean: estimate, ratio } = denoiserNetwork(weights, received, deviation, geometry, size);
    const miss = div(sub(estimate, reshape(latent, shape)), deviation);
    const squared = mul(miss, miss);
    const likelihood = add(log(shift(ratio, 1e-6)), div(detach(squared), shift(ratio, 1e-6)));
    const left = mul(deviation, sqrt(detach(ratio)));
    const decoded = decoderNetwork(codecWeights, estimate, left, geometry, codec.decoder);
    const { mse, loss: pictureError } = pictureLoss(graph, decoded, patches, windows);
    const loss = add(
      mean(squared),
      add(scale(pictureError, PICTURE_WEIGHT), scale(mean(likelihood), ESTIMATE_WEIGHT)),
    );
    return {
      loss,
      readouts: { mse, latentError: reshape(squared, [windows, WINDOW_TOKENS, LATENT_CHANNELS]) },
    };
  };
}
