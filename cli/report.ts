import { dirname, join } from 'node:path';
import type { Command } from 'commander';

/** `semlink report PATH`: draws the report of a finished run once more. */
export function registerReport(program: Command): void {
  program
    .command('report')
    .description('draw the report of a finished run again')
    .argument('<path>', 'output folder of a run, or a result file (.json)')
    .option('--out <file>', 'where to write the page (default: report.html beside the result)')
    .addHelpText(
      'after',
      `
Examples:
  semlink report runs/omdma-seed1
  semlink report docs/results/users.json --out users.html`,
    )
    .action(report);
}

async function report(path: string, { out }: { readonly out?: string }): Promise<void> {
  // Other commands need not wait for the report's DOM, which takes half a second to load.
  const { readResult, writeReport } = await import('../reports/write.ts');
  const source = path.endsWith('.json') ? path : join(path, 'result.json');
  const result = await readResult(source);
  const file = out ?? join(dirname(source), 'report.html');
  await writeReport(result, file);
  process.stdout.write(`${file}\n`);
}
