import { describe, expect, it } from 'vitest';
import { exponential } from '../../kernels/random/exponential.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { acceptAll, distance, SERVICE_NS } from './fixture.ts';
import { fadingSnr } from './mobility.ts';
import type { NetworkOptions, Reception } from './options.ts';
import { proportionalFair } from './schedulers/proportionalFair.ts';
import { roundRobin } from './schedulers/roundRobin.ts';
import type { Scheduler } from './schedulers/scheduler.ts';
import { semanticGroups } from './schedulers/semanticGroup.ts';
import { simulateNetwork } from './simulate.ts';
import { steadyMean } from './statistics.ts';
import { periodicArrivals } from './traffic/periodic.ts';
import { poissonArrivals } from './traffic/poisson.ts';

// Queueing theory through the whole cell: frames are the service, the band is the server. A channel use lasts a nanosecond.
const base = { bandwidthHz: 1e9, judge: acceptAll, mostWaiting: 1e5 };

function poissonUsers(users: number, load: number) {
  const ratePerS = (load * 1e9) / SERVICE_NS / users;
  return Array.from({ length: users }, (_, user) => ({
    arrivals: () => poissonArrivals({ ratePerS }, randomStream('network forms', users, load, user)),
  }));
}

/** Waits of all pictures in mean service times, user after user. */
async function waits<State>(options: NetworkOptions<State>): Promise<number[][]> {
  const { users } = await simulateNetwork(options);
  return users.map(({ waitsNs }) => waitsNs.map(ns => ns / SERVICE_NS));
}

const far = (values: readonly number[], truth: number) => distance(steadyMean(values).estimate, truth);

describe('one user', () => {
  const run = (load: number, uses: () => number) =>
    waits({
      ...base,
      users: poissonUsers(1, load),
      scheduler: roundRobin,
      uses,
      untilNs: (30_000 / load) * SERVICE_NS,
    });

  it.each([0.3, 0.5, 0.8])('with pictures of exponential length at load %d is M/M/1', async load => {
    const stream = randomStream('lengths', load);
    const [values] = await run(load, () => Math.ceil(SERVICE_NS * exponential(stream)));
    expect(far(values, load / (1 - load))).toBeLessThan(1);
  });

  it.each([0.3, 0.5, 0.8])('with pictures of one length at load %d is M/D/1', async load => {
    const [values] = await run(load, () => SERVICE_NS);
    expect(far(values, load / (2 * (1 - load)))).toBeLessThan(1);
  });
});

describe('several users', () => {
  // Work conservation (Kleinrock 1965): with equal service, whoever goes first, the mean wait over all is that of M/D/1.
  const schedulers: [string, Scheduler<unknown>][] = [
    ['in turns', roundRobin as Scheduler<unknown>],
    ['proportionally fair', proportionalFair({ windowFrames: 50 }) as Scheduler<unknown>],
    ['by groups of one', semanticGroups([3, 0, 2, 1]) as Scheduler<unknown>],
  ];
  const load = 0.7;
  const run = async (scheduler: Scheduler<unknown>, uses = SERVICE_NS) => {
    const all: number[] = [];
    const users = poissonUsers(4, load);
    await simulateNetwork({
      ...base,
      users,
      scheduler,
      uses: () => uses,
      untilNs: 40_000 * SERVICE_NS,
      observe: ({ sentNs, user, picture }) => all.push(sentNs - appeared[user][picture]),
    });
    return all.map(ns => ns / SERVICE_NS);
  };
  const appeared = poissonUsers(4, load).map(({ arrivals }) => {
    const next = arrivals();
    return Array.from({ length: 10_000 }, () => next()!);
  });
  const truth = load / (2 * (1 - load));

  it.each(schedulers)('%s wait on average as in one queue', async (_, scheduler) => {
    expect(far(await run(scheduler), truth)).toBeLessThan(1);
  });

  it('would be noticed if the band rested for a twentieth of a frame after each', async () => {
    expect(far(await run(roundRobin as Scheduler<unknown>, 1.05 * SERVICE_NS), truth)).toBeGreaterThan(1);
  });
});

describe('stop-and-wait', () => {
  const q = 0.3;
  const frame = { uses: 1000, propagationNs: 700, feedbackNs: 900 };
  const run = (maxTries: number, feedbackNs = frame.feedbackNs) => {
    const stream = randomStream('tries', String(maxTries));
    return simulateNetwork({
      ...base,
      // Always something to send: one picture waits in the only place.
      users: [
        {
          arrivals: () => periodicArrivals({ periodNs: 1300 }),
          capacity: 1,
          propagationNs: frame.propagationNs,
        },
      ],
      scheduler: roundRobin,
      uses: () => frame.uses,
      arq: { maxTries, feedbackNs },
      judge: (receptions: readonly Reception[]) => receptions.map(() => ({ accepted: uniform(stream) < q })),
      // The last word comes at the end; no further try begins.
      untilNs: 10_000 * (frame.uses + frame.propagationNs + frame.feedbackNs) - 1,
    });
  };

  it('tries 1/q times on average, and delivers q per frame, propagation and feedback', async () => {
    const [user] = (await run(Number.POSITIVE_INFINITY)).users;
    // Delivered pictures are the successes among the tries.
    const { low, high } = binomialInterval(user.delivered, user.transmissions, 0.999);
    expect(low).toBeLessThan(q);
    expect(high).toBeGreaterThan(q);
    expect(user.transmissions).toBe(10_000);
    expect(user.rejected).toBe(0);
  });

  it.each([1, 2, 4])('with at most %d tries gives up on (1 − q)^m', async maxTries => {
    const [user] = (await run(maxTries)).users;
    const { low, high } = binomialInterval(user.rejected, user.rejected + user.delivered, 0.999);
    expect(low).toBeLessThan((1 - q) ** maxTries);
    expect(high).toBeGreaterThan((1 - q) ** maxTries);
    // One try more or less would show.
    for (const other of [maxTries - 1, maxTries + 1])
      expect((1 - q) ** other > low && (1 - q) ** other < high).toBe(false);
  });

  it('would be noticed if word came a tenth of a microsecond late', async () => {
    const [user] = (await run(Number.POSITIVE_INFINITY, frame.feedbackNs + 100)).users;
    expect(user.transmissions).toBeLessThan(10_000);
  });
});

describe('fading', () => {
  const snr = (user: number) =>
    fadingSnr({ meanSnrDb: 10, coherenceNs: 1000 }, randomStream('mobility', user));

  it('holds for a block, has the mean SNR, and is the same in any order', () => {
    const at = snr(0);
    const blocks = Array.from({ length: 20_000 }, (_, block) => at(1000 * block));
    expect([at(5999), at(5000), at(0)]).toEqual([blocks[5], blocks[5], blocks[0]]);
    const mean = blocks.reduce((sum, value) => sum + value, 0) / blocks.length;
    // Exponential: the standard deviation is the mean.
    expect(Math.abs(mean - 10)).toBeLessThan((3.29 * 10) / Math.sqrt(blocks.length));
    const above = blocks.filter(value => value > 10).length;
    const { low, high } = binomialInterval(above, blocks.length, 0.999);
    expect(low).toBeLessThan(Math.exp(-1));
    expect(high).toBeGreaterThan(Math.exp(-1));
  });

  it('lets a proportionally fair cell ride on the peaks: 1 + 1/2 + 1/3 + 1/4 of the mean, in turns only the mean', async () => {
    const rates = Array.from({ length: 4 }, (_, user) => snr(user));
    const run = async <State>(scheduler: Scheduler<State>) => {
      const gains: number[] = [];
      await simulateNetwork({
        ...base,
        users: rates.map(() => ({ arrivals: () => periodicArrivals({ periodNs: 1000 }), capacity: 1 })),
        scheduler,
        rateOf: (user, nowNs) => rates[user](nowNs),
        uses: () => 1000,
        untilNs: 20_000_000,
        observe: ({ user, sentNs }) => gains.push(rates[user](sentNs) / 10),
      });
      return steadyMean(gains.slice(2000)).estimate;
    };
    const inTurns = await run(roundRobin);
    expect(distance(inTurns, 1)).toBeLessThan(1);
    const fair = await run(proportionalFair({ windowFrames: 1000 }));
    // The averages' own spread costs up to 1 %.
    expect(fair.mean).toBeLessThan(2.0833 + (fair.high - fair.low));
    expect(fair.mean).toBeGreaterThan(0.99 * 2.0833 - (fair.high - fair.low));
  });

  it.each([
    [{ meanSnrDb: 10, coherenceNs: 0 }, 'mobility.coherenceNs: 0 is not more than 0 ns'],
    [{ meanSnrDb: Number.NaN, coherenceNs: 5 }, 'mobility.meanSnrDb: NaN is not a number of decibels'],
    [{ meanSnrDb: 1, coherenceNs: 5, kFactor: -1 }, 'kFactor'],
  ])('refuses %j', (mobility, message) => {
    expect(() => fadingSnr(mobility, randomStream('a'))).toThrow(message);
  });
});
