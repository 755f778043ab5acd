import { join } from 'node:path';
import type { Command } from 'commander';

/** `semlink report DIR`: draws the report of a finished run once more. */
export function registerReport(program: Command): void {
  program
    .command('report')
    .description('draw the report of a finished run again, from its result.json')
    .argument('<dir>', 'output folder of a run')
    .addHelpText('after', '\nExample:\n  semlink report runs/omdma-seed1')
    .action(report);
}

async function report(dir: string): Promise<void> {
  // Other commands need not wait for the report's DOM, which takes half a second to load.
  const { readResult, writeReport } = await import('../reports/write.ts');
  const result = await readResult(join(dir, 'result.json'));
  const file = join(dir, 'report.html');
  await writeReport(result, file);
  process.stdout.write(`${file}\n`);
}
