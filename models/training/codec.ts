import { linearToDb } from '../../kernels/power.ts';
import { type RandomStream, randomStream } from '../../kernels/random/stream.ts';
import { CODEC_SIZE, LATENT_CHANNELS } from '../codec/network.ts';
import { codecObjective } from '../codec/objective.ts';
import type { WeightLayout } from '../graph/weights.ts';
import { adamW } from '../optimizers/adamw.ts';
import { muon } from '../optimizers/muon.ts';
import { type BatchPlan, batchPlan, drawCrops } from './batch.ts';
import { type BatchGeometry, batchGeometry, codecBatch } from './codecBatch.ts';
import { type Condition, codecCondition } from './conditions.ts';
import type { TrainingOptions } from './options.ts';
import { trainingMeter } from './progress.ts';
import { trainingStep } from './step.ts';
import { type TrainingResult, train } from './train.ts';

/** 44 crops of 32 px and 5 of 64 px: 64 windows. */
export const BATCH: BatchPlan = batchPlan(44, 5);

/** Trains the universal codec: encoder and decoder together, through Gaussian noise of any strength, at all rates. */
export async function trainCodec(
  options: TrainingOptions,
  signal?: AbortSignal,
): Promise<TrainingResult & { readonly layout: WeightLayout }> {
  const geometry = batchGeometry(BATCH);
  const step = trainingStep('codec', codecObjective(geometry.layout.windows, CODEC_SIZE), {
    hidden: muon(),
    others: adamW(),
  });
  const meter = trainingMeter(options, BATCH.length);
  let conditions: Condition[] = [];
  const result = await train(
    {
      ...options,
      step,
      description: { kind: 'codec', size: CODEC_SIZE, peak: options.schedule.peak, seed: options.seed },
      pictures: options.sources.map(({ source, weight }) => `${source.name}=${weight}`),
      async batch(number) {
        const drawn = await drawTrainingBatch(geometry, options, number, codecCondition);
        conditions = drawn.conditions;
        return drawn.inputs;
      },
      onStep: report => meter(report, watched(conditions, geometry.pictureOf, CODEC_WATCH)),
    },
    signal,
  );
  return { ...result, layout: step.layout };
}

/** Pictures, conditions and noise of one step, from a stream of the step's own. */
export async function drawTrainingBatch(
  geometry: BatchGeometry,
  { sources, seed }: Pick<TrainingOptions, 'sources' | 'seed'>,
  step: number,
  drawCondition: (stream: RandomStream) => Condition,
) {
  const stream = randomStream(seed, 'training', step);
  const images = await drawCrops(BATCH, sources, stream);
  const conditions = BATCH.map(() => drawCondition(stream));
  return { conditions, inputs: codecBatch(geometry, images, conditions, stream) };
}

/** SNR range in dB whose pictures the progress line of the codec shows. */
const CODEC_WATCH = [8, 12] as const;

/** Windows whose squared error the progress line shows: sent at the full rate, with an SNR in the given range. */
export function watched(
  conditions: readonly Condition[],
  pictureOf: readonly number[],
  [lowDb, highDb]: readonly [number, number],
): number[] {
  return pictureOf.flatMap((picture, window) => {
    const { channels, noiseVar } = conditions[picture];
    const snrDb = linearToDb(1 / noiseVar);
    return channels === LATENT_CHANNELS && snrDb > lowDb && snrDb < highDb ? [window] : [];
  });
}
