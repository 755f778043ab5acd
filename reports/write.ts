import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { ConfigError, configError, RuntimeFailure } from '../kernels/errors.ts';
import type { BeamformingResult } from '../sim/beamforming/results.ts';
import type { RunResult } from '../sim/cell/results.ts';
import type { ComparisonResult } from '../sim/comparison/results.ts';
import type { LoadResult } from '../sim/load/results.ts';
import type { PersonalResult } from '../sim/personal/results.ts';
import type { StudyResult } from '../sim/study/results.ts';
import { renderBeamforming } from './beamforming/page.ts';
import { beamformingResultSchema } from './beamforming/schema.ts';
import { renderReport } from './cell/page.ts';
import { renderComparison } from './comparison/page.ts';
import { comparisonResultSchema } from './comparison/schema.ts';
import { renderLoad } from './load/page.ts';
import { loadResultSchema } from './load/schema.ts';
import { renderPersonal } from './personal/page.ts';
import { personalResultSchema } from './personal/schema.ts';
import { runResultSchema } from './resultSchema.ts';
import { renderStudyReport } from './study/page.ts';
import { studyResultSchema } from './study/schema.ts';

/**
 * Writes the report of a run to `file`, whole or not at all: into a new file beside it that then takes its name.
 * Throws RuntimeFailure if the disk refuses.
 */
export async function writeReport(result: AnyResult, file: string): Promise<void> {
  const page = render(result);
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

/** What a result file may hold. */
export type AnyResult =
  | RunResult
  | StudyResult
  | ComparisonResult
  | BeamformingResult
  | LoadResult
  | PersonalResult;

function render(result: AnyResult): string {
  switch (result.format) {
    case 'semlink-run-1':
      return renderReport(result);
    case 'semlink-optimizers-1':
      return renderStudyReport(result);
    case 'semlink-comparison-1':
      return renderComparison(result);
    case 'semlink-beamforming-1':
      return renderBeamforming(result);
    case 'semlink-load-1':
      return renderLoad(result);
    case 'semlink-personal-1':
      return renderPersonal(result);
  }
}

const SCHEMAS: ReadonlyMap<unknown, z.ZodType<AnyResult>> = new Map<unknown, z.ZodType<AnyResult>>([
  ['semlink-run-1', runResultSchema],
  ['semlink-optimizers-1', studyResultSchema],
  ['semlink-comparison-1', comparisonResultSchema],
  ['semlink-beamforming-1', beamformingResultSchema],
  ['semlink-load-1', loadResultSchema],
  ['semlink-personal-1', personalResultSchema],
]);
const FORMATS = [...SCHEMAS.keys()].map(format => `'${format}'`).join(' or ');

/**
 * Reads a result file of a known format. Throws ConfigError naming the file and every field that is wrong.
 */
export async function readResult(file: string): Promise<AnyResult> {
  const parsed = parse(await read(file), file);
  if (typeof parsed !== 'object' || parsed === null || !('format' in parsed))
    throw configError('result-format', `${file}: format`, `is missing; a result file has format ${FORMATS}`);
  const schema = SCHEMAS.get(parsed.format);
  if (!schema)
    throw configError(
      'result-format',
      `${file}: format`,
      `is ${JSON.stringify(parsed.format)}; this version reads ${FORMATS}`,
    );
  const checked = schema.safeParse(parsed);
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
