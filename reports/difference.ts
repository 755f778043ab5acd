import type { Estimate } from '../sim/results.ts';

export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Difference a − b of two means with its 95 % interval: half-width √(h_a² + h_b²), h = (high − low)/2, as for
 * independent estimates. Where both saw the same pictures and the same noise this is wider than a paired interval.
 */
export function difference(a: Estimate, b: Estimate): Difference {
  const mean = a.mean - b.mean;
  const half = Math.hypot((a.high - a.low) / 2, (b.high - b.low) / 2);
  return { mean, low: mean - half, high: mean + half };
}

/** What the interval allows to say: `up` and `down` only where it excludes zero. */
export function direction({ low, high }: Difference): 'up' | 'down' | 'unclear' {
  if (low > 0) return 'up';
  return high < 0 ? 'down' : 'unclear';
}
