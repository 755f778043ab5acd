import { beforeAll, describe, expect, it } from 'vitest';
import { image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { sendAlone } from '../alone.ts';
import { ALL_PAIRS, PACKET, pairName } from '../digital/pairs.ts';
import { transmitDigitally } from '../digital/transmit.ts';
import { averagingCodec } from '../fixture.ts';
import { psnr } from '../metrics/psnr.ts';
import { envelope } from './envelope.ts';
import { anchor, few, run } from './fixture.ts';
import type { ComparisonProgress } from './progress.ts';
import type { ComparisonResult, Curve, CurvePoint } from './results.ts';

const withoutTime = (result: ComparisonResult) => ({
  ...result,
  provenance: { ...result.provenance, wallSeconds: 0 },
});
const curvesOf = ({ curves }: ComparisonResult, kind: Curve['kind']) =>
  curves.filter(curve => curve.kind === kind);
const sameAccounting = (a: Curve) => (b: Curve) =>
  JSON.stringify(a.accounting) === JSON.stringify(b.accounting);
let result: ComparisonResult;
const progress: ComparisonProgress[] = [];
beforeAll(async () => {
  result = await run({}, { onProgress: heard => progress.push(heard) });
});

describe('runComparison', () => {
  it('draws every way under every condition', () => {
    const conditions = [
      ['1/12', 5],
      ['1/6', -10],
      ['1/6', 5],
      ['1/6', 20],
    ];
    for (const { points } of result.curves)
      expect(points.map(({ cbr, snrDb }) => [cbr, snrDb])).toEqual(conditions);
    expect(curvesOf(result, 'neural').map(({ denoiserSteps }) => denoiserSteps)).toEqual([0, 1]);
    const accountings = ['1 counted', '1 free', '2 counted', '2 free'];
    for (const kind of ['envelope', 'capacity'] as const)
      expect(
        curvesOf(result, kind).map(({ accounting }) => `${accounting?.mosaic} ${accounting?.headers}`),
      ).toEqual(accountings);
    expect(curvesOf(result, 'digital')).toHaveLength(4 * 20);
    expect(new Set(result.curves.map(({ name }) => name)).size).toBe(result.curves.length);
  });

  it('gives every way the same channel uses', () => {
    for (const { points } of result.curves)
      expect(points.map(({ cbrMade }) => cbrMade)).toEqual([0.0833333, 0.166667, 0.166667, 0.166667]);
  });

  it('finds what single transmissions find', async () => {
    const source = deadLeaves({ width: 48, height: 48, count: 40, seed: 7 });
    const pictures = await Promise.all([0, 10, 20, 30].map(i => source.read(i)));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const latents = await averagingCodec.encode(pictures);
    const received = await averagingCodec.decode(
      latents.map((latent, trial) => sendAlone(latent, 16, 20, [1, 'test', 20, trial, 0]).estimate),
    );
    const neural = mean(received.map((picture, i) => psnr(pictures[i], picture)));
    expect(curvesOf(result, 'neural')[0].points[3].psnrDb.mean).toBeCloseTo(neural, 3);

    const [best] = curvesOf(result, 'envelope');
    const pair = ALL_PAIRS.find(one => pairName(one) === best.points[3].modulation)!;
    const sent = pictures.map((picture, trial) =>
      transmitDigitally(picture, {
        source: { codec: 'webp', headers: 'counted', downscale: 1 },
        packet: { ...PACKET, ...pair },
        uses: (3 * 48 * 48) / 6,
        snrDb: 20,
        fallback: picture,
        streamName: [1, 'test', 20, trial, 0],
      }),
    );
    const digital = mean((await Promise.all(sent)).map(({ picture }, i) => psnr(pictures[i], picture)));
    expect(best.points[3].failed).toBe(0);
    expect(best.points[3].psnrDb.mean).toBeCloseTo(digital, 3);
  });

  it('has envelopes that no single curve exceeds, and no envelope exceeds capacity', () => {
    for (const best of curvesOf(result, 'envelope')) {
      const [bound] = curvesOf(result, 'capacity').filter(sameAccounting(best));
      const singles = curvesOf(result, 'digital').filter(sameAccounting(best));
      expect(singles).toHaveLength(20);
      for (const [c, point] of best.points.entries()) {
        expect(point.psnrDb.mean).toBe(Math.max(...singles.map(({ points }) => points[c].psnrDb.mean)));
        expect(singles.map(({ points }) => points[c])).toContainEqual(point);
        expect(bound.points[c].psnrDb.mean).toBeGreaterThanOrEqual(point.psnrDb.mean);
        expect(bound.points[c].failed).toBeLessThanOrEqual(point.failed);
        expect(bound.points[c].modulation).toBeUndefined();
      }
    }
  });

  it('changes modulation with the SNR', () => {
    const [free] = curvesOf(result, 'envelope').filter(({ accounting }) => accounting?.headers === 'free');
    expect(new Set(free.points.map(({ modulation }) => modulation)).size).toBeGreaterThan(2);
  });

  it('counts files that fail, and shows the mean of the data set for them', async () => {
    for (const { points, accounting } of curvesOf(result, 'envelope'))
      expect(points[1]).toMatchObject({ failed: 4 / accounting!.mosaic, files: 4 / accounting!.mosaic });
    for (const { points } of curvesOf(result, 'neural'))
      expect(points.map(({ failed, files }) => [failed, files])).toEqual(new Array(4).fill([0, 4]));
    expect(result.failureShows).toBe('the mean of 40 pictures');

    const source = deadLeaves({ width: 48, height: 48, count: 40, seed: 7 });
    const all = await Promise.all(Array.from({ length: 40 }, (_, i) => source.read(i)));
    const mean = image(48, 48);
    for (let i = 0; i < mean.data.length; i++)
      mean.data[i] = all.reduce((sum, { data }) => sum + data[i] / 40, 0);
    const shown = [0, 10, 20, 30].map(i => psnr(all[i], mean));
    const average = shown.reduce((sum, value) => sum + value, 0) / 4;
    for (const { points } of curvesOf(result, 'envelope'))
      expect(points[1].psnrDb.mean).toBeCloseTo(average, 3);
  });

  it('counts pictures of one file once', () => {
    for (const { points, accounting } of curvesOf(result, 'capacity'))
      for (const { psnrDb } of points) expect(psnrDb.count).toBe(4 / accounting!.mosaic);
  });

  it('carries published results through, and shows a picture of each way', () => {
    expect(result.anchors).toEqual([anchor]);
    expect(result.gallery.map(({ cbr, snrDb }) => [cbr, snrDb])).toEqual([
      ['1/6', -10],
      ['1/6', 5],
      ['1/6', 20],
    ]);
    const [low, , high] = result.gallery;
    const names = [
      ...curvesOf(result, 'neural'),
      ...curvesOf(result, 'envelope'),
      ...curvesOf(result, 'capacity'),
    ];
    expect(high.pictures.map(({ caption }) => caption).sort()).toEqual(
      ['original', ...names.map(({ name }) => name)].sort(),
    );
    const of = (row: typeof low, kind: Curve['kind']) =>
      row.pictures.find(({ caption }) => caption === curvesOf(result, kind)[0].name)!;
    expect(of(low, 'envelope').psnrDb).toBeLessThan(20);
    expect(of(high, 'envelope').psnrDb).toBeGreaterThan(20);
    expect(of(high, 'capacity').psnrDb).toBeGreaterThan(of(high, 'envelope').psnrDb!);
  });

  it('says how far it is', () => {
    expect(progress[0].done).toBeGreaterThan(0);
    expect(progress.every(({ done }, i) => i === 0 || done >= progress[i - 1].done)).toBe(true);
    expect(progress.at(-1)!.done).toBeCloseTo(1, 9);
    expect(progress.at(-1)!.exchanges).toBe(4 * 4 * 2 + (4 + 2) * 4 * 42);
  });

  it('does not depend on the batch size, and does on the seed', async () => {
    const small = { ...few, denoiserSteps: [0, 1], digital: { ...few.digital, curves: 'envelope' } } as const;
    const [first, again, other] = [
      await run(small),
      await run(small, { batch: 1 }),
      await run(small, { seed: 2 }),
    ];
    expect(withoutTime(again)).toEqual(withoutTime(first));
    expect(other.curves).not.toEqual(first.curves);
    expect(curvesOf(first, 'digital')).toEqual([]);
  });
});

describe('envelope', () => {
  it('takes the best series under each condition, and the first of equals', () => {
    const point = (mean: number, modulation: string) =>
      ({ psnrDb: { mean, low: mean, high: mean, count: 2 }, modulation }) as CurvePoint;
    const best = envelope([
      [point(1, 'a'), point(5, 'a'), point(2, 'a')],
      [point(3, 'b'), point(4, 'b'), point(2, 'b')],
    ]);
    expect(best.map(({ modulation }) => modulation)).toEqual(['b', 'a', 'a']);
  });
});
