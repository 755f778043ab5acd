import { configError } from '../kernels/errors.ts';

/** Checks of numbers that a user may set. Each returns the value, or throws ConfigError `channel-setting` with its path. */

/** A finite number above 0. */
export function positive(path: string, value: number): number {
  return checked(path, value, value > 0 && Number.isFinite(value), 'a number above 0');
}

/** A finite number of at least 0. */
export function nonNegative(path: string, value: number): number {
  return checked(path, value, value >= 0 && Number.isFinite(value), 'a number of at least 0');
}

/** Any finite number. */
export function finite(path: string, value: number): number {
  return checked(path, value, Number.isFinite(value), 'a finite number');
}

/** A whole number between `low` and `high`. */
export function wholeNumber(
  path: string,
  value: number,
  low: number,
  high = Number.MAX_SAFE_INTEGER,
): number {
  const range = high === Number.MAX_SAFE_INTEGER ? `of at least ${low}` : `between ${low} and ${high}`;
  const good = Number.isSafeInteger(value) && value >= low && value <= high;
  return checked(path, value, good, `a whole number ${range}`);
}

function checked(path: string, value: number, good: boolean, valid: string): number {
  if (!good) throw configError('channel-setting', path, `${value} is not ${valid}`);
  return value;
}
