import { describe, expect, it } from 'vitest';
import { normal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { average, estimate } from '../estimate.ts';
import type { Estimate } from '../results.ts';
import { distance, exponentialService, SERVICE_NS, station } from './fixture.ts';
import { mserCut, replicatedMean, steadyMean } from './statistics.ts';
import { poissonArrivals } from './traffic/poisson.ts';

/** x_t = μ + φ(x_{t−1} − μ) + noise from x_0: remembers about 1/(1 − φ) values. */
function autoregression(seed: number, length: number, { phi = 0.9, from = 0, mean = 0 } = {}): number[] {
  const stream = randomStream('autoregression', seed);
  let x = from;
  return Array.from({ length }, () => {
    x = mean + phi * (x - mean) + normal(stream);
    return x;
  });
}

describe('mserCut', () => {
  it('cuts a beginning that is far from the rest, and little else', () => {
    const jump = [...new Array(200).fill(50), ...autoregression(1, 2000)];
    expect(mserCut(jump)).toBeGreaterThanOrEqual(200);
    expect(mserCut(jump)).toBeLessThan(320);
    expect(mserCut(new Array(500).fill(7))).toBe(0);
  });

  it('is at most half of the run', () => {
    expect(mserCut(Array.from({ length: 1000 }, (_, i) => i))).toBe(500);
  });
});

describe('replicatedMean', () => {
  it('takes the bias of a far start out of the mean', () => {
    const runs = Array.from({ length: 40 }, (_, seed) => autoregression(seed, 1000, { from: 200, mean: 3 }));
    expect(distance(replicatedMean(runs), 3)).toBeLessThan(1);
    expect(distance(estimate(runs.map(average)), 3)).toBeGreaterThan(5);
  });
});

describe('steadyMean', () => {
  const RUNS = 400;
  const covered = (interval: (values: readonly number[]) => Estimate) => {
    const hits = Array.from({ length: RUNS }, (_, seed) => interval(autoregression(seed, 2000))).filter(
      ({ low, high }) => low < 0 && high > 0,
    ).length;
    return binomialInterval(hits, RUNS, 0.999);
  };

  it('has intervals that hold the truth as often as they say', () => {
    const { low, high } = covered(values => steadyMean(values).estimate);
    expect(low).toBeLessThan(0.95);
    expect(high).toBeGreaterThan(0.95);
  });

  it('would be noticed if values that remember each other were taken for independent', () => {
    expect(covered(estimate).high).toBeLessThan(0.6);
  });

  it('says whether the warm-up was long enough', () => {
    const settled = (phi: number) => steadyMean(autoregression(2, 1000, { phi, from: 200 })).settled;
    expect(settled(0.9)).toBe(true);
    expect(settled(0.99)).toBe(false);
  });

  it('covers the mean wait of M/M/1', () => {
    const [load, runs] = [0.5, 120];
    const waits = Array.from({ length: runs }, (_, seed) => {
      const stream = (role: string) => randomStream('coverage', seed, role);
      return station({
        arrivals: poissonArrivals({ ratePerS: (load * 1e9) / SERVICE_NS }, stream('arrivals')),
        servers: 1,
        serviceNs: exponentialService(stream('service')),
        customers: 4000,
      }).waits;
    });
    const share = (interval: (values: readonly number[]) => Estimate) => {
      const hits = waits.map(interval).filter(({ low, high }) => low < 1 && high > 1).length;
      return binomialInterval(hits, runs, 0.999);
    };
    const batches = share(values => steadyMean(values).estimate);
    expect(batches.low).toBeLessThan(0.95);
    expect(batches.high).toBeGreaterThan(0.95);
    expect(share(estimate).high).toBeLessThan(0.8);
  });

  it('refuses runs without room for batches', () => {
    expect(() => steadyMean(new Array(43).fill(1))).toThrow(
      'steadyMean: 43 values are too few; 44 are the least',
    );
  });
});
