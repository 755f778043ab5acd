import { CODEC_SIZE } from '../codec/network.ts';
import { logError } from '../codec/objective.ts';
import { DENOISER_SIZE } from '../denoiser/network.ts';
import { denoiserObjective } from '../denoiser/objective.ts';
import { frozen, type WeightLookup } from '../graph/weights.ts';
import { batchPlan } from './batch.ts';
import { denoiserCondition } from './conditions.ts';
import { startValues } from './initial.ts';
import type { NetworkTraining } from './networks.ts';

/**
 * Trains the denoiser on the latents of a finished codec. It starts from the trained denoiser in `known`, else from the codec's decoder, which
 * already knows how to read a noisy latent; blocks that the decoder does not have start as the identity.
 *
 * @param seed of the weights that neither has
 */
export function denoiserTraining(
  seed: number,
  codec: { readonly weights: WeightLookup; readonly encoderSha256: string },
  known: ReadonlyMap<string, Float32Array>,
): NetworkTraining {
  const size = { codec: CODEC_SIZE, denoiser: DENOISER_SIZE };
  return {
    kind: 'denoiser',
    plan: batchPlan(44, 1, 1),
    objective: windows => denoiserObjective(windows, size, graph => frozen(graph, codec.weights), logError),
    // The logarithm already makes every SNR count alike.
    drawCondition: stream => ({ ...denoiserCondition(stream), weight: 1 }),
    watchDb: [-7, -3],
    description: { size: DENOISER_SIZE, loss: 'log', encoder: codec.encoderSha256 },
    start: layout =>
      startValues(
        layout,
        seed,
        name => known.get(name) ?? (isReading(name) ? codec.weights(decoderName(name)) : undefined),
      ),
  };
}

const decoderName = (name: string) => name.replace(/^denoiser\./, 'decoder.');

/** The embedding of a noisy latent, and the blocks that decoder and denoiser both have; the output is the denoiser's own. */
function isReading(name: string): boolean {
  const role = name.split('.')[1];
  return role === 'embed' || Number(role) < CODEC_SIZE.decoder.blocks;
}
