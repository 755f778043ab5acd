import { join } from 'node:path';
import { type OutputFolder, openOutputFolder } from './outputFolder.ts';

/** What the command line says about a run of any kind of scenario. */
export interface ExperimentFlags {
  readonly seed: number;
  readonly batch: number;
  readonly device: string;
  readonly models: string;
  readonly out?: string;
  readonly json?: boolean;
  /** The command that repeats the run. */
  readonly command: string;
}

/** The folder that was asked for, else `runs/NAME-seedN`. */
export function experimentFolder(name: string, { out, seed }: ExperimentFlags): OutputFolder {
  return openOutputFolder(out ?? join('runs', `${name}-seed${seed}`));
}

/** What a finished run prints and leaves behind. */
export interface Findings<Result> {
  readonly result: Result;
  readonly csv: string;
  /** Name of the file with the table; points.csv unless given. */
  readonly csvName?: string;
  /** Loads the report's code, whose DOM takes half a second: not before there is something to draw. */
  readonly report: () => Promise<(result: Result) => string>;
  /** For people; the path of the report comes after it. */
  readonly summary: string;
}

/** Writes result.json, the table and report.html, and prints the summary, or with `--json` the result. */
export async function publish<Result>(
  folder: OutputFolder,
  { result, csv, csvName = 'points.csv', report, summary }: Findings<Result>,
  { json }: ExperimentFlags,
): Promise<void> {
  const text = `${JSON.stringify(result)}\n`;
  folder.write('result.json', text);
  folder.write(csvName, csv);
  folder.write('report.html', (await report())(result));
  process.stdout.write(json ? text : `${summary}\nReport: ${join(folder.path, 'report.html')}\n`);
}
