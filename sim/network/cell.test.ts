import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellOptions, simulateCell } from './cell.ts';

const cell: CellOptions = {
  users: 4,
  frames: 3,
  periodNs: 10_000_000,
  bandwidthHz: 1e6,
  takesTurns: false,
  uses: () => 2048,
};

const latenciesNs = (options: CellOptions) =>
  simulateCell(options).map(({ producedNs, arrivedNs }) => arrivedNs - producedNs);

describe('simulateCell', () => {
  it('delivers all pictures of a frame after n/bandwidth when all send at once', () => {
    expect(latenciesNs(cell)).toEqual(Array(12).fill(2_048_000));
  });

  it('delivers user k after k + 1 slots when users take turns', () => {
    const turns = simulateCell({ ...cell, takesTurns: true, uses: () => 512 });
    for (const { user, frame, producedNs, sentNs, arrivedNs } of turns) {
      expect(producedNs).toBe(frame * 10_000_000);
      expect(sentNs - producedNs).toBe(user * 512_000);
      expect(arrivedNs - producedNs).toBe((user + 1) * 512_000);
    }
  });

  it('makes pictures wait when frames last longer than the period: frame t waits t·(D − T)', () => {
    const slow = simulateCell({ ...cell, users: 1, periodNs: 1_000_000 });
    expect(slow.map(({ sentNs, producedNs }) => sentNs - producedNs)).toEqual([0, 1_048_000, 2_096_000]);
  });

  it('lets the length of a frame follow its pictures', () => {
    expect(latenciesNs({ ...cell, users: 1, uses: frame => 100 * (frame + 1) })).toEqual([
      100_000, 200_000, 300_000,
    ]);
  });

  it('rounds up to whole nanoseconds', () => {
    expect(latenciesNs({ ...cell, users: 1, frames: 1, bandwidthHz: 3e6, uses: () => 1 })).toEqual([334]);
  });

  it('delivers every picture once, in order, and never two at a time when users take turns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 4_000_000 }),
        fc.boolean(),
        (users, uses, periodNs, takesTurns) => {
          const frames = uses.length;
          const all = simulateCell({ ...cell, users, frames, periodNs, takesTurns, uses: t => uses[t] });
          const expected = Array.from({ length: users * frames }, (_, i) => [
            Math.floor(i / users),
            i % users,
          ]);
          expect(all.map(({ frame, user }) => [frame, user])).toEqual(expected);
          if (takesTurns)
            for (let i = 1; i < all.length; i++)
              expect(all[i].sentNs).toBeGreaterThanOrEqual(all[i - 1].arrivedNs);
        },
      ),
    );
  });
});
