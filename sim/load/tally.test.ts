import { describe, expect, it } from 'vitest';
import type { Settled } from '../network/options.ts';
import type { NetworkResult } from '../network/results.ts';
import type { CellRun, JudgedTry } from './cell.ts';
import { tally } from './tally.ts';

const COUNT = 100;
const MS = 1e6;

/** A picture of user 0 or 1 every 10 ms, which takes 4 ms or, every fifth one, 9 ms; every fourth one is of 18 dB, the others of 30. */
function runOf(): CellRun {
  const tries = Array.from({ length: COUNT }, (_, i): JudgedTry => {
    const appearedNs = i * 10 * MS;
    const psnrDb = i % 4 === 0 ? 18 : 30;
    return {
      ...{ user: i % 2, picture: i >> 1, tries: 1, appearedNs, fromNs: appearedNs, psnrDb, msSsim: 0.9 },
      toNs: appearedNs + (i % 5 === 0 ? 9 : 4) * MS,
      expectedDb: i % 10 === 0 ? 25 : psnrDb,
      accepted: true,
    };
  });
  const settled = tries.map(
    ({ user, picture, appearedNs }, i): Settled => ({
      ...{ user, picture, appearedNs },
      fate: i % 20 === 3 ? 'blocked' : 'delivered',
      late: i % 5 === 0,
    }),
  );
  const user = { offered: 50, delivered: 50, presentNs: 1e9, transmissions: 50, onAirNs: 2e8, energyJ: 0.02 };
  const network = { users: [0, 1].map(number => ({ ...user, user: number })), endedNs: 1e9, bandUse: 0.5 };
  return { network: network as unknown as NetworkResult, tries, settled, cutOff: [] };
}

describe('what a run comes to', () => {
  const settings = { qualityThresholdDb: 20, acceptDb: 20, deadlineNs: 5 * MS };
  const result = tally(runOf(), settings);

  it('has means over all that was delivered, without the first tenth', () => {
    // 90 pictures in 20 batches of 4: one of 18 dB each.
    expect(result.psnrDb).toMatchObject({ mean: 27, count: 20 });
    expect(result.msSsim!.mean).toBeCloseTo(0.9, 9);
    expect(result.delayMs!.mean).toBeCloseTo(5, 9);
    expect(result.delayQuantilesMs).toEqual({ p50: 4, p95: 9 });
    expect(result.distributions!.psnrDb).toHaveLength(41);
    expect(result.distributions!.psnrDb.filter(value => value === 18).length).toBeGreaterThanOrEqual(10);
  });

  it('counts good pictures in time', () => {
    // Of 20 in a row, 15 are good, and 3 of them late.
    expect(result.goodputPerS.mean).toBeCloseTo(60, 0);
  });

  it('counts fates of those that appeared in time to have one', () => {
    const { fates } = result;
    expect(fates!.missed.mean).toBeCloseTo(0.2, 2);
    expect(fates!.inTime.mean).toBeCloseTo(0.75, 2);
    expect(fates).toMatchObject({ pictures: 90, blocked: 4 / 90, rejected: 0, abandoned: 0 });
  });

  it('counts how often the receiver is right', () => {
    // 25 of 18 dB, of which those at 0, 20, 40, 60 and 80 were expected to be good.
    expect(result.check).toMatchObject({ good: 75, receptions: 100, hitRate: 1, falseAlarmRate: 0.2 });
    expect(result.check.errorDb).toBeCloseTo(Math.sqrt((5 * 49 + 5 * 25) / 100), 9);
  });

  it('counts per user, with their energy and their fairness', () => {
    expect(result.energyPerPictureMj).toBeCloseTo(0.4, 9);
    expect(result.triesPerPicture).toBe(1);
    expect(result.meanOnAir).toBeCloseTo(0.8, 9);
    expect(result.users.map(({ goodputPerS }) => goodputPerS)).toEqual([20, 40]);
    expect(result.fairness).toBeCloseTo(60 ** 2 / (2 * (20 ** 2 + 40 ** 2)), 9);
  });

  it('has no means of a handful', () => {
    const run = runOf();
    const few = tally({ ...run, tries: run.tries.slice(0, 43), settled: run.settled.slice(0, 40) }, settings);
    expect(few).toMatchObject({ psnrDb: null, delayMs: null, fates: null });
  });
});
