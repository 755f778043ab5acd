import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponential } from '../../../kernels/random/exponential.ts';
import { randomStream } from '../../../kernels/random/stream.ts';
import { allAtOnce, asynchronous } from './atOnce.ts';
import { proportionalFair } from './proportionalFair.ts';
import { roundRobin } from './roundRobin.ts';
import type { Scheduler, SchedulerView } from './scheduler.ts';
import { semanticGroups } from './semanticGroup.ts';

const USERS = 5;
/** Pairs of weak and strong channels: the strongest has 1000 times the mean gain of the weakest. */
const MEAN_RATES = [0.001, 0.01, 0.1, 1, 1];

/** What every scheduler must keep to. A new one joins by adding a row. */
interface Row {
  readonly name: string;
  readonly scheduler: Scheduler<unknown>;
  /** The most decisions that a user who always has a picture waits between two of its own; undefined where only its share is promised. */
  readonly patience?: number;
  /** The least share of all decisions that such a user has part in. */
  readonly share: number;
}

/** A row forgets the type of its scheduler's state. */
function row<State>(name: string, scheduler: Scheduler<State>, share: number, patience?: number): Row {
  const decide = (state: unknown, view: SchedulerView) => scheduler.decide(state as State, view);
  return { name, scheduler: { ...scheduler, decide }, share, ...(patience && { patience }) };
}

const rows: readonly Row[] = [
  row('allAtOnce', allAtOnce, 1, 1),
  row('asynchronous', asynchronous, 1, 1),
  row('roundRobin', roundRobin, 1 / USERS, USERS),
  row('semanticGroups', semanticGroups([2, 0, 2, 1, 0]), 1 / 3, 3),
  row('proportionalFair', proportionalFair({ windowFrames: 100 }), 0.9 / USERS),
];

/** Schedulers with faults. Each must fail one of the checks. */
const broken = {
  stuckTurn: row(
    '',
    { ...roundRobin, decide: (turn, { ready }) => ({ users: [ready[0].user], state: turn }) },
    0,
    USERS,
  ),
  bestChannel: row(
    '',
    {
      ...proportionalFair({ windowFrames: 100 }),
      decide(state, { ready, rateOf }) {
        const [best] = [...ready].sort((a, b) => rateOf(b.user) - rateOf(a.user));
        return { users: [best.user], state };
      },
    },
    0.9 / USERS,
  ),
  fixedTurn: row(
    '',
    { ...roundRobin, decide: turn => ({ users: [turn % USERS], state: turn + 1 }) },
    0,
    USERS,
  ),
};

/** Views with some users ready, with their rates. */
const views = fc.array(
  fc.tuple(
    fc.uniqueArray(fc.nat(USERS - 1), { minLength: 1, maxLength: USERS }),
    fc.array(fc.constantFrom(0, 0.001, 0.5, 1, 7), { minLength: USERS, maxLength: USERS }),
  ),
  { maxLength: 40 },
);

function view(nowNs: number, users: readonly number[], rates: readonly number[]): SchedulerView {
  const ready = [...users].sort((a, b) => a - b).map(user => ({ user, waiting: 1, sinceNs: 0 }));
  return { nowNs, ready, rateOf: user => rates[user] };
}

/** Whether every decision picks someone, in order, and only those who are ready. */
function isWorkConserving({ scheduler }: Row, list: readonly (readonly [number[], number[]])[]): boolean {
  let state = scheduler.init(USERS);
  return list.every(([users, rates], i) => {
    const decision = scheduler.decide(state, view(i, users, rates));
    state = decision.state;
    const chosen = decision.users;
    return (
      chosen.length > 0 &&
      chosen.every(user => users.includes(user)) &&
      chosen.every((user, j) => j === 0 || user > chosen[j - 1])
    );
  });
}

/** Decisions in which each user had part, and the most between two of them, when all always have pictures and channels fade. */
function service({ scheduler }: Row, decisions: number) {
  const fading = randomStream('fading');
  const all = Array.from({ length: USERS }, (_, user) => user);
  const served = new Array<number>(USERS).fill(0);
  const last = new Array<number>(USERS).fill(-1);
  let longest = 0;
  let state = scheduler.init(USERS);
  for (let i = 0; i < decisions; i++) {
    const rates = MEAN_RATES.map(mean => mean * exponential(fading));
    const decision = scheduler.decide(state, view(i, all, rates));
    state = decision.state;
    for (const user of decision.users) {
      served[user]++;
      longest = Math.max(longest, i - last[user]);
      last[user] = i;
    }
  }
  for (const from of last) longest = Math.max(longest, decisions - from);
  return { leastShare: Math.min(...served) / decisions, longest };
}

describe.each(rows)('$name', entry => {
  it('always finds work among those who have some', () => {
    fc.assert(fc.property(views, list => isWorkConserving(entry, list)));
  });

  it('lets nobody starve', () => {
    const { leastShare, longest } = service(entry, 6000);
    expect(leastShare).toBeGreaterThanOrEqual(entry.share);
    if (entry.patience) expect(longest).toBeLessThanOrEqual(entry.patience);
  });

  it('decides alike on the same state and view, and leaves both alone', () => {
    fc.assert(
      fc.property(views, list => {
        const { scheduler } = entry;
        let state = scheduler.init(USERS);
        for (const [i, [users, rates]] of list.entries()) {
          const before = structuredClone(state);
          const first = scheduler.decide(state, view(i, users, rates));
          expect(scheduler.decide(state, view(i, users, rates))).toEqual(first);
          expect(state).toEqual(before);
          state = first.state;
        }
      }),
    );
  });
});

describe('the contract', () => {
  it('catches a turn that does not move on', () => {
    expect(service(broken.stuckTurn, 100).longest).toBeGreaterThan(USERS);
  });

  it('catches a scheduler that looks at the channel alone', () => {
    expect(service(broken.bestChannel, 6000).leastShare).toBeLessThan(broken.bestChannel.share);
  });

  it('catches a turn kept by a user without picture', () => {
    expect(isWorkConserving(broken.fixedTurn, [[[1], MEAN_RATES]])).toBe(false);
  });
});

describe('proportionalFair', () => {
  it('rides on the peaks: with K equal users the mean gain of who sends is 1 + 1/2 + … + 1/K', () => {
    const users = 4;
    const scheduler = proportionalFair({ windowFrames: 2000 });
    const fading = randomStream('peaks');
    let state = scheduler.init(users);
    const gains: number[] = [];
    for (let i = 0; i < 40_000; i++) {
      const rates = Array.from({ length: users }, () => exponential(fading));
      const decision = scheduler.decide(state, view(i, [0, 1, 2, 3], rates));
      state = decision.state;
      if (i >= 10_000) gains.push(rates[decision.users[0]]);
    }
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const truth = 1 + 1 / 2 + 1 / 3 + 1 / 4;
    // The largest of four exponentials has variance 1 + 1/4 + 1/9 + 1/16; the averages' own spread costs up to 1 %.
    const halfWidth = 3.29 * Math.sqrt((1 + 1 / 4 + 1 / 9 + 1 / 16) / gains.length);
    expect(mean).toBeLessThan(truth + halfWidth);
    expect(mean).toBeGreaterThan(0.99 * truth - halfWidth);
  });

  it('passes over users without channel while another has one', () => {
    const scheduler = proportionalFair({ windowFrames: 10 });
    expect(scheduler.decide([0, 5], view(0, [0, 1], [0, 1])).users).toEqual([1]);
    expect(scheduler.decide([0, 5], view(0, [0, 1], [0, 0])).users).toEqual([0]);
  });
});

describe('settings', () => {
  it.each([
    [
      () => proportionalFair({ windowFrames: 0.5 }),
      'scheduler.windowFrames: 0.5 is not a number of frames, 1 or more',
    ],
    [() => semanticGroups([0, -1]), 'groups.1: -1 is not a whole number, 0 or more'],
    [() => semanticGroups([0, 1]).init(3), 'groups: [0,1] is not a list of 3 groups, one per user'],
  ])('are refused by path, value and what is valid (%#)', (open, message) => {
    expect(open).toThrow(message);
  });
});
