import { describe, expect, it } from 'vitest';
import { normal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { estimate } from '../estimate.ts';
import type { Estimate } from '../results.ts';
import { replicatedMean, steadyMean, warmup } from './statistics.ts';

/** x_t = μ + φ(x_{t−1} − μ) + noise from x_0: remembers about 1/(1 − φ) values. */
function autoregression(seed: number, length: number, { phi = 0.9, from = 0, mean = 0 } = {}): number[] {
  const stream = randomStream('autoregression', seed);
  let x = from;
  return Array.from({ length }, () => {
    x = mean + phi * (x - mean) + normal(stream);
    return x;
  });
}

describe('warmup', () => {
  it('cuts a beginning that is far from the rest, and little else', () => {
    const jump = [...new Array(200).fill(50), ...autoregression(1, 2000)];
    expect(warmup(jump)).toBeGreaterThanOrEqual(200);
    expect(warmup(jump)).toBeLessThan(320);
    expect(warmup(new Array(500).fill(7))).toBe(0);
  });

  it('is at most half of the run', () => {
    const drift = Array.from({ length: 1000 }, (_, i) => i);
    expect(warmup(drift)).toBe(500);
    expect(steadyMean(drift).settled).toBe(false);
    expect(steadyMean(autoregression(2, 1000)).settled).toBe(true);
  });

  it('takes nine tenths and more of the bias of a far start out of the mean', () => {
    const runs = Array.from({ length: 40 }, (_, seed) => autoregression(seed, 1000, { from: 200, mean: 3 }));
    const biased = estimate(runs.map(run => run.reduce((sum, x) => sum + x, 0) / run.length));
    expect(biased.low - 3).toBeGreaterThan(1.5);
    expect(Math.abs(replicatedMean(runs).mean - 3)).toBeLessThan((biased.mean - 3) / 10);
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

  it('refuses runs without room for batches', () => {
    expect(() => steadyMean(new Array(39).fill(1))).toThrow(
      'steadyMean: 39 values are too few; 40 are the least',
    );
  });
});
