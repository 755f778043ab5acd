import { linearToDb } from '../../kernels/power.ts';
import { type RandomStream, randomStream } from '../../kernels/random/stream.ts';
import { LATENT_CHANNELS } from '../codec/latent.ts';
import { openDistributedRunner } from '../distributed/runner.ts';
import type { WeightLayout } from '../graph/weights.ts';
import type { BatchPlan } from './batch.ts';
import { type BatchGeometry, batchGeometry, drawBatch } from './codecBatch.ts';
import type { Condition } from './conditions.ts';
import type { TrainingOptions } from './options.ts';
import { trainingMeter } from './progress.ts';
import { gradientStep, type Objective, trainingStep } from './step.ts';
import { type TrainingResult, train } from './train.ts';

/** What tells one kind of training from another: codec, denoiser, or both together. */
export interface NetworkTraining {
  readonly kind: string;
  /** Crops of one step. */
  readonly plan: BatchPlan;
  /** The loss over batches of so many windows; its readout `mse` is shown as PSNR. */
  readonly objective: (windows: number) => Objective;
  /** What each picture meets on its way. */
  readonly drawCondition: (stream: RandomStream) => Condition;
  /** SNR range in dB whose pictures, sent at the full rate, the progress line shows. */
  readonly watchDb: readonly [number, number];
  /** What, beside the kind, optimizer, peak rate and seed, a checkpoint must have in common with the run. */
  readonly description: Readonly<Record<string, unknown>>;
  /** How many times over the usual crops make a step; 1 unless given. */
  readonly batch?: number;
  /** Start values instead of random ones. */
  readonly start?: (layout: WeightLayout) => Float32Array;
}

/** What a checkpoint must have in common with a run that goes on from it. */
export function runDescription(
  { kind, description, batch = 1 }: NetworkTraining,
  { optimizer, schedule, seed }: TrainingOptions,
): Readonly<Record<string, unknown>> {
  return {
    kind,
    ...description,
    ...(batch > 1 && { batch }),
    optimizer: optimizer.name,
    weightDecay: optimizer.weightDecay,
    peak: schedule.peak,
    seed,
  };
}

/** The picture sources of a run with their weights, for the record. */
export function pictureNames({ sources }: TrainingOptions): string[] {
  return sources.map(({ source, weight }) => `${source.name}=${weight}`);
}

/** Trains networks on pictures sent through Gaussian noise, every step from a random stream of its own. */
export async function trainNetworks(
  training: NetworkTraining,
  options: TrainingOptions,
  signal?: AbortSignal,
): Promise<TrainingResult & { readonly layout: WeightLayout }> {
  const { kind, plan, objective, drawCondition, watchDb, start } = training;
  const geometry = batchGeometry(plan);
  const { workers, optimizer, session } = options;
  const makeStep = workers === undefined ? trainingStep : gradientStep;
  const step = makeStep(kind, objective(geometry.layout.windows), optimizer);
  const meter = trainingMeter(options, plan.length);
  let conditions: readonly Condition[] = [];
  const result = await train(
    {
      ...options,
      step,
      ...(workers !== undefined && {
        openRunner: state => openDistributedRunner(step, state, { workers, optimizer, session }),
      }),
      ...(start && { start: start(step.layout) }),
      description: runDescription(training, options),
      pictures: pictureNames(options),
      async batch(number) {
        const stream = randomStream(options.seed, 'training', number);
        const drawn = await drawBatch(plan, geometry, options.sources, drawCondition, stream);
        conditions = drawn.conditions;
        return drawn.inputs;
      },
      onStep: report => meter(report, watched(conditions, geometry, watchDb)),
    },
    signal,
  );
  return { ...result, layout: step.layout };
}

/** Windows of pictures that were sent at the full rate, with an SNR in the given range. */
function watched(
  conditions: readonly Condition[],
  { pictureOf }: BatchGeometry,
  [lowDb, highDb]: readonly [number, number],
): number[] {
  return pictureOf.flatMap((picture, window) => {
    const { channels, noiseVar } = conditions[picture];
    const snrDb = linearToDb(1 / noiseVar);
    return channels === LATENT_CHANNELS && snrDb > lowDb && snrDb < highDb ? [window] : [];
  });
}
