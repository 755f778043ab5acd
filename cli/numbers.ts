import { configError } from '../kernels/errors.ts';

/** A whole number ≥ `least` out of an option's text. Throws ConfigError naming the option. */
export function parseWhole(option: string, text: string, least = 0): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least)
    throw configError('option-number', option, `"${text}" is not a whole number of at least ${least}`);
  return value;
}

/** A number ≥ 0 out of an option's text. Throws ConfigError naming the option. */
export function parseNotNegative(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw configError('option-number', option, `"${text}" is not a number of at least 0`);
  return value;
}

/** A number > 0 out of an option's text. Throws ConfigError naming the option. */
export function parsePositive(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw configError('option-number', option, `"${text}" is not a number above 0`);
  return value;
}

/** A number between 0 and 1 out of an option's text. Throws ConfigError naming the option. */
export function parseShare(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw configError('option-number', option, `"${text}" is not a number between 0 and 1`);
  return value;
}
