import { configError } from '../../kernels/errors.ts';

/** @throws ConfigError unless the value is a finite number of at least 0 */
export function requireNotNegative(path: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value)))
    throw configError('optimizer-rate', path, `is ${value}; must be a number of at least 0`);
}
