import { normal } from '../../../kernels/random/normal.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';
import { binomialInterval } from '../../../kernels/statistics/binomial.ts';
import { estimate } from '../../estimate.ts';
import type { Check, CheckSection } from '../check.ts';
import { binomialCdf, binomialMass, noErrorBound, stoppedEstimateMean } from '../closedForms/estimator.ts';
import { runningMean } from './experiments.ts';

/** Chance that is left on either side of a bound of the exact interval: ½(1 − c), by the definition of the interval. */
function tailCheck(errors: number, side: 'low' | 'high'): Check {
  const trials = 1_000_000;
  const confidence = 0.95;
  return {
    id: `estimator.bound.${errors}.${side}`,
    title: `chance beyond the ${side === 'low' ? 'lower' : 'upper'} 95 % bound of ${errors} errors in 10⁶`,
    formula: side === 'low' ? 'P(X ≥ k | p_low) = 0.025' : 'P(X ≤ k | p_high) = 0.025',
    expected: 0.025,
    quick: errors === 100,
    batched: false,
    measure() {
      const { low, high } = binomialInterval(errors, trials, confidence);
      const value =
        side === 'low' ? 1 - binomialCdf(errors - 1, trials, low) : binomialCdf(errors, trials, high);
      return { kind: 'value', value, tolerance: 1e-9 };
    },
  };
}

function noErrorCheck(): Check {
  return {
    id: 'estimator.bound.0.high',
    title: 'upper 95 % bound after no error in 10⁶ trials',
    formula: '1 − 0.025^(1/n)',
    expected: noErrorBound(1_000_000, 0.95),
    quick: true,
    batched: false,
    measure: () => ({
      kind: 'value',
      value: binomialInterval(0, 1_000_000, 0.95).high,
      tolerance: 1e-15,
    }),
  };
}

const COVERAGE = { trials: 200, p: 0.05, confidence: 0.9 };

/** Probability that the interval of a binomial count misses p, summed over all counts. */
function missProbability(): number {
  const { trials, p, confidence } = COVERAGE;
  let missed = 0;
  for (let k = 0; k <= trials; k++) {
    const { low, high } = binomialInterval(k, trials, confidence);
    if (low > p || high < p) missed += binomialMass(k, trials, p);
  }
  return missed;
}

/** What an interval promises, and what a sampled one does. */
function coverageChecks(): Check[] {
  const { trials, p, confidence } = COVERAGE;
  const about = { quick: true, batched: false } as const;
  return [
    {
      ...about,
      id: 'estimator.coverage.exact',
      title: '90 % Clopper–Pearson intervals, 200 trials of p = 0.05: chance to miss p',
      formula: '≤ 1 − c',
      expected: 1 - confidence,
      relation: 'atMost',
      measure: () => ({ kind: 'value', value: missProbability(), tolerance: 0 }),
    },
    {
      ...about,
      id: 'estimator.coverage.sampled',
      title: 'the same, counted in 20,000 experiments',
      formula: 'sum over all counts',
      expected: missProbability(),
      measure(bench) {
        const stream = bench.stream('trials');
        const intervals = Array.from({ length: trials + 1 }, (_, k) =>
          binomialInterval(k, trials, confidence),
        );
        let errors = 0;
        for (let e = 0; e < 20_000; e++) {
          let k = 0;
          for (let i = 0; i < trials; i++) if (uniform(stream) < p) k++;
          if (intervals[k].low > p || intervals[k].high < p) errors++;
        }
        return { kind: 'errors', errors, trials: 20_000 };
      },
    },
    {
      ...about,
      id: 'estimator.coverage.student',
      title: '95 % Student intervals of 8 normal values: chance to miss the mean',
      formula: '1 − c = 0.05',
      expected: 0.05,
      measure(bench) {
        const stream = bench.stream('values');
        let errors = 0;
        for (let e = 0; e < 20_000; e++) {
          const { low, high } = estimate(Array.from({ length: 8 }, () => normal(stream)));
          if (low > 0 || high < 0) errors++;
        }
        return { kind: 'errors', errors, trials: 20_000 };
      },
    },
  ];
}

const STOP = { errors: 20, p: 0.02 };

/** Trials until the N-th error, each gap geometric by inversion. */
function trialsUntil(errors: number, p: number, stream: RandomStream): number {
  let trials = 0;
  for (let e = 0; e < errors; e++) trials += 1 + Math.floor(Math.log1p(-uniform(stream)) / Math.log1p(-p));
  return trials;
}

/** A run that stops at its N-th error. */
function stoppedCheck(biased: boolean): Check {
  const { errors, p } = STOP;
  return {
    id: `estimator.stopped.${biased ? 'biased' : 'unbiased'}`,
    title: `runs that stop at ${errors} errors, p = ${p}: mean of ${biased ? 'N/n' : '(N−1)/(n−1)'}`,
    formula: biased ? 'sum over n, about p(1 + 1/N)' : 'p',
    expected: biased ? stoppedEstimateMean(errors, p) : p,
    quick: true,
    batched: false,
    measure(bench) {
      const stream = bench.stream('gaps');
      const mean = runningMean();
      for (let e = 0; e < 100_000; e++) {
        const n = trialsUntil(errors, p, stream);
        mean.add(biased ? errors / n : (errors - 1) / (n - 1));
      }
      return mean.measurement();
    },
  };
}

/** Intervals and estimates themselves. */
export const ESTIMATOR_CHECKS: CheckSection = {
  id: 'estimator',
  title: 'Intervals and estimates',
  checks: [
    ...[10, 100, 1000].flatMap(errors => [tailCheck(errors, 'low'), tailCheck(errors, 'high')]),
    noErrorCheck(),
    ...coverageChecks(),
    stoppedCheck(false),
    stoppedCheck(true),
  ],
};
