import type { Estimate } from '../sim/results.ts';

/** Stands where a number is missing or not finite. */
export const MISSING = '–';

/** `value` with a fixed number of decimals, a true minus sign and no negative zero. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return MISSING;
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** As `fixed`, with a plus sign on positive values: for differences. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return Number.isFinite(value) && Number(value.toFixed(decimals)) > 0 ? `+${text}` : text;
}

/** `value` to three significant digits, trailing zeros kept, without an exponent where it stays readable. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return MISSING;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e6) return value.toExponential(2).replaceAll('-', '−');
  return fixed(value, Math.max(0, 2 - Math.floor(Math.log10(magnitude))));
}

/** A value as it stands on an axis or in a list of conditions: as short as it is exact. */
export function plain(value: number): string {
  return String(value).replace('-', '−');
}

type Interval = Pick<Estimate, 'mean' | 'low' | 'high'>;

/** "27.31 [27.02, 27.60]". */
export function withInterval(estimate: Interval, decimals: number, mean = fixed): string {
  if (!Number.isFinite(estimate.mean)) return MISSING;
  return `${mean(estimate.mean, decimals)} ${interval(estimate, decimals)}`;
}

/** "[27.02, 27.60]". */
export function interval({ low, high }: Pick<Interval, 'low' | 'high'>, decimals: number): string {
  return `[${fixed(low, decimals)}, ${fixed(high, decimals)}]`;
}

/** "1 user", "4 users". */
export function counted(count: number, noun: string): string {
  return `${plain(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A text with a capital letter in front. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
