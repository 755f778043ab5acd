import { configError } from '../../kernels/errors.ts';
import { show } from '../scenarioFields.ts';

/** Throws a ConfigError `network` unless `holds`; `valid` completes the sentence "… is not …". */
export function need(holds: boolean, path: string, value: unknown, valid: string): void {
  // JSON would turn NaN and infinities into null.
  const shown = typeof value === 'number' ? String(value) : show(value);
  if (!holds) throw configError('network', path, `${shown} is not ${valid}`);
}

export function needPositive(path: string, value: number, unit: string): void {
  need(value > 0 && value < Number.POSITIVE_INFINITY, path, value, `a positive number of ${unit}`);
}

/** A time or duration: whole nanoseconds from 0 on. */
export function needNs(path: string, value: number): void {
  need(Number.isSafeInteger(value) && value >= 0, path, value, 'a whole number of nanoseconds, 0 or more');
}
