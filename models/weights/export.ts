import { LATENT_CHANNELS, PATCH_VALUES } from '../codec/latent.ts';
import { type CodecSize, decoderNetwork, encoderNetwork } from '../codec/network.ts';
import { denoiserNetwork } from '../denoiser/network.ts';
import { Graph } from '../graph/graph.ts';
import { toHalves } from '../graph/halves.ts';
import type { WeightLookup, Weights } from '../graph/weights.ts';
import type { TokenGeometry, TrunkSize } from '../transformer/transformer.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';

/** Name of the free leading dimension of the shipped networks: tokens, or windows of 64 tokens. */
const TOKENS = 'tokens';
const WINDOWS = 'windows';
/** Shapes are built for this many windows; the file works for any number. */
const NOMINAL = 2;

/** The encoder as an ONNX file: `patches` [tokens, 48] and the geometry to `latent` [tokens, 16]. */
export function exportEncoder(weights: WeightLookup, size: CodecSize): Uint8Array {
  const graph = new Graph('semlink-encoder');
  const patches = graph.input('patches', [NOMINAL * WINDOW_TOKENS, PATCH_VALUES], { freeRows: TOKENS });
  const latent = encoderNetwork(stored(graph, weights), patches, geometryInputs(graph), size.encoder);
  graph.output('latent', latent, { freeRows: TOKENS });
  return graph.toBytes();
}

/** The decoder as an ONNX file: `mean` and `deviation` [tokens, 16] and the geometry to `patches` [tokens, 48]. */
export function exportDecoder(weights: WeightLookup, size: CodecSize): Uint8Array {
  const graph = new Graph('semlink-decoder');
  const { mean, deviation } = estimateInputs(graph);
  const patches = decoderNetwork(
    stored(graph, weights),
    mean,
    deviation,
    geometryInputs(graph),
    size.decoder,
  );
  graph.output('patches', patches, { freeRows: TOKENS });
  return graph.toBytes();
}

/** The denoiser as an ONNX file: `mean` and `deviation` [tokens, 16] and the geometry to `estimate` and `ratio`, alike. */
export function exportDenoiser(weights: WeightLookup, size: TrunkSize): Uint8Array {
  const graph = new Graph('semlink-denoiser');
  const { mean, deviation } = estimateInputs(graph);
  const result = denoiserNetwork(stored(graph, weights), mean, deviation, geometryInputs(graph), size);
  graph.output('estimate', result.mean, { freeRows: TOKENS });
  graph.output('ratio', result.ratio, { freeRows: TOKENS });
  return graph.toBytes();
}

function stored(graph: Graph, weights: WeightLookup): Weights {
  return (name, shape) => graph.halfConstant(name, toHalves(weights(name)), shape);
}

function estimateInputs(graph: Graph) {
  const shape = [NOMINAL * WINDOW_TOKENS, LATENT_CHANNELS];
  const mean = graph.input('mean', shape, { freeRows: TOKENS });
  const deviation = graph.input('deviation', shape, { freeRows: TOKENS });
  return { mean, deviation };
}

function geometryInputs(graph: Graph): TokenGeometry {
  const tokens = NOMINAL * WINDOW_TOKENS;
  return {
    shifted: graph.input('shifted', [tokens], { type: 'int64', freeRows: TOKENS }),
    unshifted: graph.input('unshifted', [tokens], { type: 'int64', freeRows: TOKENS }),
    shiftedMask: graph.input('shiftedMask', [NOMINAL, 1, WINDOW_TOKENS, WINDOW_TOKENS], {
      freeRows: WINDOWS,
    }),
    plainMask: graph.input('plainMask', [NOMINAL, 1, 1, WINDOW_TOKENS], { freeRows: WINDOWS }),
  };
}
