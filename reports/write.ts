import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConfigError, configError, RuntimeFailure } from '../kernels/errors.ts';
import type { RunResult } from '../sim/results.ts';
import { renderReport } from './page.ts';
import { runResultSchema } from './resultSchema.ts';

/**
 * Writes the report of a run to `file`, whole or not at all: into a new file beside it that then takes its name.
 * Throws RuntimeFailure if the disk refuses.
 */
export async function writeReport(result: RunResult, file: string): Promise<void> {
  const page = renderReport(result);
  const unfinished = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`);
  try {
    await writeFile(unfinished, page, { flag: 'wx' });
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new RuntimeFailure('report-write', `cannot write the report to ${file}: ${reason(cause)}`, {
      cause,
    });
  }
}

/**
 * Reads a result file of format 'semlink-run-1'. Throws ConfigError naming the file and every field that is wrong.
 */
export async function readResult(file: string): Promise<RunResult> {
  const parsed = parse(await read(file), file);
  if (typeof parsed !== 'object' || parsed === null || !('format' in parsed))
    throw configError(
      'result-format',
      `${file}: format`,
      "is missing; a result file has format 'semlink-run-1'",
    );
  if (parsed.format !== 'semlink-run-1')
    throw configError(
      'result-format',
      `${file}: format`,
      `is ${JSON.stringify(parsed.format)}; this version reads 'semlink-run-1'`,
    );
  const checked = runResultSchema.safeParse(parsed);
  if (checked.success) return checked.data;
  throw new ConfigError(
    'result-field',
    checked.error.issues.map(issue => ({ path: `${file}: ${issue.path.join('.')}`, message: issue.message })),
    { cause: checked.error },
  );
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw configError('result-file', file, `cannot be read: ${reason(cause)}`, cause);
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw configError('result-json', file, `is not JSON: ${reason(cause)}`, cause);
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
