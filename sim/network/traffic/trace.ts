import { readFileSync } from 'node:fs';
import { type ConfigError, configError } from '../../../kernels/errors.ts';
import { show } from '../../scenarioFields.ts';
import type { ArrivalProcess } from './arrivals.ts';

/** Recorded arrivals in the order of time. */
export type Trace = readonly { readonly timeNs: number; readonly user: number }[];

/** Columns that hold the time, with nanoseconds per unit. */
const TIMES: Readonly<Record<string, number>> = { timeNs: 1, timeUs: 1e3, timeMs: 1e6, timeS: 1e9 };
const TIME_NAMES = Object.keys(TIMES).join(', ');

/** A line as names and values. */
type Row = Readonly<Record<string, unknown>>;

/**
 * Reads recorded arrivals: CSV with a header such as `timeMs,user`, or one JSON object a line such as `{"timeMs": 1.5, "user": 0}`. The
 * time is in a field `timeNs`, `timeUs`, `timeMs` or `timeS`, users count from 0; other fields and empty lines are passed over.
 *
 * @throws ConfigError `trace` that names the line of the first thing wrong: an unknown header, a time that is no number, is
 *   negative or runs backwards, a user that does not exist; `trace-file` when the file cannot be read
 */
export function readTrace(file: string, users: number): Trace {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw configError('trace-file', file, 'this trace file cannot be read', cause);
  }
  return parseTrace(text, file, users);
}

/** As `readTrace`, from text; `file` is named in messages. */
export function parseTrace(text: string, file: string, users: number): Trace {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), at: `${file}, line ${index + 1}` }))
    .filter(({ line }) => line !== '');
  const isJson = lines[0]?.line.startsWith('{');
  const rows = isJson ? lines.map(({ line, at }) => ({ row: jsonRow(line, at), at })) : csvRows(lines);
  if (rows.length === 0) throw wrong(file, 'holds no arrivals');
  const trace: { timeNs: number; user: number }[] = [];
  for (const { row, at } of rows) {
    const timeNs = timeOf(row, at);
    const beforeNs = trace.at(-1)?.timeNs ?? 0;
    if (timeNs < beforeNs)
      throw wrong(at, `time runs backwards: ${timeNs} ns after ${beforeNs} ns; sort the file by time`);
    const user = numberOf(row.user);
    if (!(Number.isInteger(user) && user >= 0 && user < users))
      throw wrong(at, `user ${show(row.user)} is not a whole number from 0 to ${users - 1}`);
    trace.push({ timeNs, user });
  }
  return trace;
}

/** The arrivals of one user in a trace. */
export function traceArrivals(trace: Trace, user: number): ArrivalProcess {
  let next = 0;
  return () => {
    while (next < trace.length && trace[next].user !== user) next++;
    return next < trace.length ? trace[next++].timeNs : undefined;
  };
}

function csvRows(lines: readonly { line: string; at: string }[]): { row: Row; at: string }[] {
  if (lines.length === 0) return [];
  const cells = (line: string) => line.split(',').map(cell => cell.trim());
  const header = cells(lines[0].line);
  if (!header.includes('user') || !header.some(name => Object.hasOwn(TIMES, name)))
    throw wrong(lines[0].at, `the header ${show(lines[0].line)} lacks user or one of ${TIME_NAMES}`);
  return lines.slice(1).map(({ line, at }) => {
    const values = cells(line);
    return { row: Object.fromEntries(header.map((name, i) => [name, values[i]])), at };
  });
}

function jsonRow(line: string, at: string): Row {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Row;
  } catch (cause) {
    throw configError('trace', at, `${show(line)} is no JSON`, cause);
  }
  throw wrong(at, `${show(line)} is no JSON object`);
}

function timeOf(row: Row, at: string): number {
  const name = Object.keys(TIMES).find(column => row[column] !== undefined);
  if (name === undefined) throw wrong(at, `there is no ${TIME_NAMES}`);
  const timeNs = Math.round(numberOf(row[name]) * TIMES[name]);
  if (!(Number.isSafeInteger(timeNs) && timeNs >= 0))
    throw wrong(at, `${name} ${show(row[name])} is not a time from 0 to ${Number.MAX_SAFE_INTEGER} ns`);
  return timeNs;
}

/** A number, also one in text as CSV has it; anything else is NaN. */
function numberOf(value: unknown): number {
  if (typeof value === 'string' && value !== '') return Number(value);
  return typeof value === 'number' ? value : Number.NaN;
}

function wrong(path: string, message: string): ConfigError {
  return configError('trace', path, message);
}
