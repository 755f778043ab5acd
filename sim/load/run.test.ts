import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { averagingCodec, idleDenoiser } from '../fixture.ts';
import { distance } from '../network/fixture.ts';
import { readTrace } from '../network/traffic/trace.ts';
import { loadOf, resultOf, SEED, source } from './fixture.ts';
import type { LoadPoint } from './results.ts';
import { runLoad } from './run.ts';
import type { LoadInput } from './scenario.ts';

/** Everything at once: frames that overlap, repeats, fades, users who come and go. */
const EVERYTHING: Partial<LoadInput> = {
  access: ['omdma-unslotted', 'proportional-fair'],
  offeredLoad: [1.2],
  pictures: 120,
  snrDb: 8,
  gains: [0, -3, 0, 2],
  propagationUs: [0, 40, 15, 3],
  deadlineMs: 20,
  queueCapacity: 5,
  arq: { maxTries: 3, feedbackMs: 0.7, minQualityDb: 15, combine: 'chase' },
  mobility: { coherenceMs: 2.3 },
  presence: { meanStayS: 0.05, meanAwayS: 0.01 },
  toldNoise: ['perEntry', 'average'],
};

const bytesOf = ({ provenance, ...rest }: Awaited<ReturnType<typeof resultOf>>) =>
  JSON.stringify({ ...rest, provenance: { ...provenance, wallSeconds: 0 } });

describe('a run', () => {
  it('does not depend on the batch, nor on when batches are flushed', async () => {
    const results = [];
    for (const batch of [1, 7, 64]) results.push(bytesOf(await resultOf(EVERYTHING, { batch })));
    expect(results[1]).toBe(results[0]);
    expect(results[2]).toBe(results[0]);
    // With repeats, batches are flushed when word is due; without, when they are full.
    const { arq: _, ...once } = EVERYTHING;
    const calm = [];
    for (const batch of [1, 64]) calm.push(bytesOf(await resultOf(once, { batch })));
    expect(calm[1]).toBe(calm[0]);
    expect(calm[0]).not.toBe(results[0]);
  });

  it('repeats itself for a seed, and differs for another', async () => {
    const one = { ...EVERYTHING, access: 'omdma-unslotted', toldNoise: 'average' } as const;
    const [a, b, c] = [await resultOf(one), await resultOf(one), await resultOf(one, { seed: 4 })].map(
      bytesOf,
    );
    expect(b).toBe(a);
    expect(c).not.toBe(a);
  });

  it('uses everything that it was asked for', async () => {
    const { points, timelines, differences } = await resultOf(EVERYTHING);
    expect(points).toHaveLength(4);
    const some = (of: (point: LoadPoint) => number) => points.some(point => of(point) > 0);
    expect(some(({ fates }) => fates!.rejected)).toBe(true);
    expect(some(({ fates }) => fates!.abandoned)).toBe(true);
    expect(some(({ fates }) => fates!.missed.mean)).toBe(true);
    expect(some(({ triesPerPicture }) => triesPerPicture - 1)).toBe(true);
    const ends = new Set(timelines.flatMap(({ entries }) => entries.map(({ end }) => end)));
    expect([...ends].sort()).toEqual(['accepted', 'cut', 'rejected']);
    expect(differences.length).toBeGreaterThan(0);
    for (const { users } of points) expect(users.length).toBeGreaterThan(4);
  });
});

describe('one user at a time', () => {
  const run = async (access: 'round-robin' | 'proportional-fair', load: number) => {
    const [point] = (await resultOf({ access, offeredLoad: load, pictures: 2000, users: 5, name: 'queue' }))
      .points;
    return point;
  };

  it('waits as the queue M/D/1 does', async () => {
    for (const access of ['round-robin', 'proportional-fair'] as const) {
      const point = await run(access, 0.5);
      expect(point.queueTheoryMs).toBeCloseTo(1.5, 4);
      expect(distance(point.delayMs!, point.queueTheoryMs!)).toBeLessThan(1);
    }
  });

  it('and would be found out if it took half as long again', async () => {
    const point = await run('round-robin', 0.75);
    expect(distance(point.delayMs!, 1.5)).toBeGreaterThan(1);
  });
});

describe('what is offered', () => {
  it('is the load, for Poisson, periodic and bursty traffic, and pictures per second say the same', async () => {
    for (const kind of ['poisson', 'periodic', 'on-off'] as const) {
      const traffic = { kind, meanOnMs: 5, meanOffMs: 20 };
      const [byLoad] = (await resultOf({ offeredLoad: 0.8, traffic, access: 'omdma', pictures: 1000 }))
        .points;
      const [byRate] = (await resultOf({ picturesPerS: 200, traffic, access: 'omdma', pictures: 1000 }))
        .points;
      expect(byRate).toEqual(byLoad);
      // 1000 pictures of 1 ms each at a load of 0.8; bursts vary more than the Poisson process.
      const margin = kind === 'periodic' ? 0.005 : kind === 'poisson' ? 0.11 : 0.35;
      expect(Math.abs(byLoad.offeredPerS / 800 - 1)).toBeLessThan(margin);
    }
  });

  it('of a trace is what the trace holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'semlink-trace-'));
    const file = join(folder, 'trace.csv');
    const lines = Array.from({ length: 200 }, (_, i) => `${(i * 2.5).toFixed(1)},${i % 4}`);
    writeFileSync(file, `timeMs,user\n${lines.join('\n')}\n`);
    const scenario = loadOf({ traffic: { kind: 'trace', file }, access: ['round-robin', 'omdma'] });
    const { points } = await runLoad(scenario, {
      ...{ seed: SEED, codec: averagingCodec, denoiser: idleDenoiser, source, trace: readTrace(file, 4) },
      about: { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'test' },
    });
    rmSync(folder, { recursive: true });
    for (const point of points) {
      expect(point.place.offeredLoad).toBeCloseTo(200 / (497.5 + 20), 4);
      // One picture at a time, 2.5 ms apart, 1 ms long: nobody waits and nobody is disturbed.
      expect(point.delayMs).toMatchObject({ mean: 1, low: 1, high: 1 });
      expect(point.users.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(200);
    }
    expect(points[0].psnrDb).toEqual(points[1].psnrDb);
  });
});

describe('an overload', () => {
  const overload = { access: 'round-robin', offeredLoad: 3, pictures: 2000, mostWaiting: 60 } as const;

  it('without deadline ends at the cap and says that the queue is unstable', async () => {
    const [{ unstable, seconds }] = (await resultOf(overload)).points;
    expect(unstable!.message).toMatch(
      /^the queue of user \d is unstable: 61 pictures wait after 0\.\d+ s, .* set a deadline or a capacity$/,
    );
    expect(unstable!.atS).toBe(seconds);
    expect(seconds).toBeLessThan(2000 / 3 / 1000);
  });

  it('with a deadline runs to its end, and misses what does not fit', async () => {
    const [{ unstable, fates, bandUse }] = (await resultOf({ ...overload, deadlineMs: 15 })).points;
    expect(unstable).toBeNull();
    expect(bandUse).toBeGreaterThan(0.98);
    // Two of three pictures do not fit.
    expect(fates!.missed.mean).toBeGreaterThan(0.6);
    expect(fates!.missed.mean).toBeLessThan(0.73);
  });
});
