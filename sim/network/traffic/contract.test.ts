import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../../kernels/random/stream.ts';
import type { ArrivalProcess } from './arrivals.ts';
import { onOffArrivals } from './onOff.ts';
import { periodicArrivals } from './periodic.ts';
import { poissonArrivals } from './poisson.ts';
import { parseTrace, traceArrivals } from './trace.ts';

const RATE_PER_S = 1000;
/** Long enough to hold ten pictures, and four bursts of the bursty row. */
const WINDOW_NS = 1e7;
const WINDOWS = 20_000;

/** What every arrival process must keep to. A new one joins by adding a row that makes 1000 pictures a second on average. */
interface Row {
  readonly name: string;
  /** Variance of the number of pictures in a window. */
  readonly variance: number;
  readonly random: boolean;
  open(stream: RandomStream): ArrivalProcess;
}

const mean = (RATE_PER_S * WINDOW_NS) / 1e9;
const onOff = { ratePerS: 4000, meanOnNs: 5e5, meanOffNs: 1.5e6 };

function onOffVariance(): number {
  const [lambda, share, rate] = [onOff.ratePerS / 1e9, 0.25, 1 / onOff.meanOnNs + 1 / onOff.meanOffNs];
  const bursts = (rate * WINDOW_NS - 1 + Math.exp(-rate * WINDOW_NS)) / rate ** 2;
  return mean + 2 * lambda ** 2 * share * (1 - share) * bursts;
}

const everyMs = Array.from({ length: 250_000 }, (_, i) => `${i},${i % 2}`);
const trace = parseTrace(['timeMs,user', ...everyMs.map(line => line)].join('\n'), 'trace.csv', 2);

const rows: readonly Row[] = [
  {
    name: 'poisson',
    variance: mean,
    random: true,
    open: stream => poissonArrivals({ ratePerS: RATE_PER_S }, stream),
  },
  {
    name: 'periodic',
    variance: 0,
    random: false,
    open: () => periodicArrivals({ periodNs: 1e9 / RATE_PER_S }),
  },
  { name: 'onOff', variance: onOffVariance(), random: true, open: stream => onOffArrivals(onOff, stream) },
  {
    name: 'trace of two users',
    variance: 0,
    random: false,
    open: () => merged(traceArrivals(trace, 0), traceArrivals(trace, 1)),
  },
];

/** Arrival processes with faults. Each must fail one of the checks. */
const broken = {
  rounded: (stream: RandomStream): ArrivalProcess => {
    // Gaps in whole milliseconds, rounded one by one: a gap of 0.4 ms is none at all.
    const next = poissonArrivals({ ratePerS: RATE_PER_S }, stream);
    let [lastNs, sumNs] = [0, 0];
    return () => {
      const ns = next()!;
      sumNs += 1e6 * Math.floor((ns - lastNs) / 1e6);
      lastNs = ns;
      return sumNs;
    };
  },
  regular: (stream: RandomStream): ArrivalProcess => {
    // Every second arrival of twice the rate: Erlang gaps, half the variance.
    const next = poissonArrivals({ ratePerS: 2 * RATE_PER_S }, stream);
    return () => {
      next();
      return next();
    };
  },
};

function merged(a: ArrivalProcess, b: ArrivalProcess): ArrivalProcess {
  let [fromA, fromB] = [a(), b()];
  return () => {
    if (fromA !== undefined && (fromB === undefined || fromA <= fromB)) {
      const timeNs = fromA;
      fromA = a();
      return timeNs;
    }
    const timeNs = fromB;
    fromB = b();
    return timeNs;
  };
}

const stream = (name = 'arrivals') => randomStream('contract', name);

function take(next: ArrivalProcess, count: number): number[] {
  return Array.from({ length: count }, () => next()!);
}

/** Pictures in each of consecutive windows. */
function counts(next: ArrivalProcess): Float64Array {
  const counted = new Float64Array(WINDOWS);
  for (;;) {
    const window = Math.floor(next()! / WINDOW_NS);
    if (window >= WINDOWS) return counted;
    counted[window]++;
  }
}

/** Distances of mean and variance of the counts from what they should be, in 99.9 % half-widths. */
function distances(next: ArrivalProcess, variance: number): { mean: number; variance: number } {
  const counted = counts(next);
  const average = (of: (count: number) => number) => counted.reduce((sum, n) => sum + of(n), 0) / WINDOWS;
  const squares = average(n => (n - mean) ** 2);
  const fourth = average(n => (n - mean) ** 4);
  // Windows next to each other share bursts: an allowance of 2 for their correlation.
  const allowance = 2;
  return {
    mean: Math.abs(average(n => n) - mean) / (3.29 * Math.sqrt((allowance * variance) / WINDOWS) + 1e-9),
    variance:
      Math.abs(squares - variance) /
      (3.29 * Math.sqrt((allowance * (fourth - squares ** 2)) / WINDOWS) + 1e-9),
  };
}

describe.each(rows)('$name', ({ open, variance, random }) => {
  it('makes whole instants that never decrease', () => {
    const times = take(open(stream()), 5000);
    expect(times.every(ns => Number.isSafeInteger(ns) && ns >= 0)).toBe(true);
    expect(times.every((ns, i) => i === 0 || ns >= times[i - 1])).toBe(true);
  });

  it('makes as many pictures as it should, as evenly as it should', () => {
    const distance = distances(open(stream()), variance);
    expect(distance.mean).toBeLessThan(1);
    expect(distance.variance).toBeLessThan(1);
  });

  it('repeats itself for the same stream, and only for that', () => {
    const once = take(open(stream()), 500);
    expect(take(open(stream()), 500)).toEqual(once);
    const other = take(open(stream('others')), 500);
    if (random) expect(other).not.toEqual(once);
    else expect(other).toEqual(once);
  });

  it('does not mind another one beside it', () => {
    const [a, b] = [open(stream()), open(stream('others'))];
    const inTurns = Array.from({ length: 200 }, () => [a()!, b()!]);
    expect(inTurns.map(([ns]) => ns)).toEqual(take(open(stream()), 200));
  });
});

describe('the contract', () => {
  it('catches gaps that are rounded one by one', () => {
    expect(distances(broken.rounded(stream()), mean).mean).toBeGreaterThan(1);
  });

  it('catches arrivals that are too regular', () => {
    const distance = distances(broken.regular(stream()), mean);
    expect(distance.mean).toBeLessThan(1);
    expect(distance.variance).toBeGreaterThan(1);
  });

  it('catches bursts taken for Poisson arrivals', () => {
    expect(distances(onOffArrivals(onOff, stream()), mean).variance).toBeGreaterThan(1);
  });
});

describe('settings', () => {
  it.each([
    [
      () => poissonArrivals({ ratePerS: 0 }, stream()),
      'traffic.ratePerS: 0 is not a positive number of pictures per second',
    ],
    [
      () => periodicArrivals({ periodNs: Number.NaN }),
      'traffic.periodNs: NaN is not a positive number of nanoseconds',
    ],
    [
      () => periodicArrivals({ periodNs: 5, offsetNs: 0.5 }),
      'traffic.offsetNs: 0.5 is not a whole number of nanoseconds, 0 or more',
    ],
    [
      () => onOffArrivals({ ...onOff, meanOffNs: -1 }, stream()),
      'traffic.meanOffNs: -1 is not a positive number of nanoseconds',
    ],
  ])('are refused by path, value and what is valid (%#)', (open, message) => {
    expect(open).toThrow(message);
  });
});
