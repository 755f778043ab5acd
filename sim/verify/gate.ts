import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { normalQuantile } from '../../kernels/statistics/normal.ts';
import type { Check, Measurement } from './check.ts';

/** Confidence of every interval: one check in a thousand misses by chance. */
export const CONFIDENCE = 0.999;
/** Standard errors on either side of a mean: 3.29. */
const REACH = normalQuantile((1 + CONFIDENCE) / 2);
/** Fewest errors from which an error rate is judged. */
export const LEAST_ERRORS = 400;

/** What came of a check. */
export interface Judgement {
  readonly measured: number;
  /** Interval of the measurement; for a value without chance, the value and its tolerance. */
  readonly low: number;
  readonly high: number;
  /** `errors of trials`, or the number of values averaged, or `exact`. */
  readonly from: string;
  /** Why it failed; null when it holds. */
  readonly problem: string | null;
}

/**
 * Judges a measurement: it holds when the expected value lies inside the interval of the measurement, Clopper–Pearson for
 * error counts and ±3.29 standard errors for means, and when an error rate rests on 400 errors at least.
 */
export function judge(check: Pick<Check, 'expected' | 'relation'>, measurement: Measurement): Judgement {
  const interval = intervalOf(measurement);
  return { ...interval, problem: problemOf(check, measurement, interval) };
}

function problemOf(
  { expected, relation = 'equals' }: Pick<Check, 'expected' | 'relation'>,
  measurement: Measurement,
  { low, high }: Omit<Judgement, 'problem'>,
): string | null {
  if (measurement.kind === 'errors' && measurement.errors < LEAST_ERRORS)
    return `${measurement.errors} errors are too few, ${LEAST_ERRORS} are needed`;
  if (!(Number.isFinite(low) && Number.isFinite(high))) return 'the measurement is not a number';
  if (relation !== 'atLeast' && low > expected) return 'measured too high';
  if (relation !== 'atMost' && high < expected) return 'measured too low';
  return null;
}

function intervalOf(measurement: Measurement): Omit<Judgement, 'problem'> {
  switch (measurement.kind) {
    case 'errors': {
      const { errors, trials } = measurement;
      const { low, high } = binomialInterval(errors, trials, CONFIDENCE);
      return { measured: errors / trials, low, high, from: `${errors} of ${trials}` };
    }
    case 'mean': {
      const { mean, standardError, count } = measurement;
      const margin = REACH * standardError;
      return { measured: mean, low: mean - margin, high: mean + margin, from: `${count} values` };
    }
    case 'value': {
      const { value, tolerance } = measurement;
      return { measured: value, low: value - tolerance, high: value + tolerance, from: 'exact' };
    }
  }
}
