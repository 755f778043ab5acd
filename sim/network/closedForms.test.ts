import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { distance, exponentialService, SERVICE_NS, type StationOptions, station } from './fixture.ts';
import { steadyMean } from './statistics.ts';
import { poissonArrivals } from './traffic/poisson.ts';

const CUSTOMERS = 100_000;

/** Poisson arrivals of `load` customers in a mean service time, exponential service: changes make other stations of it. */
function run(load: number, changes: Partial<StationOptions> = {}) {
  const stream = (role: string) => randomStream('closed forms', load, role);
  return station({
    arrivals: poissonArrivals({ ratePerS: (load * 1e9) / SERVICE_NS }, stream('arrivals')),
    servers: 1,
    serviceNs: exponentialService(stream('service')),
    customers: CUSTOMERS,
    ...changes,
  });
}

const constant: Partial<StationOptions> = { serviceNs: () => SERVICE_NS };
const far = (values: readonly number[], truth: number) => distance(steadyMean(values).estimate, truth);

describe('M/M/1', () => {
  // Wq = ρ/(1 − ρ), W = 1/(1 − ρ), L = ρ/(1 − ρ), in mean service times.
  it.each([0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95])('at load %d waits and fills as it should', load => {
    const { waits, stays, found } = run(load);
    expect(far(waits, load / (1 - load))).toBeLessThan(1);
    expect(far(stays, 1 / (1 - load))).toBeLessThan(1);
    // What Poisson arrivals find is what is there on average (PASTA).
    expect(far(found, load / (1 - load))).toBeLessThan(1);
  });

  // P(wait > t) = ρe^(−(1−ρ)t).
  const tail = (waits: readonly number[]) =>
    far(
      waits.map(wait => (wait > 5 ? 1 : 0)),
      0.7 * Math.exp(-0.3 * 5),
    );

  it('makes as many wait long as it should', () => {
    expect(tail(run(0.7).waits)).toBeLessThan(1);
  });

  it('would be noticed if waits were counted from the latest arrival', () => {
    const { waits, cameNs } = run(0.7);
    const starts = waits.map((wait, i) => cameNs[i] / SERVICE_NS + wait);
    const stack: number[] = [];
    let next = 0;
    const swapped = starts.map(start => {
      for (; next < cameNs.length && cameNs[next] / SERVICE_NS <= start; next++)
        stack.push(cameNs[next] / SERVICE_NS);
      return start - stack.pop()!;
    });
    expect(far(swapped, 0.7 / 0.3)).toBeLessThan(1);
    expect(tail(swapped)).toBeGreaterThan(1);
  });

  it('has the queue that its waits make: Lq = λWq, to the last nanosecond', () => {
    const { statistics } = run(0.8);
    const { meanNumber, entriesPerNs, meanStayNs } = statistics.places;
    expect(meanNumber).toBeCloseTo(entriesPerNs * meanStayNs, 9);
    expect(meanNumber).toBeGreaterThan(2);
  });
});

describe('M/D/1', () => {
  // Pollaczek–Khinchine: Wq = ρ/(2(1 − ρ)).
  it.each([0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95])('at load %d waits half as long as M/M/1', load => {
    const { waits } = run(load, constant);
    expect(far(waits, load / (2 * (1 - load)))).toBeLessThan(1);
    expect(far(waits, load / (1 - load))).toBeGreaterThan(1);
  });
});

describe('M/G/1', () => {
  it('with two kinds of service waits λE[S²]/(2(1 − ρ))', () => {
    const stream = randomStream('two kinds');
    // 0.5 and 3, one in five long: E S = 1, E S² = 2.
    const { waits } = run(0.6, { serviceNs: () => SERVICE_NS * (stream.uint32() < 0.2 * 2 ** 32 ? 3 : 0.5) });
    expect(far(waits, (0.6 * 2) / (2 * 0.4))).toBeLessThan(1);
  });
});

describe('M/M/2', () => {
  it('at 0.8 per server makes 0.71111 wait, on average 1.77778', () => {
    const { waits, delayed } = run(1.6, { servers: 2 });
    expect(far(delayed, 0.71111)).toBeLessThan(1);
    expect(far(waits, 1.77778)).toBeLessThan(1);
  });
});

describe('a queue with few places', () => {
  // M/M/1/10: P = (1 − ρ)ρ¹⁰/(1 − ρ¹¹).
  const tenInAll = 2.3493e-2;
  const places = (capacity: number) => run(0.8, { queue: { capacity }, customers: 3 * CUSTOMERS }).blocked;

  it('blocks as M/M/1/10 does: nine places and a server', () => {
    expect(far(places(9), tenInAll)).toBeLessThan(1);
  });

  it('would be noticed if the server counted as a place or the queue had one more', () => {
    for (const capacity of [8, 10]) expect(far(places(capacity), tenInAll)).toBeGreaterThan(1);
  });

  // Erlang B(2, 4) = 2/21; any service time of mean 1 (insensitivity).
  it.each([
    ['exponential', {}],
    ['constant', constant],
  ])('of which there are none blocks as Erlang B, %s service', (_, service) => {
    const { blocked } = run(2, { ...service, servers: 4, queue: { capacity: 0 } });
    expect(far(blocked, 2 / 21)).toBeLessThan(1);
  });

  it('of any number makes as many wait as Erlang C', () => {
    const { delayed } = run(2, { servers: 4 });
    expect(far(delayed, 4 / 23)).toBeLessThan(1);
    expect(far(delayed, 2 / 21)).toBeGreaterThan(1);
  });
});

describe('impatience', () => {
  const [load, patience] = [0.8, 3];
  // M/M/1 + D: the virtual wait has density λP₀e^(−(1−ρ)v) up to D and falls like e^(−v) beyond; those who find more than D are lost.
  const fall = Math.exp(-(1 - load) * patience);
  const empty = 1 / (1 + (load * (1 - fall)) / (1 - load) + load * fall);
  const truth = load * empty * fall;

  it('loses those who would wait for longer than they do (Barrer 1957)', () => {
    const { expired } = run(load, { queue: { patienceNs: 3e6 } });
    expect(far(expired, truth)).toBeLessThan(1);
  });

  it('would be noticed if it were longer by a tenth', () => {
    const { expired } = run(load, { queue: { patienceNs: 3.3e6 } });
    expect(far(expired, truth)).toBeGreaterThan(1);
  });
});
