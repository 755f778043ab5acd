import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import { watched } from './fixture.ts';
import type { NetworkOptions, NetworkUser } from './options.ts';
import type { UserResult } from './results.ts';
import { allAtOnce, asynchronous } from './schedulers/atOnce.ts';
import { proportionalFair } from './schedulers/proportionalFair.ts';
import { roundRobin } from './schedulers/roundRobin.ts';
import { semanticGroups } from './schedulers/semanticGroup.ts';
import { simulateNetwork } from './simulate.ts';
import { onOffArrivals } from './traffic/onOff.ts';
import { poissonArrivals } from './traffic/poisson.ts';

/** Cells of all sorts, each a pure function of its seed. */
const cells = fc.record({
  seed: fc.nat(),
  users: fc.integer({ min: 1, max: 5 }),
  scheduler: fc.nat(4),
  maxTries: fc.integer({ min: 1, max: 3 }),
  load: fc.constantFrom<number>(0.3, 0.9, 2),
  accepts: fc.constantFrom<number>(0, 0.6, 1),
  deadline: fc.boolean(),
});
type Cell = typeof cells extends fc.Arbitrary<infer T> ? T : never;

function cellOf(cell: Cell): NetworkOptions<unknown> {
  const stream = (role: string, user: number) => randomStream('cells', cell.seed, role, user);
  const schedulers = [
    allAtOnce,
    asynchronous,
    roundRobin,
    proportionalFair({ windowFrames: 10 }),
    semanticGroups(Array.from({ length: cell.users }, (_, user) => user % 2)),
  ] as const;
  const users = Array.from({ length: cell.users }, (_, user): NetworkUser => {
    const ratePerS = (cell.load * 1e6) / cell.users;
    const arrivals = stream('arrivals', user);
    return {
      arrivals() {
        arrivals.seek(0);
        if (user % 2 === 0) return poissonArrivals({ ratePerS }, arrivals);
        return onOffArrivals({ ratePerS: 3 * ratePerS, meanOnNs: 5e3, meanOffNs: 1e4 }, arrivals);
      },
      joinsNs: 3000 * user,
      propagationNs: 40 * user,
      ...(user === 2 && { leavesNs: 40_000 }),
      ...(user === 1 && { capacity: 2 }),
      ...(cell.deadline && { deadlineNs: 4000 }),
    };
  });
  return {
    users,
    bandwidthHz: 1e9,
    uses: (user, picture) => 500 + 100 * user + (picture % 7) * 100,
    scheduler: schedulers[cell.scheduler] as NetworkOptions<unknown>['scheduler'],
    rateOf: (user, nowNs) => 1 + ((user * 31 + Math.floor(nowNs / 700)) % 5),
    arq: { maxTries: cell.maxTries, feedbackNs: 150 },
    judge: async receptions =>
      receptions.map(({ user, picture, tries }) => ({
        accepted: uniform(randomStream('accepts', cell.seed, user, picture, tries)) < cell.accepts,
      })),
    untilNs: 100_000,
  };
}

function fatesOf({ blocked, expired, abandoned, delivered, rejected, unfinished }: UserResult): number {
  return blocked + expired + abandoned + delivered + rejected + unfinished;
}

describe('every run', () => {
  it('gives each picture one fate, and keeps to Little’s law in every queue', async () => {
    await fc.assert(
      fc.asyncProperty(cells, async cell => {
        const { users, seen, bandUse, fairness } = await watched(cellOf(cell));
        for (const user of users) {
          expect(fatesOf(user)).toBe(user.offered);
          expect(user.delaysNs).toHaveLength(user.delivered);
          expect(user.unfinished).toBeGreaterThanOrEqual(0);
          for (const { meanNumber, entriesPerNs, meanStayNs } of [user.system, user.queue.places])
            expect(meanNumber).toBeCloseTo(entriesPerNs * meanStayNs, 9);
        }
        expect(bandUse).toBeLessThanOrEqual(1);
        expect(fairness).toBeGreaterThanOrEqual(1 / users.length - 1e-12);
        expect(fairness).toBeLessThanOrEqual(1 + 1e-12);
        for (const { fromNs, toNs, segments } of seen)
          expect(segments.reduce((sum, part) => sum + part.toNs - part.fromNs, 0)).toBe(toNs - fromNs);
      }),
      { numRuns: 60 },
    );
  });

  it('repeats itself, whatever number of receptions is judged together', async () => {
    await fc.assert(
      fc.asyncProperty(cells, fc.integer({ min: 1, max: 40 }), async (cell, batch) => {
        expect(await watched({ ...cellOf(cell), batch })).toEqual(await watched(cellOf(cell)));
      }),
      { numRuns: 30 },
    );
  });

  // A change of any event, its time or its order, shows here. Change a fingerprint only with the behaviour that it stands for.
  it.each([
    ['all at once', 0, 1, '028a6ed3f3be8f3d'],
    ['without frames', 1, 1, '32ed05a5861a5643'],
    ['in turns, with repeats', 2, 3, 'b4506fc017da1444'],
    ['proportionally fair', 3, 1, '92ab80edfa5a9407'],
    ['by group, with repeats', 4, 2, '07d8ae9de8b918dc'],
  ])('has the fingerprint of its scenario: %s', async (_, scheduler, maxTries, fingerprint) => {
    const cell = { seed: 1, users: 4, scheduler, maxTries, load: 0.9, accepts: 0.6, deadline: false };
    expect((await simulateNetwork(cellOf(cell))).fingerprint).toBe(fingerprint);
    expect((await simulateNetwork(cellOf({ ...cell, seed: 2 }))).fingerprint).not.toBe(fingerprint);
  });
});
