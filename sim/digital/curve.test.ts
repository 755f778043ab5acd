import { beforeAll, describe, expect, it } from 'vitest';
import type { Image } from '../../kernels/image.ts';
import { image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import {
  ALL_PAIRS,
  type CurveSettings,
  capacityCurve,
  type DigitalPoint,
  digitalCurves,
  envelope,
} from './curve.ts';

const SIDE = 48;
const COUNT = 4;
const source = deadLeaves({ width: SIDE, height: SIDE, count: COUNT, seed: 5 });
const settings: CurveSettings = {
  source: { codec: 'webp', headers: 'counted', downscale: 1 },
  packet: {
    blockLength: 'best',
    decoder: { algorithm: 'min-sum', iterations: 20 },
    demapper: 'exact',
    failureDetection: 'crc-32',
  },
  cbr: 1 / 2,
  snrsDb: [0, 6, 12, 18],
  mosaic: 1,
  fallback: image(SIDE, SIDE, new Float32Array(3 * SIDE * SIDE).fill(0.5)),
  streamName: ['curve'],
};
let pictures: Image[];
let points: DigitalPoint[];
let bound: DigitalPoint[];

beforeAll(async () => {
  pictures = await Promise.all(Array.from({ length: COUNT }, (_, i) => source.read(i)));
  points = await digitalCurves(pictures, settings);
  bound = await capacityCurve(pictures, settings);
});

describe('digitalCurves', () => {
  it('gives every pair its curve, all with the same channel uses', () => {
    expect(points.length).toBe(ALL_PAIRS.length * settings.snrsDb.length);
    expect(new Set(points.map(({ uses }) => uses))).toEqual(new Set([3456]));
    expect(new Set(bound.map(({ uses }) => uses))).toEqual(new Set([3456]));
    expect(points.every(({ psnrDb, failures }) => psnrDb.count === COUNT && failures.trials === COUNT)).toBe(
      true,
    );
  });

  it('has cliffs: a pair fails everywhere below its capacity, and no longer changes above its cliff', () => {
    for (const { modulation, rate } of ALL_PAIRS) {
      const curve = points.filter(({ pair }) => pair?.modulation === modulation && pair.rate === rate);
      const failed = curve.map(({ failures }) => failures.count);
      expect(failed).toEqual([...failed].sort((a, b) => b - a));
      const clear = curve.filter(({ failures }) => failures.count === 0).map(({ psnrDb }) => psnrDb.mean);
      expect(new Set(clear).size).toBeLessThanOrEqual(1);
    }
    const of = (modulation: string, rate: string, snrDb: number) =>
      points.find(
        point => point.pair?.modulation === modulation && point.pair.rate === rate && point.snrDb === snrDb,
      );
    expect(of('64-qam', '2/3', 12)?.failures.count).toBe(COUNT);
    expect(of('64-qam', '2/3', 18)?.failures.count).toBe(0);
    expect(of('qpsk', '1/2', 0)?.failures.count).toBe(COUNT);
    expect(of('qpsk', '1/2', 6)?.failures.count).toBe(0);
  });
});

describe('envelope', () => {
  it('is the best pair at each SNR, rises with it and stays below capacity', () => {
    const best = envelope(points);
    expect(best.map(({ snrDb }) => snrDb)).toEqual(settings.snrsDb);
    for (const [i, point] of best.entries()) {
      const all = points.filter(({ snrDb }) => snrDb === point.snrDb).map(({ psnrDb }) => psnrDb.mean);
      expect(point.psnrDb.mean).toBe(Math.max(...all));
      if (i > 0) expect(point.psnrDb.mean).toBeGreaterThan(best[i - 1].psnrDb.mean);
      expect(bound[i].psnrDb.mean).toBeGreaterThan(point.psnrDb.mean);
      expect(bound[i].bits).toBeGreaterThan(point.bits);
    }
    // More than one pair has its turn.
    expect(new Set(best.map(({ pair }) => `${pair?.modulation} ${pair?.rate}`)).size).toBe(4);
  });
});

describe('mosaics', () => {
  it('share their header and fail together', async () => {
    const half = { ...settings, mosaic: 2, snrsDb: [0, 8] };
    const pair = [{ modulation: 'qpsk', rate: '3/4' }] as const;
    const [below, above] = await digitalCurves(pictures, half, pair);
    const single = await digitalCurves(pictures, { ...settings, snrsDb: [8] }, pair);
    expect(above.uses).toBe(single[0].uses);
    expect([below.failures.count, below.failures.trials, above.failures.count]).toEqual([2, 2, 0]);
    expect(above.psnrDb.count).toBe(2);
    expect(above.psnrDb.mean).toBeGreaterThan(single[0].psnrDb.mean - 0.5);
  });

  it('are refused when they leave a picture over or make one file only', async () => {
    for (const mosaic of [3, 4, 0, 1.5])
      await expect(digitalCurves(pictures, { ...settings, mosaic })).rejects.toThrow(
        `mosaic: 4 pictures do not make two or more files of ${mosaic}`,
      );
  });
});
