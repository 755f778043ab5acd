import { LATENT_CHANNELS } from '../codec/latent.ts';
import { type CodecSize, decoderNetwork } from '../codec/network.ts';
import { lossWeightInput, squaredError, type Transmission, transmit, weighted } from '../codec/objective.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import { add, detach, div, log, mean, mul, reshape, scale, shift, sqrt, sub } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import type { TrunkSize } from '../transformer/transformer.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';
import { denoiserNetwork } from './network.ts';

/** Weight of the picture's squared error and of the error estimate beside the latent's squared error. */
const PICTURE_WEIGHT = 200;
const ESTIMATE_WEIGHT = 0.1;

/** Sizes of the networks of a whole system. */
export interface SystemSize {
  readonly codec: CodecSize;
  readonly denoiser: TrunkSize;
}

/**
 * The denoiser's training objective over a finished codec, whose weights are `frozen`:
 *
 *     L = mean((z − ẑ)²/β) + 200·mean(w·MSE of the denoised, decoded picture) + 0.1·mean(log r + (z − ẑ)²/(βr))
 *
 * The last term is the Gaussian negative log-likelihood that makes the ratio r an honest estimate of the error left (Nix & Weigend, 1994);
 * nothing else moves r. Inputs as in `codecObjective`; readouts `mse` [windows, 1] and `latentError` [windows, 64, 16] = (z − ẑ)²/β.
 */
export function denoiserObjective(windows: number, size: SystemSize, frozen: (graph: Graph) => Weights) {
  return (graph: Graph, weights: Weights) => {
    const codec = frozen(graph);
    const sent = transmit(graph, codec, windows, size.codec.encoder);
    const lossWeight = lossWeightInput(graph, windows);
    const { loss, mse, latentError } = denoisedLoss(sent, { codec, denoiser: weights }, size, lossWeight);
    return { loss, readouts: { mse, latentError } };
  };
}

/**
 * The objective that trains encoder, denoiser and decoder together: the denoiser's own, L, and the squared error of the picture that the
 * decoder makes without the denoiser,
 *
 *     L + 200·mean(w·MSE of the decoded picture)
 *
 * so that one decoder serves receivers with and without a denoiser. The encoder gets no gradient through the denoiser. Readouts: as in
 * `denoiserObjective`, and `directMse` [windows, 1] without the denoiser.
 */
export function systemObjective(windows: number, size: SystemSize) {
  return (graph: Graph, weights: Weights) => {
    const sent = transmit(graph, weights, windows, size.codec.encoder);
    const lossWeight = lossWeightInput(graph, windows);
    const { loss, mse, latentError } = denoisedLoss(
      sent,
      { codec: weights, denoiser: weights },
      size,
      lossWeight,
    );
    const direct = decoderNetwork(weights, sent.mean, sent.deviation, sent.geometry, size.codec.decoder);
    const directMse = squaredError(direct, sent.patches, windows);
    return {
      loss: add(loss, scale(weighted(directMse, lossWeight), PICTURE_WEIGHT)),
      readouts: { mse, latentError, directMse },
    };
  };
}

function denoisedLoss(
  { patches, geometry, latent, mean: received, deviation }: Transmission,
  { codec, denoiser }: { readonly codec: Weights; readonly denoiser: Weights },
  size: SystemSize,
  lossWeight: Tensor,
) {
  const windows = lossWeight.shape[0];
  // The encoder learns from the decoder alone: to please the latent's term it would change what is to be estimated.
  const heard = detach(received);
  const { mean: estimate, ratio } = denoiserNetwork(denoiser, heard, deviation, geometry, size.denoiser);
  const miss = div(sub(estimate, detach(latent)), deviation);
  const squared = mul(miss, miss);
  const likelihood = add(log(shift(ratio, 1e-6)), div(detach(squared), shift(ratio, 1e-6)));
  const left = mul(deviation, sqrt(detach(ratio)));
  const decoded = decoderNetwork(codec, estimate, left, geometry, size.codec.decoder);
  const mse = squaredError(decoded, patches, windows);
  const loss = add(
    mean(squared),
    add(scale(weighted(mse, lossWeight), PICTURE_WEIGHT), scale(mean(likelihood), ESTIMATE_WEIGHT)),
  );
  return { loss, mse, latentError: reshape(squared, [windows, WINDOW_TOKENS, LATENT_CHANNELS]) };
}
