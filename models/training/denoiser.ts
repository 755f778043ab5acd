import { CODEC_SIZE } from '../codec/network.ts';
import { DENOISER_SIZE } from '../denoiser/network.ts';
import { denoiserObjective } from '../denoiser/objective.ts';
import { elementCount } from '../graph/graph.ts';
import { frozen, type WeightLayout, type WeightLookup } from '../graph/weights.ts';
import { adamW } from '../optimizers/adamw.ts';
import { muon } from '../optimizers/muon.ts';
import { BATCH, drawTrainingBatch, watched } from './codec.ts';
import { batchGeometry } from './codecBatch.ts';
import { type Condition, denoiserCondition } from './conditions.ts';
import { initialWeights } from './initial.ts';
import type { TrainingOptions } from './options.ts';
import { trainingMeter } from './progress.ts';
import { trainingStep } from './step.ts';
import { type TrainingResult, train } from './train.ts';

/**
 * Trains the denoiser on the latents of a finished codec. It starts from the codec's decoder, which already knows how to read a noisy latent;
 * the blocks that the decoder does not have start as the identity.
 */
export async function trainDenoiser(
  options: TrainingOptions,
  codec: { readonly weights: WeightLookup; readonly encoderSha256: string },
  signal?: AbortSignal,
): Promise<TrainingResult & { readonly layout: WeightLayout }> {
  const geometry = batchGeometry(BATCH);
  const objective = denoiserObjective(geometry.layout.windows, DENOISER_SIZE, CODEC_SIZE, graph =>
    frozen(graph, codec.weights),
  );
  const step = trainingStep('denoiser', objective, { hidden: muon(), others: adamW() });
  const meter = trainingMeter(options, BATCH.length);
  let conditions: Condition[] = [];
  const result = await train(
    {
      ...options,
      step,
      start: startFromDecoder(step.layout, options.seed, codec.weights),
      description: {
        kind: 'denoiser',
        size: DENOISER_SIZE,
        peak: options.schedule.peak,
        seed: options.seed,
        encoder: codec.encoderSha256,
      },
      pictures: options.sources.map(({ source, weight }) => `${source.name}=${weight}`),
      async batch(number) {
        const drawn = await drawTrainingBatch(geometry, options, number, denoiserCondition);
        conditions = drawn.conditions;
        return drawn.inputs;
      },
      onStep: report => meter(report, watched(conditions, geometry.pictureOf, DENOISER_WATCH)),
    },
    signal,
  );
  return { ...result, layout: step.layout };
}

/** The progress line of the denoiser shows its working day: −7…−3 dB. */
const DENOISER_WATCH = [-7, -3] as const;

function startFromDecoder(layout: WeightLayout, seed: number, codec: WeightLookup): Float32Array {
  const start = initialWeights(layout, seed);
  for (const { name, shape, offset } of layout.weights) {
    const [, role] = name.split('denoiser.');
    const block = Number.parseInt(role, 10);
    const shared = role.startsWith('embed') || block < CODEC_SIZE.decoder.blocks;
    if (shared) start.subarray(offset, offset + elementCount(shape)).set(codec(`decoder.${role}`));
  }
  return start;
}
