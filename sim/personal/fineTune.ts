import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { configError } from '../../kernels/errors.ts';
import { linearToDb, noiseVariance } from '../../kernels/power.ts';
import { choice } from '../../kernels/random/permutation.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { CODEC_SIZE } from '../../models/codec/network.ts';
import { lookUpIn } from '../../models/graph/weights.ts';
import { optimizerNamed } from '../../models/optimizers/named.ts';
import type { DeviceName } from '../../models/runtime/device.ts';
import { readFrozenCodec } from '../../models/study/frozenCodec.ts';
import { batchPlan } from '../../models/training/batch.ts';
import { loadCheckpoint } from '../../models/training/checkpoint.ts';
import { codecTraining } from '../../models/training/codec.ts';
import type { Condition } from '../../models/training/conditions.ts';
import { type NetworkTraining, trainNetworks } from '../../models/training/networks.ts';
import { CODEC_CARD, loadCodec } from '../../models/weights/load.ts';
import { publishCodec, writeCard } from '../../models/weights/publish.ts';
import { readTrainedCodec, type TrainedCodec } from '../../models/weights/read.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import { interferenceVariance } from '../noiseShare.ts';
import type { RecordFile } from '../recordFile.ts';
import { decisiveFields, type Personal } from './scenario.ts';
import type { Tune, TunedCodec, TuningTask } from './tuning.ts';
import type { TuningRecord } from './tuningStore.ts';

export interface FineTuningOptions {
  readonly scenario: Personal;
  readonly seed: number;
  /** Whose weights are the start values. */
  readonly start: TrainedCodec;
  /** Folder that gets a folder for every codec. */
  readonly directory: string;
  readonly store: RecordFile<TuningRecord>;
  readonly session: { readonly device: DeviceName; readonly threads?: number };
  /** The command that makes these codecs, for their cards. */
  readonly command: string;
  /** Steps between two checkpoints. */
  readonly saveEvery?: number;
}

const OPTIMIZER = 'muon:moonlight';
const WARMUP = 0.1;
const COOL_DOWN = 0.6;

/**
 * Trains the universal codec on, encoder and decoder, by the objective that it was trained with: the mean PSNR through Gaussian noise. The noise
 * is that of the experiment: each picture meets one of its SNRs, half of them among all users, half alone.
 *
 * A finished codec is a model folder with a line in the store; it is not trained again. One at work has a checkpoint, from which it goes on.
 *
 * @throws ConfigError `tuning-networks` where a folder does not hold the codec of its line; as `trainNetworks` and `loadCodec`
 */
export function fineTuner(options: FineTuningOptions): Tune {
  const { store, directory, session } = options;
  return async (task, onProgress) => {
    const folder = join(directory, task.name);
    const known = store.finished.find(({ name }) => name === task.name);
    const record = known ?? (await train(task, folder, options, onProgress));
    const { model, card, provenance } = await loadCodec({ ...session, directory: folder });
    if (provenance.sha256 !== record.encoderSha256)
      throw configError(
        'tuning-networks',
        folder,
        `holds the encoder ${provenance.sha256}, its line says ${record.encoderSha256}; delete the folder and the line's file`,
      );
    const { encoder, decoder } = card.files;
    const { steps, pictures, trainingSeconds } = record;
    return {
      ...{ codec: model, provenance, steps, pictures, trainingSeconds },
      encoderBytes: encoder.bytes,
      decoderBytes: decoder.bytes,
    } satisfies TunedCodec;
  };
}

async function train(
  { name, sources, steps }: TuningTask,
  folder: string,
  { scenario, seed, start, store, session, command, saveEvery = 10 }: FineTuningOptions,
  onProgress: Parameters<Tune>[1],
): Promise<TuningRecord> {
  const { learningRate, pictures } = scenario.fineTuning;
  const optimizer = optimizerNamed(OPTIMIZER, { learningRate, path: 'fineTuning' });
  const checkpoint = join(folder, 'codec.ckpt');
  const stepsBefore = loadCheckpoint(checkpoint)?.step ?? 0;
  const startedAt = performance.now();
  const training: NetworkTraining = {
    ...codecTraining(seed, start.known),
    plan: batchPlan(pictures, 0),
    drawCondition: conditionDrawer(scenario),
    description: { codec: name, from: start.encoderSha256, ...decisiveFields(scenario) },
  };
  const { weights, layout, history } = await trainNetworks(training, {
    ...{ sources, optimizer, seed, checkpoint, saveEvery, session },
    schedule: {
      peak: optimizer.learningRate,
      warmupSteps: Math.ceil(WARMUP * steps),
      steps,
      decay: COOL_DOWN,
    },
    progress: line => onProgress(line),
  });
  const card = publishCodec(folder, lookUpIn(weights, layout), {
    ...{ command, seed, steps, history, layout },
    picturesPerStep: pictures,
    snrDb: trainedRange(scenario),
    from: [{ name: 'encoder.onnx', sha256: start.encoderSha256 }],
  });
  writeCard(join(folder, CODEC_CARD), { ...card, name: `codec of ${name.replace('-', ' ')}` });
  const seconds = (performance.now() - startedAt) / 1000;
  const record = {
    ...{ name, steps, pictures: steps * pictures },
    trainingSeconds: stepsBefore === steps ? null : (seconds * steps) / (steps - stepsBefore),
    encoderSha256: card.files.encoder.sha256,
  };
  store.append(record);
  rmSync(checkpoint);
  return record;
}

/**
 * The codec of a model folder as start values.
 *
 * @throws ConfigError where there is none that was trained by semlink, `tuning-size` for one of another size
 */
export function readStart(directory: string): TrainedCodec {
  const { size } = readFrozenCodec(directory);
  const text = (of: unknown) => JSON.stringify(of);
  if (text(size) !== text(CODEC_SIZE))
    throw configError(
      'tuning-size',
      directory,
      `holds a codec of the size ${text(size)}; only ${text(CODEC_SIZE)} is trained on`,
    );
  return readTrainedCodec(directory);
}

/** What pictures of the training meet: all SNRs of the experiment alike, and each as often alone as among all users. */
function conditionDrawer(scenario: Personal): (stream: RandomStream) => Condition {
  const variances = noiseVariances(scenario);
  const channels = latentChannels(scenario.cbr);
  return stream => ({ channels, noiseVar: choice(stream, variances), weight: 1 });
}

/** v per real entry at every SNR, alone and among all users. */
function noiseVariances({ snrDb, users }: Personal): number[] {
  const link = { gain: { re: 1, im: 0 }, power: 1 };
  const others = Array.from({ length: users - 1 }, () => link);
  return snrDb.flatMap(snr =>
    [[], others].map(interferers => interferenceVariance(link, interferers, noiseVariance(snr))),
  );
}

function trainedRange(scenario: Personal): [number, number] {
  const snrs = noiseVariances(scenario).map(variance => linearToDb(1 / variance));
  return [Math.min(...snrs), Math.max(...snrs)];
}
