import { NumericError } from '../../kernels/errors.ts';

/**
 * Jain's index (Σx)²/(n Σx²) of what n users have: 1 when all have the same, k/n when k of them have the same and the others
 * nothing. Where nobody has anything all have the same: 1.
 *
 * Source: Jain, Chiu, Hawe, "A quantitative measure of fairness and discrimination for resource allocation in shared computer systems",
 * DEC TR-301, 1984.
 *
 * @throws NumericError `fairness-values` when there is no user, or one has less than nothing
 */
export function jainIndex(values: readonly number[]): number {
  if (values.length === 0) throw new NumericError('fairness-values', 'jainIndex: there are no users');
  for (const value of values)
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new NumericError('fairness-values', `jainIndex: ${value} is not in [0, ∞)`);
  const most = Math.max(...values);
  if (most === 0) return 1;
  // Relative to the largest, so that nothing over- or underflows.
  const sum = values.reduce((total, value) => total + value / most, 0);
  const squares = values.reduce((total, value) => total + (value / most) ** 2, 0);
  return sum ** 2 / (values.length * squares);
}
