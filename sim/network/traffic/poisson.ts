import { exponential } from '../../../kernels/random/exponential.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { needPositive } from '../checks.ts';
import { type ArrivalProcess, NS_PER_S } from './arrivals.ts';

export interface PoissonTraffic {
  /** λ: mean pictures per second, > 0. */
  readonly ratePerS: number;
}

/**
 * Poisson arrivals: independent exponential gaps of mean 1/λ. The instants are rounded, not the gaps, so the rate keeps exact.
 *
 * @throws ConfigError `network` when the rate is not positive and finite
 */
export function poissonArrivals({ ratePerS }: PoissonTraffic, stream: RandomStream): ArrivalProcess {
  needPositive('traffic.ratePerS', ratePerS, 'pictures per second');
  let ns = 0;
  return () => {
    ns += exponential(stream) * (NS_PER_S / ratePerS);
    return Math.round(ns);
  };
}
