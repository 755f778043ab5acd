import { configError } from '../kernels/errors.ts';
import { show } from './scenarioFields.ts';

type Plain = Record<string, unknown>;

/**
 * A copy of `scenario` with settings such as `snrDb=0:5:20` or `images.width=96` applied in order. A value is a number,
 * true or false, a range start:step:stop or start:stop, a comma list of these, or else text. Whether path and value make
 * sense is for `parseScenario` to say. Throws a `ConfigError` for a setting that is not path=value.
 */
export function applySettings(scenario: unknown, settings: readonly string[]): unknown {
  let result = scenario;
  for (const setting of settings) {
    const match = /^([a-zA-Z][\w-]*(?:\.[a-zA-Z][\w-]*)*)=(.*)$/s.exec(setting);
    if (match === null)
      throw configError('setting', '--set', `${show(setting)} is not path=value, such as snrDb=0:5:20`);
    result = withValue(result, match[1].split('.'), parseValue(match[2]));
  }
  return result;
}

/** A copy of `target` in which the field at this path holds `value`. */
export function withValue(target: unknown, [key, ...rest]: readonly string[], value: unknown): Plain {
  const copy: Plain = isPlain(target) ? { ...target } : {};
  const inner = Object.hasOwn(copy, key) ? copy[key] : undefined;
  copy[key] = rest.length === 0 ? value : withValue(inner, rest, value);
  return copy;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseValue(text: string): unknown {
  const parts = text.split(',');
  const values = parts.flatMap(parseWord);
  return parts.length === 1 && !isRange(text) ? values[0] : values;
}

function parseWord(text: string): unknown[] {
  const word = text.trim();
  if (isRange(word)) return parseRange(word);
  if (word === 'true' || word === 'false') return [word === 'true'];
  return [isNumeric(word) ? Number(word) : word];
}

function parseRange(text: string): number[] {
  const numbers = text.split(':').map(Number);
  const [start, step, stop] = numbers.length === 3 ? numbers : [numbers[0], 1, numbers[1]];
  const count = Math.floor((stop - start) / step + 1e-9) + 1;
  if (!(count >= 1 && count <= 1000))
    throw configError('setting', '--set', `${text} is not a range start:step:stop of 1 to 1000 values`);
  return Array.from({ length: count }, (_, i) => Number((start + i * step).toPrecision(12)));
}

function isRange(text: string): boolean {
  const parts = text.split(':');
  return (parts.length === 2 || parts.length === 3) && parts.every(isNumeric);
}

function isNumeric(text: string): boolean {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
}
