import { describe, expect, it } from 'vitest';
import { loadOf } from './fixture.ts';
import { usersOf } from './users.ts';

const traffic = { perUserPerS: 10, untilNs: 1e9, frameNs: 1e6 };

describe('the users of a run', () => {
  it('are there all the time unless they come and go', () => {
    const users = usersOf(loadOf({ users: 3, queueCapacity: 4, propagationUs: [1, 2, 3] }), traffic, [
      'users',
    ]);
    expect(users.map(({ place }) => place)).toEqual([0, 1, 2]);
    expect(users.map(({ settings }) => settings.propagationNs)).toEqual([1000, 2000, 3000]);
    for (const { settings } of users) {
      expect(settings).toMatchObject({ capacity: 4, powerW: 0.1 });
      expect(settings.leavesNs).toBeUndefined();
    }
  });

  it('take and leave places one after the other, and as many are there as the mean times say', () => {
    const scenario = loadOf({ users: 20, presence: { meanStayS: 0.3, meanAwayS: 0.1 } });
    const untilNs = 100e9;
    const users = usersOf(scenario, { ...traffic, untilNs }, ['users']);
    for (let place = 0; place < 20; place++) {
      const stays = users.filter(user => user.place === place).map(({ settings }) => settings);
      for (const [i, { joinsNs, leavesNs }] of stays.entries()) {
        expect(leavesNs).toBeGreaterThanOrEqual(joinsNs!);
        if (i > 0) expect(joinsNs).toBeGreaterThanOrEqual(stays[i - 1].leavesNs!);
      }
    }
    const thereNs = users.reduce(
      (sum, { settings: { joinsNs = 0, leavesNs = untilNs } }) => sum + Math.min(leavesNs, untilNs) - joinsNs,
      0,
    );
    // Some 5000 cycles, whose shares deviate by less than a third.
    expect(Math.abs(thereNs / (20 * untilNs) - 0.75)).toBeLessThan((3.29 * 0.34) / Math.sqrt(5000));
    const atFirst = users.filter(({ settings }) => settings.joinsNs === 0).length;
    expect(atFirst).toBeGreaterThanOrEqual(9);
    expect(atFirst).toBeLessThanOrEqual(20);
  });

  it('do not begin what would arrive late, and refuse a deadline that no picture can keep', () => {
    const [{ settings }] = usersOf(loadOf({ deadlineMs: 5, propagationUs: 200 }), traffic, ['users']);
    expect(settings).toMatchObject({ deadlineNs: 5e6, patienceNs: 3.8e6 });
    expect(() => usersOf(loadOf({ deadlineMs: 1.1, propagationUs: 200 }), traffic, ['users'])).toThrow(
      'deadlineMs: 1.1 ms is less than the 1.2 ms that a picture takes to be sent and arrive',
    );
  });

  it('have arrivals of their own, the same ones at any load, closer together', () => {
    const scenario = loadOf({ users: 2 });
    const instants = (perUserPerS: number, user: number) => {
      const next = usersOf(scenario, { ...traffic, perUserPerS }, ['users'])[user].settings.arrivals();
      return Array.from({ length: 5 }, () => next()!);
    };
    expect(instants(10, 0)).not.toEqual(instants(10, 1));
    for (const [i, ns] of instants(20, 0).entries())
      expect(Math.abs(2 * ns - instants(10, 0)[i])).toBeLessThan(3);
  });
});
