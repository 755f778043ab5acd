import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configError } from '../kernels/errors.ts';
import { openImages } from '../models/data/open.ts';
import { lookUpIn } from '../models/graph/weights.ts';
import { OPTIMIZER_NAMES, optimizerNamed } from '../models/optimizers/named.ts';
import { parseDevice } from '../models/runtime/device.ts';
import type { WeightedSource } from '../models/training/batch.ts';
import { codecTraining } from '../models/training/codec.ts';
import { denoiserTraining } from '../models/training/denoiser.ts';
import { exportStep } from '../models/training/exportStep.ts';
import { trainNetworks } from '../models/training/networks.ts';
import type { ProgressLine, TrainingOptions } from '../models/training/options.ts';
import { formatProgress } from '../models/training/progress.ts';
import { systemTraining } from '../models/training/system.ts';
import { type Origin, portableName, publishCodec, publishDenoiser } from '../models/weights/publish.ts';
import { readTrainedCodec, readTrainedWeights } from '../models/weights/read.ts';
import { commandLine } from './commandLine.ts';
import { EXIT } from './failure.ts';
import { modelsOption } from './modelFolder.ts';
import { parseNotNegative, parsePositive, parseShare, parseWhole } from './numbers.ts';
import { openOutputFolder } from './outputFolder.ts';
import { repeatable } from './repeatable.ts';

interface TrainFlags {
  readonly images?: readonly string[];
  readonly steps: string;
  readonly optimizer: string;
  readonly learningRate?: string;
  readonly coolDown: string;
  readonly weightDecay: string;
  readonly seed: string;
  readonly device: string;
  readonly threads: string;
  readonly workers?: string;
  readonly batch: string;
  readonly export?: string;
  readonly out: string;
  readonly codec: string;
  readonly from?: string;
}

const MODELS = ['codec', 'denoiser', 'system'] as const;
/** SNR ranges in dB of the conditions that each kind is trained under. */
const SNR_RANGE = { codec: [-15, 20], denoiser: [-20, 20], system: [-15, 20] } as const;

/** `semlink train codec|denoiser|system`. */
export function registerTrain(program: Command): void {
  program
    .command('train')
    .description(
      'train a codec, a denoiser for a codec, or both together; goes on from its checkpoint where there is one',
    )
    .argument('<model>', `what to train: ${MODELS.join(' or ')}`)
    .option(
      '--images <path=weight>',
      'pictures to train on, and how often; repeatable (default: procedural)',
      repeatable,
    )
    .option('--steps <n>', 'steps in all; a finished run goes on when this grows', '7500')
    .option(
      '--optimizer <name[:form]>',
      `for the matrices of hidden layers: ${OPTIMIZER_NAMES.join(', ')}`,
      'muon:moonlight',
    )
    .option('--learning-rate <x>', "peak learning rate of those matrices (default: the optimizer's own)")
    .option('--cool-down <share>', 'share of the steps over which the learning rate falls to zero', '0.4')
    .option('--weight-decay <x>', 'decoupled decay of all weights (sgd: L2 penalty)', '0')
    .option('--seed <n>', 'seed of weights, pictures and noise', '1')
    .option('--batch <n>', 'crops of a step, as a multiple of 46 (system: of 26)', '1')
    .option('--device <name>', 'auto, cpu, cuda or webgpu', 'auto')
    .option('--threads <n>', 'threads of the network, 0 = all cores', '0')
    .option(
      '--workers <n>',
      'threads of their own that share the optimizer (default: a part of the training graph)',
    )
    .option('--out <dir>', 'folder of checkpoint, log and finished model', 'runs/training')
    .option(
      '--export <runtime>',
      'take no step, but write into --out what another runtime needs to take them; its name goes into the record',
    )
    .addOption(modelsOption('--codec <dir>', 'train denoiser: folder of the codec'))
    .option('--from <dir>', 'folder of models whose weights are the start values')
    .addHelpText(
      'after',
      '\nExamples:\n  semlink train codec --images procedural --steps 500 --out runs/my-codec\n' +
        '  semlink train codec --images cifar-10/data.bin=8 --images photos=2 --images procedural=1\n' +
        '  semlink train denoiser --codec runs/my-codec --images procedural --out runs/my-codec\n' +
        '  semlink train system --from runs/my-codec --images photos --out runs/my-system\n' +
        '  semlink train codec --images photos --batch 4 --export "JAX on my accelerator" --out runs/elsewhere',
    )
    .action(trainModel);
}

async function trainModel(model: string, flags: TrainFlags): Promise<void> {
  const kind = MODELS.find(name => name === model);
  if (!kind) throw configError('train-model', 'model', `"${model}" is not one of ${MODELS.join(', ')}`);
  const options = await trainingOptions(kind, flags);
  const frozenCodec = kind === 'denoiser' ? readTrainedCodec(flags.codec) : undefined;
  const known =
    flags.from !== undefined
      ? readTrainedWeights(flags.from)
      : { weights: new Map<string, Float32Array>(), files: [] };
  const batch = parseWhole('--batch', flags.batch, 1);
  const training = frozenCodec
    ? denoiserTraining(options.seed, frozenCodec, known.weights, batch)
    : kind === 'codec'
      ? codecTraining(options.seed, known.weights, batch)
      : systemTraining(options.seed, known.weights, batch);
  const folder = openOutputFolder(flags.out);
  if (flags.export !== undefined) {
    try {
      exportStep(flags.out, training, options, flags.export);
    } catch (error) {
      folder.discardIfEmpty();
      throw error;
    }
    process.stdout.write(
      `a step of the ${kind} in ${flags.out}; how to take it elsewhere: docs/accelerator.md. ` +
        'The same command without --export publishes the model when all steps are done\n',
    );
    return;
  }
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());

  const result = await trainNetworks(training, options, interrupt.signal).catch(error => {
    folder.discardIfEmpty();
    throw error;
  });
  if (interrupt.signal.aborted && result.steps < options.schedule.steps) {
    process.stderr.write(`interrupted after step ${result.steps}; the same command goes on from there\n`);
    process.exitCode = EXIT.interrupted;
    return;
  }
  const origin: Origin = {
    command: trainCommand(kind, flags, options),
    seed: options.seed,
    steps: result.steps,
    picturesPerStep: training.plan.length,
    snrDb: SNR_RANGE[kind],
    history: result.history,
    from: known.files,
    layout: result.layout,
  };
  const weights = lookUpIn(result.weights, result.layout);
  const encoder = frozenCodec?.encoderSha256 ?? publishCodec(flags.out, weights, origin).files.encoder.sha256;
  if (kind !== 'codec') publishDenoiser(flags.out, weights, encoder, origin);
  process.stdout.write(
    `${kind} in ${flags.out}; measure it with: semlink models measure ${flags.out} --images …\n`,
  );
}

async function trainingOptions(kind: string, flags: TrainFlags): Promise<TrainingOptions> {
  const seed = parseWhole('--seed', flags.seed);
  const specs = flags.images ?? ['procedural'];
  const optimizer = optimizerNamed(flags.optimizer, {
    path: '--optimizer',
    weightDecay: parseNotNegative('--weight-decay', flags.weightDecay),
    ...(flags.learningRate !== undefined && {
      learningRate: parsePositive('--learning-rate', flags.learningRate),
    }),
  });
  const log = join(flags.out, `${kind}.log.jsonl`);
  return {
    sources: await Promise.all(specs.map(spec => openWeighted(spec, seed))),
    optimizer,
    schedule: {
      peak: optimizer.learningRate,
      warmupSteps: 100,
      steps: parseWhole('--steps', flags.steps, 1),
      decay: parseShare('--cool-down', flags.coolDown),
    },
    seed,
    checkpoint: join(flags.out, `${kind}.ckpt`),
    saveEvery: 100,
    session: { device: parseDevice(flags.device), threads: parseWhole('--threads', flags.threads) },
    ...(flags.workers !== undefined && { workers: parseWhole('--workers', flags.workers, 1) }),
    progress: (line: ProgressLine) => {
      appendFileSync(log, `${JSON.stringify(line)}\n`);
      process.stderr.write(`${formatProgress(line)}\n`);
    },
  };
}

async function openWeighted(spec: string, seed: number): Promise<WeightedSource> {
  const [, path, weight] = /^(.*?)(?:=([^=]*))?$/.exec(spec)!;
  const procedural = { width: 128, height: 128, count: 100_000, seed };
  return {
    source: await openImages(path, { procedural }),
    weight: weight === undefined ? 1 : parsePositive(`--images ${path}`, weight),
  };
}

/** The command that repeats a training run; pictures by their names, not by where they lie. */
function trainCommand(
  kind: string,
  { images = ['procedural'], steps, seed, weightDecay, batch, from }: TrainFlags,
  { optimizer, schedule, workers }: TrainingOptions,
): string {
  const pictures = images.flatMap(spec => ['--images', portableName(spec)]);
  const rates = [
    '--learning-rate',
    `${optimizer.learningRate}`,
    '--cool-down',
    `${schedule.decay}`,
    '--weight-decay',
    weightDecay,
  ];
  const numbers = ['--optimizer', optimizer.name, ...rates, '--steps', steps, '--seed', seed];
  const crops = batch === '1' ? [] : ['--batch', batch];
  const sharing = workers === undefined ? [] : ['--workers', `${workers}`];
  const start = from !== undefined ? ['--from', portableName(from)] : [];
  return commandLine(['semlink', 'train', kind, ...start, ...pictures, ...numbers, ...crops, ...sharing]);
}
