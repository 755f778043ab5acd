import { LATENT_CHANNELS } from '../codec/latent.ts';
import { type CodecSize, decoderNetwork } from '../codec/network.ts';
import {
  logError,
  lossWeightInput,
  type PictureLoss,
  squaredError,
  type Transmission,
  transmit,
  weighted,
} from '../codec/objective.ts';
import type { Graph } from '../graph/graph.ts';
import { add, atMost, detach, div, log, mean, mul, reshape, scale, shift, sqrt, sub } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import type { TrunkSize } from '../transformer/transformer.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';
import { denoiserNetwork } from './network.ts';

/** Weight of the picture's squared error and of the error estimate beside the latent's squared error. */
const PICTURE_WEIGHT = 200;
const ESTIMATE_WEIGHT = 0.1;

const squaredPicture: PictureLoss = (mse, lossWeight) => scale(weighted(mse, lossWeight), PICTURE_WEIGHT);

/** Sizes of the networks of a whole system. */
export interface SystemSize {
  readonly codec: CodecSize;
  readonly denoiser: TrunkSize;
}

/**
 * The denoiser's training objective over a finished codec, whose weights are `frozen`:
 *
 *     L = mean((z − ẑ)²/β) + 0.1·mean(log r + (z − ẑ)²/(βr)) + what the squared error of the denoised, decoded picture costs
 *
 * The last is 200·mean(w·MSE) unless given. The second is the Gaussian negative log-likelihood that makes the ratio r an honest estimate of
 * the error left (Nix & Weigend, 1994); nothing else moves r. Inputs as in `codecObjective`; readouts `mse` [windows, 1] and `latentError`
 * [windows, 64, 16] = (z − ẑ)²/β.
 */
export function denoiserObjective(
  windows: number,
  size: SystemSize,
  frozen: (graph: Graph) => Weights,
  pictureLoss: PictureLoss = squaredPicture,
) {
  return (graph: Graph, weights: Weights) => {
    const codec = frozen(graph);
    const sent = transmit(graph, codec, windows, size.codec.encoder);
    const lossWeight = lossWeightInput(graph, windows);
    const { mse, latentError, latentLoss } = denoised(sent, { codec, denoiser: weights }, size, windows);
    return { loss: add(latentLoss, pictureLoss(mse, lossWeight)), readouts: { mse, latentError } };
  };
}

/**
 * The objective that trains encoder, denoiser and decoder together: the denoiser's own, L, and what the squared error of the picture costs
 * that the decoder makes without the denoiser, so that one decoder serves receivers with and without a denoiser. Both pictures are rated by
 * `logError`. The encoder gets no gradient through the denoiser. Readouts: as in `denoiserObjective`, and `directMse` [windows, 1]
 * without the denoiser.
 */
export function systemObjective(windows: number, size: SystemSize) {
  return (graph: Graph, weights: Weights) => {
    const sent = transmit(graph, weights, windows, size.codec.encoder);
    const lossWeight = lossWeightInput(graph, windows);
    const networks = { codec: weights, denoiser: weights };
    const { mse, latentError, latentLoss } = denoised(sent, networks, size, windows);
    const direct = decoderNetwork(weights, sent.mean, sent.deviation, sent.geometry, size.codec.decoder);
    const directMse = squaredError(direct, sent.patches, windows);
    const pictures = add(logError(mse, lossWeight), logError(directMse, lossWeight));
    return { loss: add(latentLoss, pictures), readouts: { mse, latentError, directMse } };
  };
}

/** Denoises and decodes; the loss is that of the latent and its error estimate alone. */
function denoised(
  { patches, geometry, latent, mean: received, deviation }: Transmission,
  { codec, denoiser }: { readonly codec: Weights; readonly denoiser: Weights },
  size: SystemSize,
  windows: number,
) {
  // The encoder learns from the decoder alone: to please the latent's term it would change what is to be estimated.
  const heard = detach(received);
  const { mean: estimate, ratio } = denoiserNetwork(denoiser, heard, deviation, geometry, size.denoiser);
  const miss = div(sub(estimate, detach(latent)), deviation);
  const squared = mul(miss, miss);
  const likelihood = add(log(shift(ratio, 1e-6)), div(detach(squared), shift(ratio, 1e-6)));
  // What the decoder is told of a denoised entry is never more noise than there was.
  const left = mul(deviation, sqrt(atMost(detach(ratio), 1)));
  const decoded = decoderNetwork(codec, estimate, left, geometry, size.codec.decoder);
  return {
    mse: squaredError(decoded, patches, windows),
    latentError: reshape(squared, [windows, WINDOW_TOKENS, LATENT_CHANNELS]),
    latentLoss: add(mean(squared), scale(mean(likelihood), ESTIMATE_WEIGHT)),
  };
}
