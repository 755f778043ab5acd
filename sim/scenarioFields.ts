import { z } from 'zod';
import { ConfigError, configError, type Problem } from '../kernels/errors.ts';
import { didYouMean } from './suggest.ts';

/** A value as an error message shows it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** One value for which `holds`; `valid` completes the sentence "… is not …". */
export function one<T>(valid: string, holds: (value: unknown) => boolean) {
  return z.custom<T>(holds, { error: issue => `${show(issue.input)} is not ${valid}` });
}

/** One value or a list of different values for each of which `holds`; always a list after parsing. */
export function oneOrMore<T>(valid: string, holds: (value: unknown) => boolean) {
  const isList = (value: unknown) =>
    list(value).length > 0 && list(value).every(holds) && new Set(list(value)).size === list(value).length;
  const error = ({ input }: { input?: unknown }) => {
    const values = list(input);
    if (values.length === 0) return `the list is empty; give ${valid}`;
    const wrong = values.filter(value => !holds(value));
    if (wrong.length > 0) return `${wrong.map(show).join(', ')} is not ${valid}`;
    return `${show(values.find((value, index) => values.indexOf(value) !== index))} is listed twice`;
  };
  return z.custom<T | readonly T[]>(isList, { error }).transform(value => list(value) as readonly T[]);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

export function isNumberIn(low: number, high: number): (value: unknown) => boolean {
  return value => typeof value === 'number' && value >= low && value <= high;
}

export function isWholeIn(low: number, high: number): (value: unknown) => boolean {
  return value => Number.isInteger(value) && isNumberIn(low, high)(value);
}

export function isOneOf(names: readonly string[]): (value: unknown) => boolean {
  return value => typeof value === 'string' && names.includes(value);
}

const pixels = one<number>('a whole number of pixels between 16 and 2048', isWholeIn(16, 2048));

/** The pictures that are sent. */
export const imageFields = {
  /** 'procedural', or a folder of pictures, one picture, or a CIFAR-10 binary file. */
  source: one<string>(
    "'procedural' or the path of a folder of pictures",
    value => typeof value === 'string' && value.length > 0,
  ).default('procedural'),
  /** Size of procedural pictures in pixels. */
  width: pixels.default(64),
  height: pixels.default(64),
} as const;

/** 10 log10(P/N0) per complex channel use. */
export const snrDbField = oneOrMore<number>(
  'a number or a list of numbers between -30 and 60',
  isNumberIn(-30, 60),
);

/** Steps of the denoiser at the receiver; 0 = none. */
export const denoiserStepsField = oneOrMore<number>(
  'a whole number between 0 and 50, or a list of them',
  isWholeIn(0, 50),
);

/** What every kind of scenario says of itself. */
export const aboutFields = {
  /** Names the output folder: small letters, digits and hyphens. */
  name: one<string>(
    'a name of small letters, digits and hyphens',
    value => typeof value === 'string' && /^[a-z0-9][a-z0-9-]*$/.test(value),
  ),
  title: one<string>('a line of text', value => typeof value === 'string' && value.length > 0).optional(),
  description: one<string>('text', value => typeof value === 'string').default(''),
} as const;

/**
 * Fills in defaults and checks.
 *
 * @param kind what it is, for the message when it is no object: "a scenario"
 * @param keysAt the keys that are valid at a path
 * @throws ConfigError `scenario` that lists every problem with its path, value and what is valid
 */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  kind: string,
  keysAt: (path: string) => readonly string[],
): z.output<Schema> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw configError('scenario', '', `${kind} is an object, not ${show(input)}`);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ConfigError('scenario', problemsOf(parsed.error, keysAt), { cause: parsed.error });
}

function problemsOf(error: z.ZodError, keysAt: (path: string) => readonly string[]): Problem[] {
  return error.issues.flatMap(issue => {
    const path = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    const known = keysAt(path);
    return issue.keys.map(key => ({
      path: path ? `${path}.${key}` : key,
      message: `unknown key${didYouMean(key, known) || `; known are ${known.join(', ')}`}`,
    }));
  });
}
