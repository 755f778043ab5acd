import { describe, expect, it } from 'vitest';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { averagingCodec, idleDenoiser, smoothingDenoiser } from '../fixture.ts';
import type { Progress } from '../progress.ts';
import { type CampaignOptions, runCampaign } from './campaign.ts';
import { isDigital, type PointResult, type RunResult, SCHEME_NAMES } from './results.ts';
import { parseScenario } from './scenario.ts';

const scenario = {
  name: 'test',
  power: 'perUser',
  users: [1, 3],
  snrDb: [0, 12],
  trials: 4,
  bandwidthHz: 1e6,
};

function run(changes: object = {}, options: Partial<CampaignOptions> = {}): Promise<RunResult> {
  return runCampaign(parseScenario({ ...scenario, ...changes }), {
    seed: 1,
    codec: averagingCodec,
    denoiser: idleDenoiser,
    images: deadLeaves({ width: 32, height: 32, count: 50, seed: 7 }),
    about: { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'semlink run test' },
    ...options,
  });
}

function withoutTime(result: RunResult): string {
  return JSON.stringify({ ...result, provenance: { ...result.provenance, wallSeconds: 0 } });
}

function pointOf(result: RunResult, scheme: string, snrDb: number, users: number, steps = 0): PointResult {
  return result.points.find(
    ({ point }) =>
      point.scheme === scheme &&
      point.snrDb === snrDb &&
      point.users === users &&
      point.denoiserSteps === steps,
  )!;
}

describe('runCampaign', () => {
  it('fills the grid in order: users, SNR, scheme, denoiser steps', async () => {
    const { points, format } = await run({ trials: 2 });
    const expected = [1, 3].flatMap(users =>
      [0, 12].flatMap(snrDb =>
        ['omdma', 'superposed', 'gaussian', 'tdma'].flatMap(scheme =>
          [0, 1].map(denoiserSteps => ({ scheme, denoiserSteps, snrDb, users })),
        ),
      ),
    );
    expect(format).toBe('semlink-run-1');
    expect(points.map(({ point }) => point)).toEqual(expected);
    for (const { psnrDb, residual } of points) {
      expect(psnrDb.count).toBe(2);
      expect(psnrDb.low).toBeLessThan(psnrDb.high);
      expect(residual!.entries).toBeGreaterThan(0);
    }
  });

  it('runs named channels after one another, gives the same bytes for any batch size, and pairs each with the first', async () => {
    const channels = {
      awgn: {},
      fast: { fading: { time: 'fast' } },
      echoes: { multipath: { delaySpreadNs: 900 }, ofdm: { subcarriers: 16, cyclicPrefix: 8 }, pilots: 1 },
    };
    const small = { users: 2, snrDb: 12, schemes: ['omdma', 'tdma'], channels };
    const result = await run(small);
    for (const batch of [5, 1]) expect(withoutTime(await run(small, { batch }))).toBe(withoutTime(result));
    const names = result.points.map(({ point }) => `${point.channel} ${point.scheme} ${point.denoiserSteps}`);
    expect(names).toEqual(
      Object.keys(channels).flatMap(channel =>
        ['omdma', 'tdma'].flatMap(scheme => [0, 1].map(steps => `${channel} ${scheme} ${steps}`)),
      ),
    );
    const pairs = result.differences.filter(({ of, against }) => of.channel !== against.channel);
    expect(pairs).toHaveLength(8);
    for (const { against } of pairs) expect(against.channel).toBe('awgn');
    expect(result.gallery.map(({ channel }) => channel)).toEqual(
      names.filter((_, i) => i % 2 === 0).map(n => n.split(' ')[0]),
    );
    expect(result.distributions).toHaveLength(12);
    expect(result.distributions![0].psnrDb).toHaveLength(8);
    // Over AWGN every reception of one user alone would have the SNR itself; its turn in tdma has twice the power.
    const turn = result.points.find(({ point }) => point.channel === 'awgn' && point.scheme === 'tdma')!;
    expect(turn.pictures!.effectiveSnrDb!.p50).toBeCloseTo(15.01, 2);
    expect(turn.overheadUses).toBe(0);
  });

  it('adds nothing to a run that names no channel', async () => {
    const result = await run({ users: 1, snrDb: 12, schemes: 'omdma', trials: 2 });
    expect(Object.keys(result)).not.toContain('distributions');
    for (const { point, ...rest } of result.points) {
      expect(Object.keys(point)).toEqual(['scheme', 'denoiserSteps', 'snrDb', 'users']);
      expect(Object.keys(rest)).not.toContain('pictures');
    }
  });

  it('gives the same bytes for the same seed and any batch size, and others for another seed', async () => {
    const small = { users: 2, snrDb: 12, schemes: ['omdma', 'tdma'] };
    const first = withoutTime(await run(small));
    for (const batch of [64, 5, 1]) expect(withoutTime(await run(small, { batch }))).toBe(first);
    expect(withoutTime(await run(small, { seed: 2 }))).not.toBe(first);
  });

  it('cancels users where it is asked to, the same for any batch size, and changes nothing for one user', async () => {
    const small = { users: [1, 3], snrDb: 12, schemes: ['omdma', 'omdma-pic', 'omdma-sic'] };
    const result = await run(small, { denoiser: smoothingDenoiser });
    for (const batch of [5, 1])
      expect(withoutTime(await run(small, { denoiser: smoothingDenoiser, batch }))).toBe(withoutTime(result));
    for (const scheme of ['omdma-pic', 'omdma-sic'] as const) {
      const alone = pointOf(result, scheme, 12, 1);
      expect({ ...alone, point: { ...alone.point, scheme: 'omdma' } }).toEqual(
        pointOf(result, 'omdma', 12, 1),
      );
      const variance = (name: string) => pointOf(result, name, 12, 3).residual!.variance.mean;
      expect(variance(scheme)).toBeLessThan(0.95 * variance('omdma'));
    }
    expect(result.cancellation!.map(({ place }) => place)).toEqual([
      { scheme: 'omdma-pic', snrDb: 12, users: 3 },
      { scheme: 'omdma-sic', snrDb: 12, users: 3 },
    ]);
    for (const { passes } of result.cancellation!) {
      expect(passes.length).toBeGreaterThan(1);
      expect(passes.at(-1)!.mse.mean).toBeLessThan(passes[0].mse.mean);
      // Both have been through the same frames of three users; the pictures are small.
      for (const { mse, predicted } of passes) expect(Math.abs(predicted / mse.mean - 1)).toBeLessThan(0.25);
    }
    expect(Object.keys(await run({ ...small, schemes: 'omdma' }))).not.toContain('cancellation');
  });

  it('gives a place the same result whatever else is on the grid', async () => {
    const all = await run({ schemes: ['gaussian', 'omdma'] });
    const alone = await run({ users: 3, snrDb: 12, schemes: 'omdma', denoiserSteps: 0 });
    expect(alone.points).toEqual([pointOf(all, 'omdma', 12, 3)]);
  });

  it('reads the same receptions with and without denoiser', async () => {
    const result = await run({ users: 2, snrDb: 12 });
    for (const { point, ...measured } of result.points)
      expect(pointOf(result, point.scheme, point.snrDb, point.users, 1)).toMatchObject(measured);
  });

  it('pairs what saw the same pictures and noise', async () => {
    const result = await run({ users: 2, snrDb: 12, schemes: ['omdma', 'gaussian', 'tdma'] });
    const pairs = result.differences.map(({ of, against }) => [of.scheme, against.scheme].join(' − '));
    expect(pairs).toEqual([
      'omdma − gaussian',
      'omdma − tdma',
      'omdma − omdma',
      'omdma − gaussian',
      'omdma − tdma',
      'gaussian − gaussian',
      'tdma − tdma',
    ]);
    for (const { of, against, psnrDb } of result.differences) {
      const [a, b] = [of, against].map(point =>
        pointOf(result, point.scheme, point.snrDb, point.users, point.denoiserSteps),
      );
      expect(psnrDb.count).toBe(4);
      expect(psnrDb.mean).toBeCloseTo(a.psnrDb.mean - b.psnrDb.mean, 3);
      // This denoiser trusts what it gets.
      if (of.scheme === against.scheme) expect(psnrDb).toEqual({ mean: 0, low: 0, high: 0, count: 4 });
    }
  });

  it('meets the predicted variance of interference and noise', async () => {
    const { points } = await run({
      trials: 12,
      users: 3,
      snrDb: 5,
      schemes: ['omdma', 'tdma'],
      denoiserSteps: 0,
    });
    for (const { residual } of points) {
      // 12 frames: the 95 % margin times 4.44/2.20 is that of 99.9 % (Student t, 11 degrees of freedom).
      const margin = ((residual!.variance.high - residual!.variance.mean) * 4.44) / 2.2;
      expect(Math.abs(residual!.variance.mean - residual!.predictedVariance)).toBeLessThan(margin);
    }
  });

  it('counts channel uses and latency', async () => {
    const result = await run({ users: 3, snrDb: 0, schemes: ['omdma', 'tdma'], denoiserSteps: 0 });
    // 64 tokens of 16 reals are 512 complex uses: 0.512 ms at 1 MHz.
    expect(pointOf(result, 'omdma', 0, 3)).toMatchObject({ channelUses: 512, cbr: 0.166667 });
    expect(pointOf(result, 'omdma', 0, 3).latencyMs.mean).toBe(0.512);
    // Three users get 5 of 16 channels each: slots of 0.16 ms, which end after 0.16, 0.32 and 0.48 ms.
    expect(pointOf(result, 'tdma', 0, 3)).toMatchObject({ channelUses: 160, cbr: 0.0520833 });
    expect(pointOf(result, 'tdma', 0, 3).latencyMs.mean).toBe(0.32);
  });

  it('leaves out what a scheme cannot serve, and says so', async () => {
    const crowd = { users: [2, 17], snrDb: 12, schemes: ['tdma', 'omdma'], denoiserSteps: 0, trials: 2 };
    const heard: Progress[] = [];
    const result = await run(crowd, { onProgress: progress => heard.push(progress) });
    expect(result.points.map(({ point }) => `${point.users} ${point.scheme}`)).toEqual([
      '2 tdma',
      '2 omdma',
      '17 omdma',
    ]);
    expect(result.leftOut).toEqual([
      { scheme: 'tdma', users: [17], reason: '16 latent channels are shared among at most 16 users' },
    ]);
    expect(heard.at(-1)).toMatchObject({ points: 3, pointsDone: 3 });
    expect(Object.keys(await run({ ...crowd, users: 2 }))).not.toContain('leftOut');
  });

  it('serves 64 users by every scheme that can', async () => {
    const schemes = SCHEME_NAMES.filter(name => name !== 'tdma');
    const crowd = { users: 64, snrDb: 20, schemes, denoiserSteps: 0, trials: 2, digital: { codec: 'jpeg' } };
    const small = deadLeaves({ width: 16, height: 16, count: 200, seed: 7 });
    const { points } = await run(crowd, { images: small, denoiser: smoothingDenoiser });
    expect(points.map(({ point }) => point.scheme)).toEqual(schemes);
    for (const { point, residual, files } of points)
      if (isDigital(point.scheme)) expect(files!.pictures).toBe(128);
      else expect(residual!.predictedVariance).toBeGreaterThan(point.scheme.startsWith('omdma-') ? 1 : 60);
  });

  it('sends coded pictures beside latents: one point whatever the denoiser steps, and counts of what failed', async () => {
    const schemes = ['omdma', 'digital'];
    const result = await run({ users: 2, snrDb: [-20, 20], schemes, digital: { codec: 'jpeg' } });
    const digital = result.points.filter(({ point }) => point.scheme === 'digital');
    expect(digital.map(({ point }) => [point.snrDb, point.denoiserSteps])).toEqual([
      [-20, 0],
      [20, 0],
    ]);
    const [lost, sent] = digital.map(({ files }) => files!);
    expect(lost).toEqual({ pictures: 8, unsent: 8, lost: 0, settings: {} });
    expect(sent).toMatchObject({ pictures: 8, unsent: 0 });
    expect(Object.values(sent.settings)).toEqual([8]);
    // Both points of omdma against the one of digital.
    const rivals = result.differences.filter(({ against }) => against.scheme === 'digital');
    expect(rivals.map(({ of, against }) => [of.denoiserSteps, against.denoiserSteps])).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
      [1, 0],
    ]);
    const { gallery, residualShapes } = await run({ users: 2, snrDb: 20, schemes, trials: 2 });
    expect(gallery.map(({ pictures }) => pictures.map(({ caption }) => caption))).toEqual([
      ['original', 'without denoiser', 'with denoiser', 'wrong key'],
      ['original', 'received'],
    ]);
    expect(residualShapes.map(({ point }) => point.scheme)).toEqual(['omdma']);
  });

  it('shows one user of each scheme, and what the wrong key sees where there are keys', async () => {
    const { gallery, residualShapes } = await run({ users: 3, snrDb: 12, trials: 2 });
    expect(gallery.map(({ scheme, user, snrDb, users }) => [scheme, user, snrDb, users])).toEqual(
      ['omdma', 'superposed', 'gaussian', 'tdma'].map(scheme => [scheme, 1, 12, 3]),
    );
    const captions = gallery.map(({ pictures }) => pictures.map(({ caption }) => caption));
    const keyless = ['original', 'without denoiser', 'with denoiser'];
    expect(captions).toEqual([[...keyless, 'wrong key'], keyless, [...keyless, 'wrong key'], keyless]);
    const [, right, , wrong] = gallery[0].pictures;
    expect(right.psnrDb! - wrong.psnrDb!).toBeGreaterThan(1);
    expect(right.dataUrl).toMatch(/^data:image\/png;base64,/);
    expect(residualShapes.map(({ point }) => point.scheme)).toEqual(gallery.map(({ scheme }) => scheme));
  });

  it('tells how far it is', async () => {
    const heard: Progress[] = [];
    await run({ users: 2, schemes: 'omdma' }, { onProgress: progress => heard.push(progress) });
    expect(heard).toHaveLength(2 * 4 * 2 * 2);
    expect(heard.at(-1)).toMatchObject({ points: 4, pointsDone: 4, secondsLeft: 0 });
    for (const { picturesPerSecond } of heard) expect(picturesPerSecond).toBeGreaterThan(0);
  });

  it('survives a round trip through JSON', async () => {
    const result = await run({ users: 1, snrDb: 12 });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});
