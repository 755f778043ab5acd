/**
 * The same value with every number rounded to 6 significant digits, so that results print alike on machines whose last
 * bits differ. NaN and infinities are not JSON and never get here: estimates refuse them.
 */
export function rounded<T>(value: T): T {
  return round(value) as T;
}

function round(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(round);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, round(inner)]));
  return value;
}
