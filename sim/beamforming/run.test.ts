import { beforeAll, describe, expect, it } from 'vitest';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { crossFadedViews } from '../../models/data/views/crossFaded.ts';
import { averagingCodec, idleDenoiser } from '../fixture.ts';
import { psnr } from '../metrics/psnr.ts';
import type { Progress } from '../progress.ts';
import type { BeamformingResult, BeamPlace, BeamScheme } from './results.ts';
import { type BeamformingOptions, runBeamforming } from './run.ts';
import { type BeamformingInput, defineBeamforming, parseBeamforming } from './scenario.ts';
import { prepareFrame, sendByAll } from './transmit.ts';

const images = deadLeaves({ width: 32, height: 32, count: 60, seed: 7 });
const viewsOf = (correlation: number | undefined) => crossFadedViews(images, correlation!);
const small: BeamformingInput = {
  name: 'test',
  power: 'total',
  snrDb: 10,
  antennas: 4,
  users: 4,
  correlation: 0.8,
  sweep: { users: [2, 4, 6], correlation: [0, 0.8] },
  schemes: ['zf', 'wmmse', 'cooperative', 'gaussian', 'tdma'],
  grouping: { maxSize: 2 },
  denoiserSteps: [0, 1],
  trials: 3,
  gallery: 2,
};
const scenario = parseBeamforming(defineBeamforming(small));

function run(options: Partial<BeamformingOptions> = {}): Promise<BeamformingResult> {
  return runBeamforming(scenario, {
    seed: 1,
    codec: averagingCodec,
    denoiser: idleDenoiser,
    viewsOf,
    about: { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'semlink run test' },
    ...options,
  });
}

const at = (place: Partial<BeamPlace>) => ({ snrDb: 10, antennas: 4, users: 4, correlation: 0.8, ...place });
function pointOf(
  { points }: BeamformingResult,
  scheme: BeamScheme,
  place: Partial<BeamPlace> = {},
  steps = 0,
) {
  return points.find(
    point =>
      point.scheme === scheme &&
      point.denoiserSteps === steps &&
      JSON.stringify(point.place) === JSON.stringify(at(place)),
  )!;
}

let result: BeamformingResult;
const progress: Progress[] = [];
beforeAll(async () => {
  result = await run({ onProgress: heard => progress.push(heard) });
});

describe('runBeamforming', () => {
  it('has a point for every scheme that can serve a place, and says which cannot', () => {
    const places = [at({}), at({ users: 2 }), at({ users: 6 }), at({ correlation: 0 })];
    expect(result.likeness.map(({ place }) => place)).toEqual(places);
    expect(result.absences.map(({ place, scheme }) => [place.users, scheme])).toEqual([[6, 'zf']]);
    expect(result.points).toHaveLength(2 * (4 * 5 - 1));
    expect(progress.at(-1)).toMatchObject({ pointsDone: 38, points: 38, secondsLeft: 0 });
  });

  it('gives everyone the same uses, and turns their share', () => {
    expect(pointOf(result, 'cooperative')).toMatchObject({ channelUses: 512, cbr: 0.166667 });
    expect(pointOf(result, 'tdma')).toMatchObject({ channelUses: 128, cbr: 0.0416667 });
  });

  it('never has a lower rate with cooperation, and the same SNRs for its ideal', () => {
    for (const { place } of result.likeness) {
      const [own, other, ideal] = (['cooperative', 'wmmse', 'gaussian'] as const).map(scheme =>
        pointOf(result, scheme, place),
      );
      expect(own.sumRate.mean).toBeGreaterThan(other.sumRate.mean * (1 - 1e-5));
      expect(ideal.effectiveSnrDb).toEqual(own.effectiveSnrDb);
      expect(ideal.psnrDb).not.toEqual(own.psnrDb);
    }
    expect(pointOf(result, 'cooperative').sumRate.mean).toBeGreaterThan(
      pointOf(result, 'wmmse').sumRate.mean * 1.02,
    );
  });

  it('measures the variance that the formula gives', () => {
    // Pictures have few entries and users share a frame; three frames of four users of 1024 entries each.
    for (const { residual, scheme, users } of result.points.map(point => ({ ...point, ...point.place })))
      if (scheme !== 'tdma' && users > 2)
        expect(Math.abs(residual!.variance.mean - 1)).toBeLessThan(3.29 * Math.sqrt(2 / 3000));
  });

  it('pairs differences frame by frame', () => {
    for (const { place, against, denoiserSteps, psnrDb } of result.differences) {
      const own = pointOf(result, 'cooperative', place, denoiserSteps).psnrDb;
      const other = pointOf(result, against, place, denoiserSteps).psnrDb;
      expect(psnrDb.mean).toBeCloseTo(own.mean - other.mean, 3);
      expect(psnrDb.count).toBe(3);
    }
    expect(result.differences).toHaveLength(2 * (4 * 4 - 1));
  });

  it('finds what a single frame finds', async () => {
    const objects = await viewsOf(0.8).draw({ seed: 1, frame: 2, objects: 3, views: 2 });
    const pictures = objects.flat();
    const frame = { pictures, latents: await averagingCodec.encode(pictures) };
    const experiment = { scenario, seed: 1, frames: [frame, frame, frame] };
    const prepared = prepareFrame(2, at({}), experiment);
    const { receptions } = sendByAll(['wmmse'], prepared, at({}), experiment).get('wmmse')!;
    const received = await averagingCodec.decode(receptions.map(({ estimate }) => estimate));
    const all = result.receptions.find(one => one.scheme === 'wmmse' && one.denoiserSteps === 0)!;
    received.forEach((picture, user) => {
      expect(all.psnrDb[8 + user]).toBeCloseTo(psnr(pictures[user], picture), 3);
      expect(all.snr[8 + user]).toBeCloseTo(receptions[user].snr, 3);
    });
  });

  it('keeps the first frame: likeness, groups, beams and pictures', () => {
    const { objects, groups, correlation, patterns, gallery, anglesDeg } = result.firstFrame;
    expect(objects).toEqual([0, 0, 1, 1]);
    expect(groups).toEqual([0, 0, 1, 1]);
    expect(correlation.map((row, k) => row[k])).toEqual([1, 1, 1, 1]);
    expect(anglesDeg).toHaveLength(4);
    expect(patterns?.map(({ scheme }) => scheme)).toEqual(['zf', 'wmmse', 'cooperative', 'tdma']);
    expect(gallery.map(({ pictures }) => pictures.map(({ caption }) => caption))).toEqual(
      [0, 1].map(() => ['original', 'zf', 'wmmse', 'cooperative', 'gaussian', 'tdma']),
    );
    const shown = gallery[1].pictures.find(({ caption }) => caption === 'cooperative')!;
    const steps = result.receptions.find(one => one.scheme === 'cooperative' && one.denoiserSteps === 1)!;
    expect(shown.psnrDb).toBeCloseTo(steps.psnrDb[1], 3);
  });

  it('repeats itself to the last byte for any batch size', async () => {
    const again = await run({ batch: 3 });
    const text = (one: BeamformingResult) =>
      JSON.stringify({ ...one, provenance: { ...one.provenance, wallSeconds: 0 } });
    expect(text(again)).toBe(text(result));
  });

  it('holds no key', () => {
    expect(JSON.stringify(result)).not.toMatch(/[0-9a-f]{64}/i);
  });
});
