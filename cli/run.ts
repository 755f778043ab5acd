import { join } from 'node:path';
import type { Command } from 'commander';
import { openImages } from '../models/data/open.ts';
import type { ImageSource } from '../models/data/source.ts';
import { DEVICES, parseDevice } from '../models/runtime/device.ts';
import { loadCodec, loadDenoiser, SHIPPED_MODELS } from '../models/weights/load.ts';
import { runCampaign } from '../sim/campaign.ts';
import type { Progress } from '../sim/progress.ts';
import type { RunResult } from '../sim/results.ts';
import { parseScenario, type Scenario } from '../sim/scenario.ts';
import { applySettings, withValue } from '../sim/settings.ts';
import { isOptimizerStudy } from '../sim/study/scenario.ts';
import { commandLine } from './commandLine.ts';
import { EXIT } from './failure.ts';
import { loadScenario } from './loadScenario.ts';
import { modelsOption } from './modelFolder.ts';
import { parseWhole } from './numbers.ts';
import { type OutputFolder, openOutputFolder } from './outputFolder.ts';
import { pointsCsv } from './pointsCsv.ts';
import { pointsTable } from './pointsTable.ts';
import { formatDuration, progressLine } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { repeatable } from './repeatable.ts';
import { runOptimizerStudy } from './runStudy.ts';

interface RunFlags {
  readonly set?: readonly string[];
  readonly seed: string;
  readonly device: string;
  readonly batch: string;
  readonly images?: string;
  readonly models: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `semlink run SCENARIO`: simulates a scenario, prints its table and writes result.json, points.csv and report.html. */
export function registerRun(program: Command): void {
  program
    .command('run')
    .description('simulate a scenario, or compare optimizers, and write the report')
    .argument(
      '<scenario>',
      'name of a scenario that comes with semlink, or path of your own (.ts, .js, .json)',
    )
    .option('--set <path=value>', 'change a field of the scenario; repeatable', repeatable)
    .option('--seed <n>', 'seed of all randomness', '1')
    .option('--device <name>', `where the networks run: ${DEVICES.join(', ')}`, 'auto')
    .option('--images <path>', 'send these pictures: a folder, a picture or a CIFAR-10 file (.bin)')
    .addOption(modelsOption('--models <dir>', 'folder with the codec and the denoiser to use'))
    .option('--out <dir>', 'folder for the results (default: runs/SCENARIO-seedN)')
    .option('--batch <n>', 'most pictures per network call; changes speed and memory, never a result', '64')
    .option('--json', 'print the result as one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  semlink run omdma
  semlink run omdma --set snrDb=0:2:20 --set users=2,4,8 --seed 7
  semlink run single-user --images ~/photos --set trials=8
  semlink run optimizers --set steps=100 --images cifar-10/test.bin
  semlink run my-cell.ts --out results --json > result.json`,
    )
    .action(run);
}

async function run(nameOrPath: string, flags: RunFlags): Promise<void> {
  const seed = parseWhole('--seed', flags.seed);
  const batch = parseWhole('--batch', flags.batch, 1);
  const loaded = applySettings(await loadScenario(nameOrPath), flags.set ?? []);
  if (isOptimizerStudy(loaded)) return runStudy(nameOrPath, loaded, seed, flags);
  const scenario = parseScenario(withImages(loaded, ['images', 'source'], flags));
  const images = await openScenarioImages(scenario, seed);
  const models = await loadModels(flags);
  const folder = openOutputFolder(flags.out ?? join('runs', `${scenario.name}-seed${seed}`));

  const about = { ...models.about, command: repeatCommand(nameOrPath, flags) };
  const result = await watched(folder, onProgress =>
    runCampaign(scenario, { seed, batch, images, ...models.networks, about, onProgress }),
  );

  const json = `${JSON.stringify(result)}\n`;
  folder.write('result.json', json);
  folder.write('points.csv', pointsCsv(result.points));
  // The report's DOM takes half a second to load: not before there is something to draw.
  const { renderReport } = await import('../reports/page.ts');
  folder.write('report.html', renderReport(result));
  process.stdout.write(flags.json ? json : summary(result, folder));
}

async function runStudy(nameOrPath: string, loaded: unknown, seed: number, flags: RunFlags): Promise<void> {
  const { device, models, out, json = false } = flags;
  await runOptimizerStudy(withImages(loaded, ['images'], flags), {
    seed,
    device: parseDevice(device),
    models,
    out,
    json,
    command: repeatCommand(nameOrPath, flags),
  });
}

function withImages(scenario: unknown, path: readonly string[], { images }: RunFlags): unknown {
  return images === undefined ? scenario : withValue(scenario, path, images);
}

async function openScenarioImages({ images }: Scenario, seed: number): Promise<ImageSource> {
  // Networks train on procedural pictures of seeds from 0 on, so these are none that they know.
  const procedural = { width: images.width, height: images.height, count: 1_000_000, seed: -1 - seed };
  return openImages(images.source, { procedural });
}

async function loadModels(flags: RunFlags) {
  const device = parseDevice(flags.device);
  const where = { device, directory: flags.models };
  const codec = await loadCodec(where);
  const denoiser = await loadDenoiser(where);
  const devices = new Set([codec.deviceUsed, denoiser.deviceUsed]);
  return {
    networks: { codec: codec.model, denoiser: denoiser.model },
    about: {
      models: [codec.provenance, denoiser.provenance],
      deviceRequested: device,
      deviceUsed: [...devices].join(' and '),
    },
  };
}

/** Runs a campaign under a progress line. Ctrl-C ends the program and leaves no folder behind that was not there. */
async function watched(
  folder: OutputFolder,
  campaign: (onProgress: (progress: Progress) => void) => Promise<RunResult>,
): Promise<RunResult> {
  const line = progressLine();
  const onInterrupt = () => {
    line.clear();
    folder.discardIfEmpty();
    process.stderr.write('semlink: interrupted, no results were written\n');
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', onInterrupt);
  line.show('choosing and encoding pictures');
  try {
    return await campaign(progress => line.show(describe(progress)));
  } catch (error) {
    folder.discardIfEmpty();
    throw error;
  } finally {
    process.off('SIGINT', onInterrupt);
    line.clear();
  }
}

function describe({ pointsDone, points, picturesPerSecond, secondsLeft }: Progress): string {
  const rate = picturesPerSecond.toPrecision(3);
  return `${pointsDone} of ${points} points · ${rate} pictures/s · ${formatDuration(secondsLeft)} left`;
}

function summary({ scenario, points, provenance }: RunResult, folder: OutputFolder): string {
  return `${scenario.title}

${pointsTable(points)}

± is half of the 95 % interval over ${points[0].psnrDb.count} frames. ${ranOn(provenance)}
Report: ${join(folder.path, 'report.html')}
`;
}

function repeatCommand(nameOrPath: string, { set = [], seed, device, images, models }: RunFlags): string {
  return commandLine([
    ...['npx', 'semlink', 'run', nameOrPath, '--seed', seed],
    ...set.flatMap(setting => ['--set', setting]),
    ...(images === undefined ? [] : ['--images', images]),
    ...(device === 'auto' ? [] : ['--device', device]),
    ...(models === SHIPPED_MODELS ? [] : ['--models', models]),
  ]);
}
