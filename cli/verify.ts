import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { VerifyResult } from '../sim/verify/results.ts';
import type { VerifyProgress } from '../sim/verify/run.ts';
import { EXIT } from './failure.ts';
import { parseWhole } from './numbers.ts';
import { type OutputFolder, openOutputFolder } from './outputFolder.ts';
import { formatDuration, progressLine } from './progress.ts';
import { repeatable } from './repeatable.ts';
import { type Paint, verifyTable } from './verifyTable.ts';

interface VerifyFlags {
  readonly full?: boolean;
  readonly only?: readonly string[];
  readonly seed?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `semlink verify`: holds the simulator against closed forms; exit code 1 when a check fails. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('check the simulator against closed forms of the textbooks')
    .option('--full', 'all checks, down to low error rates, instead of the quick ones')
    .option('--only <id>', 'one check, or all whose id begins so, such as rayleigh; repeatable', repeatable)
    .option('--seed <n>', 'seed of all randomness, in place of the one that is fixed for the checks')
    .option('--out <dir>', 'also write verify.json and verify.html to this folder')
    .option('--json', 'print the result as one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  semlink verify
  semlink verify --full --out runs/verify
  semlink verify --only rayleigh --only awgn.bpsk.4dB`,
    )
    .action(run);
}

async function run(flags: VerifyFlags): Promise<void> {
  const seed = flags.seed === undefined ? undefined : parseWhole('--seed', flags.seed);
  // The expected values of all checks are computed as they load: not before another command is ruled out.
  const { allHold, verify } = await import('../sim/verify/run.ts');
  const [set, sections] = await chosenSet(flags);
  const folder = flags.out === undefined ? undefined : openOutputFolder(flags.out);
  const result = await watched(folder, onProgress =>
    verify(sections, { set, onProgress, ...(seed === undefined ? {} : { seed }) }),
  );
  const json = `${JSON.stringify(result)}\n`;
  if (folder) {
    folder.write('verify.json', json);
    // The report's DOM takes half a second to load: not before there is something to draw.
    const { renderVerifyReport } = await import('../reports/verify/page.ts');
    folder.write('verify.html', renderVerifyReport(result));
  }
  process.stdout.write(flags.json ? json : `${verifyTable(result, paint())}\n\n${summary(result)}\n`);
  if (!allHold(result)) process.exitCode = EXIT.failed;
}

async function chosenSet({ full, only }: VerifyFlags) {
  const { SECTIONS } = await import('../sim/verify/sections.ts');
  const { chosenChecks, quickChecks } = await import('../sim/verify/select.ts');
  if (only !== undefined) return ['chosen', chosenChecks(SECTIONS, only)] as const;
  return full ? (['full', SECTIONS] as const) : (['quick', quickChecks(SECTIONS)] as const);
}

/** Ctrl-C ends the program and leaves no folder behind that was not there. */
async function watched(
  folder: OutputFolder | undefined,
  verification: (onProgress: (progress: VerifyProgress) => void) => Promise<VerifyResult>,
): Promise<VerifyResult> {
  const line = progressLine();
  const onInterrupt = () => {
    line.clear();
    folder?.discardIfEmpty();
    process.stderr.write('semlink: interrupted, nothing was written\n');
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', onInterrupt);
  try {
    return await verification(progress => line.show(describe(progress)));
  } catch (error) {
    folder?.discardIfEmpty();
    throw error;
  } finally {
    process.off('SIGINT', onInterrupt);
    line.clear();
  }
}

function describe({ done, checks, at, secondsLeft }: VerifyProgress): string {
  const left = Number.isNaN(secondsLeft) ? '' : ` · ${formatDuration(secondsLeft)} left`;
  return `${done} of ${checks} checks${left} · ${at}`;
}

function summary(result: VerifyResult): string {
  const checks = result.sections.flatMap(section => section.checks);
  const failed = checks.filter(({ holds }) => !holds);
  const verdict =
    failed.length === 0
      ? `All ${checks.length} checks hold`
      : `${failed.length} of ${checks.length} checks ${failed.length === 1 ? 'fails' : 'fail'} (${failed.map(({ id }) => id).join(', ')})`;
  const { semlink, node } = result.versions;
  return `${verdict}. Error rates need at least ${result.leastErrors} errors and exact intervals, channels the same counts in batches of ${result.batchSizes.join(' and ')}.
Seed ${result.seed}, semlink ${semlink}, Node ${node}, ${formatDuration(result.seconds)}.`;
}

/** Colours on a terminal that wants them (no-color.org); the verdict is always a word as well. */
function paint(): Paint {
  const wanted = process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return wanted ? styleText : (_, text) => text;
}
