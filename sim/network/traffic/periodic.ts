import { needNs, needPositive } from '../checks.ts';
import type { ArrivalProcess } from './arrivals.ts';

export interface PeriodicTraffic {
  /** T > 0; need not be whole: picture k appears at the nanosecond next to offset + kT. */
  readonly periodNs: number;
  /** When the first picture appears. */
  readonly offsetNs?: number;
}

/**
 * One picture every period, as a camera makes them.
 *
 * @throws ConfigError `network` when the period is not positive or the offset not whole and ≥ 0
 */
export function periodicArrivals({ periodNs, offsetNs = 0 }: PeriodicTraffic): ArrivalProcess {
  needPositive('traffic.periodNs', periodNs, 'nanoseconds');
  needNs('traffic.offsetNs', offsetNs);
  let made = 0;
  return () => offsetNs + Math.round(made++ * periodNs);
}
