import { describe, expect, it } from 'vitest';
import { simulateCell } from './cell.ts';
import { acceptAll, at, watched } from './fixture.ts';
import type { NetworkOptions } from './options.ts';
import { allAtOnce, asynchronous } from './schedulers/atOnce.ts';
import { roundRobin } from './schedulers/roundRobin.ts';
import { simulateNetwork } from './simulate.ts';
import { periodicArrivals } from './traffic/periodic.ts';

/** Two users send a picture of 1000 ns each at 0; changes make other cells of it. */
const pair: NetworkOptions<null> = {
  users: [{ arrivals: at(0) }, { arrivals: at(0) }],
  bandwidthHz: 1e9,
  uses: () => 1000,
  scheduler: allAtOnce,
  judge: acceptAll,
  untilNs: 100_000,
};

describe('timing', () => {
  it('of a frame is that of the cell of the scenarios', async () => {
    for (const [users, periodNs, bandwidthHz] of [
      [4, 10_000_000, 1e6],
      [1, 1_000_000, 1e6],
      [3, 700, 3e6],
    ]) {
      const uses = (_: number, picture: number) => 1500 + 7 * picture;
      const expected = simulateCell({
        users,
        frames: 5,
        periodNs,
        bandwidthHz,
        takesTurns: false,
        uses: picture => uses(0, picture),
      });
      const instants = Array.from({ length: 5 }, (_, i) => i * periodNs);
      const { seen } = await watched({
        ...pair,
        users: Array.from({ length: users }, () => ({ arrivals: at(...instants) })),
        bandwidthHz,
        uses,
        untilNs: 1e9,
      });
      expect(seen.map(({ user, picture, sentNs, toNs }) => [user, picture, sentNs, toNs])).toEqual(
        expected.map(({ user, frame, sentNs, arrivedNs }) => [user, frame, sentNs, arrivedNs]),
      );
    }
  });

  it('keeps the next frame back until the last symbol of all has arrived', async () => {
    const users = [
      { arrivals: at(0, 0), propagationNs: 50 },
      { arrivals: at(0, 0), propagationNs: 300 },
    ];
    const { seen, bandUse } = await watched({
      ...pair,
      users,
      uses: user => 1000 * (1 + user),
      untilNs: 10_000,
    });
    expect(seen.map(({ user, sentNs, fromNs, toNs }) => [user, sentNs, fromNs, toNs])).toEqual([
      [0, 0, 50, 1050],
      [1, 0, 300, 2300],
      [0, 2300, 2350, 3350],
      [1, 2300, 2600, 4600],
    ]);
    expect(bandUse).toBe(0.45);
  });

  it('lets users take turns, in the order of their numbers', async () => {
    const { seen } = await watched({
      ...pair,
      users: [{ arrivals: at(0, 1) }, { arrivals: at(0) }],
      scheduler: roundRobin,
    });
    expect(seen.map(({ user, sentNs }) => [user, sentNs])).toEqual([
      [0, 0],
      [1, 1000],
      [0, 2000],
    ]);
    expect(seen.every(({ segments }) => segments.every(({ others }) => others.length === 0))).toBe(true);
  });

  it('without frames lets a user begin while another is on the air, and tells both', async () => {
    const { seen } = await watched({
      ...pair,
      users: [{ arrivals: at(0) }, { arrivals: at(400), propagationNs: 100 }],
      scheduler: asynchronous,
    });
    expect(seen.map(({ segments }) => segments)).toEqual([
      [
        { fromNs: 0, toNs: 500, others: [] },
        { fromNs: 500, toNs: 1000, others: [1] },
      ],
      [
        { fromNs: 500, toNs: 1000, others: [0] },
        { fromNs: 1000, toNs: 1500, others: [] },
      ],
    ]);
  });
});

describe('a user who leaves', () => {
  const leaver = { arrivals: at(0, 1, 2, 2000), leavesNs: 600, propagationNs: 100 };

  it('mid-frame loses the picture, and is no longer heard from then on', async () => {
    const { seen, users } = await watched({ ...pair, users: [{ arrivals: at(0) }, leaver] });
    expect(seen).toMatchObject([
      { user: 1, fromNs: 100, toNs: 700, cutOff: true },
      {
        user: 0,
        cutOff: false,
        segments: [
          { fromNs: 0, toNs: 100, others: [] },
          { fromNs: 100, toNs: 700, others: [1] },
          { fromNs: 700, toNs: 1000, others: [] },
        ],
      },
    ]);
    expect(users[1]).toMatchObject({
      offered: 3,
      abandoned: 3,
      delivered: 0,
      presentNs: 600,
      onAirNs: 600,
      energyJ: 6e-7,
    });
    expect(users[0]).toMatchObject({ offered: 1, delivered: 1, energyPerDeliveredJ: 1e-6 });
  });

  it('frees the band', async () => {
    const { seen } = await watched({ ...pair, users: [leaver, { arrivals: at(5) }], scheduler: roundRobin });
    expect(seen.map(({ user, sentNs }) => [user, sentNs])).toEqual([
      [0, 0],
      [1, 700],
    ]);
  });

  it('after the last symbol has left loses only what waits', async () => {
    const user = { ...leaver, leavesNs: 1050 };
    const { users, seen } = await watched({ ...pair, users: [user] });
    expect(users[0]).toMatchObject({ offered: 3, delivered: 1, abandoned: 2 });
    expect(seen).toMatchObject([{ toNs: 1100, cutOff: false }]);
  });

  it('while waiting for word does not send again', async () => {
    const { users } = await watched({
      ...pair,
      users: [{ arrivals: at(0), leavesNs: 1200 }],
      arq: { maxTries: 3, feedbackNs: 500 },
      judge: receptions => receptions.map(() => ({ accepted: false })),
    });
    expect(users[0]).toMatchObject({ transmissions: 1, abandoned: 1, rejected: 0 });
  });

  it('and comes late makes pictures only while there', async () => {
    const { users } = await watched({
      ...pair,
      users: [{ arrivals: () => periodicArrivals({ periodNs: 1000 }), joinsNs: 2500, leavesNs: 8500 }],
      uses: () => 10,
    });
    expect(users[0]).toMatchObject({ offered: 6, delivered: 6, presentNs: 6000, goodputPerS: 1e6 });
  });
});

describe('deadlines', () => {
  it('drop pictures that still wait then, and count as late those that arrive after it', async () => {
    const { users } = await watched({ ...pair, users: [{ arrivals: at(0, 1, 2), deadlineNs: 1500 }] });
    // The first takes 1000 ns; the second begins at 1000 and is late at 2000; the third is dropped at 1502.
    expect(users[0]).toMatchObject({ delivered: 2, late: 1, expired: 1, deadlineMisses: 2 });
    expect(users[0].delaysNs).toEqual([1000, 1999]);
    expect(users[0].waitsNs).toEqual([0, 999]);
    expect(users[0].goodputPerS).toBe(1e4);
  });

  it('of a sender who knows how long a frame takes drop what cannot arrive in time, and nothing is late', async () => {
    const user = { arrivals: at(0, 1, 2), deadlineNs: 2500, patienceNs: 1500 };
    const { users } = await watched({ ...pair, users: [user] });
    // The second begins at 1000 and arrives at 2000; the third is dropped at 1502.
    expect(users[0]).toMatchObject({ delivered: 2, late: 0, expired: 1, deadlineMisses: 1 });
  });

  it('end repeats', async () => {
    const { users } = await watched({
      ...pair,
      users: [{ arrivals: at(0), deadlineNs: 2500 }],
      arq: { maxTries: Number.POSITIVE_INFINITY, feedbackNs: 0 },
      judge: receptions => receptions.map(() => ({ accepted: false })),
    });
    expect(users[0]).toMatchObject({ transmissions: 3, expired: 1, deadlineMisses: 1 });
  });
});

describe('observers', () => {
  it('hear of every begin and every fate, and of the end what the judge hears', async () => {
    const begun: unknown[] = [];
    const fates: string[] = [];
    const judged: unknown[] = [];
    const { seen, users } = await watched({
      ...pair,
      users: [
        { arrivals: at(0, 10, 20), capacity: 1, propagationNs: 7 },
        { arrivals: at(0), leavesNs: 300 },
        { arrivals: at(0, 1), deadlineNs: 500 },
      ],
      observeBegin: one => begun.push([one.user, one.picture, one.appearedNs, one.sentNs, one.fromNs]),
      observeFate: ({ user, picture, fate, late }) =>
        fates.push(`${user} ${picture} ${fate}${late ? ' late' : ''}`),
      judge(receptions) {
        judged.push(...receptions);
        return acceptAll(receptions);
      },
    });
    expect(begun).toEqual([
      [1, 0, 0, 0, 0],
      [2, 0, 0, 0, 0],
      [0, 0, 0, 0, 7],
      [0, 1, 10, 1007, 1014],
    ]);
    expect(fates.sort()).toEqual([
      '0 0 delivered',
      '0 1 delivered',
      '0 2 blocked',
      '1 0 abandoned',
      '2 0 delivered late',
      '2 1 expired',
    ]);
    expect(fates).toHaveLength(users.reduce((sum, { offered }) => sum + offered, 0));
    expect(judged).toEqual(seen.filter(({ cutOff }) => !cutOff));
    expect(judged.every(one => seen.includes(one as (typeof seen)[number]))).toBe(true);
  });
});

describe('an overload', () => {
  const options = {
    ...pair,
    users: [{ arrivals: at() }, { arrivals: () => periodicArrivals({ periodNs: 500 }) }],
    untilNs: 1e12,
    mostWaiting: 300,
  };

  it('without deadline ends the run at the cap and says that the queue is unstable', async () => {
    const { unstable, endedNs, users } = await simulateNetwork(options);
    expect(unstable).toMatchObject({ user: 1, waiting: 301, atNs: endedNs });
    expect(unstable!.message).toMatch(
      /^the queue of user 1 is unstable: 301 pictures wait after 0\.000 s, as 2000000 a second appear and 1000000 a second are sent; lower the traffic, or set a deadline or a capacity$/,
    );
    expect(endedNs).toBeLessThan(400_000);
    expect(users[1].unfinished).toBeGreaterThanOrEqual(301);
  });

  it('with a deadline or a capacity runs to its end', async () => {
    for (const limit of [{ deadlineNs: 5000 }, { capacity: 3 }]) {
      const users = [options.users[0], { ...options.users[1], ...limit }];
      const { unstable, endedNs } = await simulateNetwork({ ...options, users, untilNs: 500_000 });
      expect(unstable).toBeNull();
      expect(endedNs).toBe(500_000);
    }
  });
});

describe('options', () => {
  it.each([
    [{ bandwidthHz: 0 }, 'bandwidthHz: 0 is not a positive number of hertz'],
    [{ users: [] }, 'users: [] is not a list of at least one user'],
    [{ untilNs: 1.5 }, 'untilNs: 1.5 is not a whole number of nanoseconds, 0 or more'],
    [{ batch: 0 }, 'batch: 0 is not a whole number, 1 or more'],
    [{ uses: () => 0 }, 'uses of user 0: 0 is not a whole number, 1 or more'],
    [{ arq: { maxTries: 0, feedbackNs: 0 } }, 'arq.maxTries: 0 is not a whole number of tries, 1 or more'],
    [
      { arq: { maxTries: 2, feedbackNs: -1 } },
      'arq.feedbackNs: -1 is not a whole number of nanoseconds, 0 or more',
    ],
    [{ users: [{ arrivals: at(0), powerW: -1 }] }, 'users.0.powerW: -1 is not a number of watts, 0 or more'],
    [
      { users: [{ arrivals: at(0), joinsNs: 5, leavesNs: 4 }] },
      'users.0.leavesNs: 4 is not at or after joinsNs, 5',
    ],
    [{ judge: () => [] }, 'judge: 0 outcomes for 2 receptions'],
  ])('are refused by path, value and what is valid: %o', async (change, message) => {
    await expect(simulateNetwork({ ...pair, ...change })).rejects.toThrow(message);
  });
});
