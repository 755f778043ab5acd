import type { RandomStream } from '../../../kernels/random/stream.ts';
import type { Bench, Check, Measurement } from '../check.ts';

/** Errors that an error-rate check is laid out for. Fewer than 400 would then be an eight-sigma event. */
const ERRORS_PLANNED = 600;
/** Trials at high rates, where errors are cheap. */
const LEAST_TRIALS = 100_000;

/** A check by counting errors in as many independent trials as its expected rate asks for. */
export function errorRateCheck(
  about: Omit<Check, 'batched' | 'measure' | 'relation'>,
  countErrors: (bench: Bench, trials: number) => number,
): Check {
  const trials = Math.max(LEAST_TRIALS, Math.ceil(ERRORS_PLANNED / about.expected));
  return {
    ...about,
    batched: true,
    measure: bench => ({ kind: 'errors', errors: countErrors(bench, trials), trials }),
  };
}

/** Takes `total` things at most `size` at once, in order. */
export function inChunks(total: number, size: number, visit: (first: number, count: number) => void): void {
  for (let first = 0; first < total; first += size) visit(first, Math.min(size, total - first));
}

/** A number with a true minus sign. */
export function inWords(value: number): string {
  return String(value).replace('-', '−');
}

/** Fair bits, one per byte. */
export function randomBits(length: number, stream: RandomStream): Uint8Array {
  const bits = new Uint8Array(length);
  for (let i = 0; i < length; i++) bits[i] = stream.uint32() & 1;
  return bits;
}

/** A mean of independent values, taken one by one, with its standard error. */
export interface RunningMean {
  add(value: number): void;
  mean(): number;
  standardError(): number;
  /** What was added so far, as a measurement. */
  measurement(): Measurement;
}

export function runningMean(): RunningMean {
  let count = 0;
  let mean = 0;
  let squares = 0;
  const standardError = () => Math.sqrt(squares / (count - 1) / count);
  return {
    add(value) {
      count++;
      const off = value - mean;
      mean += off / count;
      squares += off * (value - mean);
    },
    mean: () => mean,
    standardError,
    measurement: () => ({ kind: 'mean', mean, standardError: standardError(), count }),
  };
}
