import type { Spread } from './cell/results.ts';

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/** The 10 %, 50 % and 90 % quantiles of values, between neighbours by linear interpolation (Hyndman, Fan 1996, definition 7). */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = ascending(values);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
