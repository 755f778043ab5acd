import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { configError, RuntimeFailure } from '../../kernels/errors.ts';
import { recordSchema, type StudyRecord } from './records.ts';

/** The finished pieces of a study on disk. A kill loses at most the piece at work. */
export interface StudyStore {
  /** What earlier sittings finished. */
  readonly finished: readonly StudyRecord[];
  append(record: StudyRecord): void;
}

/**
 * Opens the file of a study, or starts it. Its first line says which study it is: everything that decides the results. A last line that was
 * cut off in the middle is dropped.
 *
 * @throws ConfigError `study-other` where the file belongs to another study, `study-file` where a line is none of a study;
 *   RuntimeFailure `study-write` where the disk refuses
 */
export function openStudyStore(file: string, study: Readonly<Record<string, unknown>>): StudyStore {
  const head = JSON.stringify(study);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const [first, ...lines] = whole.split('\n').slice(0, -1);
  if (first === undefined) {
    write(file, () => writeFileSync(file, `${head}\n`));
  } else if (first !== head) {
    throw configError(
      'study-other',
      file,
      `holds the runs of another study (${differences(first, study)}); use another --out, or delete the file`,
    );
  } else if (whole.length < text.length) {
    write(file, () => truncateSync(file, Buffer.byteLength(whole)));
  }
  return {
    finished: lines.map((line, index) => parseRecord(file, line, index + 2)),
    append: record => write(file, () => appendFileSync(file, `${JSON.stringify(record)}\n`)),
  };
}

function parseRecord(file: string, line: string, number: number): StudyRecord {
  const parsed = recordSchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  throw configError('study-file', `${file}, line ${number}`, 'is no finished run of a study', parsed.error);
}

/** The top-level fields in which the study on file differs from this one. */
function differences(first: string, study: Readonly<Record<string, unknown>>): string {
  const other = parseJson(first);
  if (typeof other !== 'object' || other === null) return 'its first line describes none';
  const there = other as Readonly<Record<string, unknown>>;
  const text = (value: unknown) => JSON.stringify(value) ?? 'nothing';
  return Object.keys({ ...there, ...study })
    .filter(key => text(there[key]) !== text(study[key]))
    .map(key => `${key} is ${text(there[key])} there and ${text(study[key])} here`)
    .join(', ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function write(file: string, action: () => void): void {
  try {
    action();
  } catch (cause) {
    throw new RuntimeFailure('study-write', `cannot write ${file}`, { cause });
  }
}
