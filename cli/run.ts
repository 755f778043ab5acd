import type { Command } from 'commander';
import { DEVICES } from '../models/runtime/device.ts';
import { SHIPPED_MODELS } from '../models/weights/load.ts';
import { isBeamforming } from '../sim/beamforming/scenario.ts';
import { isComparison } from '../sim/comparison/scenario.ts';
import { isLoadExperiment } from '../sim/load/scenario.ts';
import { isPersonal } from '../sim/personal/scenario.ts';
import { applySettings, withValue } from '../sim/settings.ts';
import { isOptimizerStudy } from '../sim/study/scenario.ts';
import { commandLine } from './commandLine.ts';
import { loadScenario } from './loadScenario.ts';
import { modelsOption } from './modelFolder.ts';
import { parseWhole } from './numbers.ts';
import { repeatable } from './repeatable.ts';
import { runBeamformingExperiment } from './runBeamforming.ts';
import { runCell } from './runCell.ts';
import { runComparisonOfLinks } from './runComparison.ts';
import { runLoadExperiment } from './runLoad.ts';
import { runPersonalModels } from './runPersonal.ts';
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
    .description('simulate a scenario, or compare links or optimizers, and write the report')
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
  semlink run single-user-comparison --images cifar-10/test.bin --set images.count=96
  semlink run correlated-users --images eth80 --set images.match=090-
  semlink run load --set users=16 --set offeredLoad=0.5,1,2,4
  semlink run personal-models --images cifar-10/data.bin
  semlink run optimizers --set steps=100 --images cifar-10/test.bin
  semlink run my-cell.ts --out results --json > result.json`,
    )
    .action(run);
}

async function run(nameOrPath: string, flags: RunFlags): Promise<void> {
  const seed = parseWhole('--seed', flags.seed);
  const batch = parseWhole('--batch', flags.batch, 1);
  const loaded = applySettings(await loadScenario(nameOrPath), flags.set ?? []);
  const experiment = { ...flags, seed, batch, command: repeatCommand(nameOrPath, flags) };
  if (isOptimizerStudy(loaded)) return runOptimizerStudy(withImages(loaded, ['images'], flags), experiment);
  if (isPersonal(loaded))
    return runPersonalModels(withImages(loaded, ['images', 'sources'], flags), experiment);
  const scenario = withImages(loaded, ['images', 'source'], flags);
  if (isComparison(loaded)) return runComparisonOfLinks(scenario, experiment);
  if (isBeamforming(loaded)) return runBeamformingExperiment(scenario, experiment);
  if (isLoadExperiment(loaded)) return runLoadExperiment(scenario, experiment);
  return runCell(scenario, experiment);
}

function withImages(scenario: unknown, path: readonly string[], { images }: RunFlags): unknown {
  return images === undefined ? scenario : withValue(scenario, path, images);
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
