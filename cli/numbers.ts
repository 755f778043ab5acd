import { configError } from '../kernels/errors.ts';

/** A whole number ≥ `least` out of an option's text. Throws ConfigError naming the option. */
export function parseWhole(option: string, text: string, least = 0): number {
  return parse(option, text, `a whole number of at least ${least}`, value => {
    return Number.isSafeInteger(value) && value >= least;
  });
}

/** A number ≥ 0 out of an option's text. Throws ConfigError naming the option. */
export function parseNotNegative(option: string, text: string): number {
  return parse(option, text, 'a number of at least 0', value => Number.isFinite(value) && value >= 0);
}

/** A number > 0 out of an option's text. Throws ConfigError naming the option. */
export function parsePositive(option: string, text: string): number {
  return parse(option, text, 'a number above 0', value => Number.isFinite(value) && value > 0);
}

/** A number between 0 and 1 out of an option's text. Throws ConfigError naming the option. */
export function parseShare(option: string, text: string): number {
  return parse(option, text, 'a number between 0 and 1', value => value >= 0 && value <= 1);
}

function parse(option: string, text: string, valid: string, holds: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() === '' || !holds(value))
    throw configError('option-number', option, `"${text}" is not ${valid}`);
  return value;
}
