import type { Graph, Tensor } from '../graph/graph.ts';
import { matmul } from '../graph/matrix.ts';
import { add, div, log, mean, mul, reshape, scale, shift, sqrt, sub, sum } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import type { TokenGeometry, TrunkSize } from '../transformer/transformer.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';
import { LATENT_CHANNELS, PATCH_VALUES } from './latent.ts';
import { type CodecSize, decoderNetwork, encoderNetwork } from './network.ts';

/** Declares the geometry of a training batch of whole windows, where nothing is padded. */
export function geometryInputs(graph: Graph, windows: number): TokenGeometry {
  const tokens = windows * WINDOW_TOKENS;
  return {
    shifted: graph.input('shifted', [tokens], { type: 'int64' }),
    unshifted: graph.input('unshifted', [tokens], { type: 'int64' }),
    shiftedMask: graph.input('shiftedMask', [windows, 1, WINDOW_TOKENS, WINDOW_TOKENS]),
    plainMask: undefined,
  };
}

/**
 * Scales the kept channels of raw latents to unit mean square per picture.
 *
 * Inputs declared here: `keep` [windows, 1, 16], 1 for channels that are sent; `share` [windows, windows], 1/(kept entries of the picture)
 * where two windows belong to one picture, 0 elsewhere.
 *
 * @returns the scaled full latent [windows, 64, 16] (channels that are not sent too) and `keep`
 */
function normalizeKept(graph: Graph, raw: Tensor, windows: number): { latent: Tensor; keep: Tensor } {
  const keep = graph.input('keep', [windows, 1, LATENT_CHANNELS]);
  const share = graph.input('share', [windows, windows]);
  const grouped = reshape(raw, [windows, WINDOW_TOKENS, LATENT_CHANNELS]);
  const kept = mul(grouped, keep);
  const energy = reshape(sum(mul(kept, kept), [1, 2]), [windows, 1]);
  const meanSquare = reshape(matmul(share, energy), [windows, 1, 1]);
  return { latent: div(grouped, sqrt(shift(meanSquare, 1e-8))), keep };
}

/** A batch on its way to the receiver: what was sent, and what is known of it behind the channel. */
export interface Transmission {
  /** [tokens, 48], and the geometry of its windows. */
  readonly patches: Tensor;
  readonly geometry: TokenGeometry;
  /** The scaled latent, and what the receiver knows of it: posterior mean and √β, each [tokens, 16]. */
  readonly latent: Tensor;
  readonly mean: Tensor;
  readonly deviation: Tensor;
}

/**
 * Encodes pictures and sends them through Gaussian noise.
 *
 * Inputs declared here, beside those of `normalizeKept`: `patches` [tokens, 48]; `noise` [windows, 64, 16] of the conditions' variance;
 * `gain` [windows, 1, 16] = 1/(1+v) for sent channels, 0 for the others; `deviation` [tokens, 16] = √β, 1 for channels that are not sent.
 */
export function transmit(graph: Graph, weights: Weights, windows: number, encoder: TrunkSize): Transmission {
  const tokens = windows * WINDOW_TOKENS;
  const shape = [tokens, LATENT_CHANNELS];
  const patches = graph.input('patches', [tokens, PATCH_VALUES]);
  const geometry = geometryInputs(graph, windows);
  const { latent } = normalizeKept(graph, encoderNetwork(weights, patches, geometry, encoder), windows);
  const noise = graph.input('noise', [windows, WINDOW_TOKENS, LATENT_CHANNELS]);
  const gain = graph.input('gain', [windows, 1, LATENT_CHANNELS]);
  return {
    patches,
    geometry,
    latent: reshape(latent, shape),
    mean: reshape(mul(add(latent, noise), gain), shape),
    deviation: graph.input('deviation', shape),
  };
}

/** What the squared errors of the windows of a batch, [windows, 1], cost; `lossWeight` [windows, 1] says how much each counts. */
export type PictureLoss = (mse: Tensor, lossWeight: Tensor) => Tensor;

/**
 * The codec's training objective for pictures sent through Gaussian noise. Inputs of `transmit` and `lossWeight` [windows, 1]. Readout:
 * `mse` [windows, 1], per window, for pictures in [0, 1].
 */
export function codecObjective(windows: number, size: CodecSize, pictureLoss: PictureLoss = weighted) {
  return (graph: Graph, weights: Weights) => {
    const { patches, geometry, mean, deviation } = transmit(graph, weights, windows, size.encoder);
    const decoded = decoderNetwork(weights, mean, deviation, geometry, size.decoder);
    const mse = squaredError(decoded, patches, windows);
    return { loss: pictureLoss(mse, lossWeightInput(graph, windows)), readouts: { mse } };
  };
}

/** Squared error of decoded patches, mean over each window, [windows, 1]. */
export function squaredError(decoded: Tensor, patches: Tensor, windows: number): Tensor {
  const error = reshape(sub(decoded, patches), [windows, WINDOW_TOKENS * PATCH_VALUES]);
  // Patches span [−1, 1], so a quarter of their squared error is that of the picture in [0, 1].
  return scale(sum(mul(error, error), [1]), 0.25 / (WINDOW_TOKENS * PATCH_VALUES));
}

/** Declares how much the squared error of each window counts: `lossWeight` [windows, 1]. */
export function lossWeightInput(graph: Graph, windows: number): Tensor {
  return graph.input('lossWeight', [windows, 1]);
}

/** Weighted mean of the squared errors. */
export function weighted(mse: Tensor, lossWeight: Tensor): Tensor {
  return mean(mul(mse, lossWeight));
}

/** Squared error below which a window's PSNR, 50 dB, is as good as any. */
const ERROR_FLOOR = 1e-5;

/**
 * Weighted mean of ln(MSE + 10⁻⁵): −10/ln 10 times it is the mean PSNR in dB, the figure by which codecs are compared. Easy and hard
 * pictures, and high and low SNRs, count alike; the mean squared error listens to the worst of them only.
 */
export function logError(mse: Tensor, lossWeight: Tensor): Tensor {
  return mean(mul(log(shift(mse, ERROR_FLOOR)), lossWeight));
}
