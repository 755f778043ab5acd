import { Command } from 'commander';
import { versions } from '../sim/versions.ts';
import { registerDoctor } from './doctor.ts';
import { EXIT, reportFailure } from './failure.ts';
import { registerModels } from './models.ts';
import { registerOptimizerPlan } from './optimizerPlan.ts';
import { registerReport } from './report.ts';
import { registerRun } from './run.ts';
import { registerTrain } from './train.ts';
import { registerVerify } from './verify.ts';

const COMMANDS = [
  registerRun,
  registerReport,
  registerTrain,
  registerModels,
  registerOptimizerPlan,
  registerVerify,
  registerDoctor,
];

/** Runs one command line and sets the exit code of the process. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('semlink')
    .description(
      'Simulates wireless links that carry meaning: neural codecs, keyed permutations, a diffusion denoiser.',
    )
    .version(versions().semlink, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', '\nStart with:\n  semlink run omdma')
    .exitOverride();
  for (const register of COMMANDS) register(program);
  process.stdout.on('error', onBrokenOutput);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

/** A reader that has seen enough, such as `head`, is no failure. */
function onBrokenOutput(error: NodeJS.ErrnoException): never {
  process.exit(error.code === 'EPIPE' ? EXIT.done : reportFailure(error));
}
