import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';
import { configError, RuntimeFailure } from '../kernels/errors.ts';

/** Finished pieces of a long work on disk. A kill loses at most the piece at work. */
export interface RecordFile<Piece> {
  /** What earlier sittings finished. */
  readonly finished: readonly Piece[];
  append(piece: Piece): void;
}

/** What the file holds, for its messages and the codes of its errors. */
export interface RecordKind<Piece> {
  /** 'study' gives the codes `study-other`, `study-file` and `study-write`. */
  readonly code: string;
  /** What belongs together, 'runs of another study', and one piece, 'finished run of a study'. */
  readonly others: string;
  readonly piece: string;
  /** What to do about a file of another work. */
  readonly advice: string;
  readonly schema: z.ZodType<Piece>;
}

/**
 * Opens a file of finished pieces, or starts it. Its first line says which work it is: everything that decides the results. A last line
 * that was cut off in the middle is dropped.
 *
 * @throws ConfigError `…-other` where the file belongs to another work, `…-file` where a line is no piece; RuntimeFailure `…-write` where
 *   the disk refuses
 */
export function openRecordFile<Piece>(
  file: string,
  work: Readonly<Record<string, unknown>>,
  { code, others, piece, advice, schema }: RecordKind<Piece>,
): RecordFile<Piece> {
  const write = (action: () => void) => {
    try {
      action();
    } catch (cause) {
      throw new RuntimeFailure(`${code}-write`, `cannot write ${file}`, { cause });
    }
  };
  const parse = (line: string, number: number) => {
    const parsed = schema.safeParse(parseJson(line));
    if (parsed.success) return parsed.data;
    throw configError(`${code}-file`, `${file}, line ${number}`, `is no ${piece}`, parsed.error);
  };
  const head = JSON.stringify(work);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const [first, ...lines] = whole.split('\n').slice(0, -1);
  if (first === undefined) {
    write(() => writeFileSync(file, `${head}\n`));
  } else if (first !== head) {
    throw configError(
      `${code}-other`,
      file,
      `holds the ${others} (${differences(first, work)}); ${advice}, or delete the file`,
    );
  } else if (whole.length < text.length) {
    write(() => truncateSync(file, Buffer.byteLength(whole)));
  }
  return {
    finished: lines.map((line, index) => parse(line, index + 2)),
    append: record => write(() => appendFileSync(file, `${JSON.stringify(record)}\n`)),
  };
}

/** The top-level fields in which the work on file differs from this one. */
function differences(first: string, work: Readonly<Record<string, unknown>>): string {
  const other = parseJson(first);
  if (typeof other !== 'object' || other === null) return 'its first line describes none';
  const there = other as Readonly<Record<string, unknown>>;
  const text = (value: unknown) => JSON.stringify(value) ?? 'nothing';
  return Object.keys({ ...there, ...work })
    .filter(key => text(there[key]) !== text(work[key]))
    .map(key => `${key} is ${text(there[key])} there and ${text(work[key])} here`)
    .join(', ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
