import { exponential } from '../../../kernels/random/exponential.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';
import { needPositive } from '../checks.ts';
import { type ArrivalProcess, NS_PER_S } from './arrivals.ts';

export interface OnOffTraffic {
  /** λ: mean pictures per second during a burst, > 0. */
  readonly ratePerS: number;
  /** Mean lengths of a burst and of a pause, > 0. */
  readonly meanOnNs: number;
  readonly meanOffNs: number;
}

/**
 * Bursty arrivals: bursts and pauses of exponential length in turn, Poisson arrivals during bursts (an interrupted Poisson
 * process), stationary from time 0 on. With p = on/(on + off) and r = 1/on + 1/off, N(T) pictures in a time T have
 * E N = λpT and Var N = λpT + 2λ²p(1−p)(rT − 1 + e^(−rT))/r².
 *
 * Source: Kuczura, "The interrupted Poisson process as an overflow process", Bell Syst. Tech. J. 52(3), 1973.
 *
 * @throws ConfigError `network` when one of the three is not positive and finite
 */
export function onOffArrivals(traffic: OnOffTraffic, stream: RandomStream): ArrivalProcess {
  const { ratePerS, meanOnNs, meanOffNs } = traffic;
  needPositive('traffic.ratePerS', ratePerS, 'pictures per second');
  needPositive('traffic.meanOnNs', meanOnNs, 'nanoseconds');
  needPositive('traffic.meanOffNs', meanOffNs, 'nanoseconds');
  const startsOn = uniform(stream) * (meanOnNs + meanOffNs) < meanOnNs;
  let ns = startsOn ? 0 : exponential(stream) * meanOffNs;
  let burstEndsNs = ns + exponential(stream) * meanOnNs;
  return () => {
    // Exponential gaps have no memory, so the one that outlasts its burst can be drawn anew in the next.
    for (;;) {
      ns += exponential(stream) * (NS_PER_S / ratePerS);
      if (ns < burstEndsNs) return Math.round(ns);
      ns = burstEndsNs + exponential(stream) * meanOffNs;
      burstEndsNs = ns + exponential(stream) * meanOnNs;
    }
  };
}
