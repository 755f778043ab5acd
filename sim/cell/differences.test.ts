import { describe, expect, it } from 'vitest';
import { normal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { estimate } from '../estimate.ts';
import { type FrameScores, pairedDifferences } from './differences.ts';
import type { Point, SchemeName } from './results.ts';

function scored(psnrDb: readonly number[], changes: Partial<Point> = {}): FrameScores {
  return { point: { scheme: 'omdma', denoiserSteps: 0, snrDb: 10, users: 4, ...changes }, psnrDb };
}

describe('pairedDifferences', () => {
  it('takes the difference frame by frame', () => {
    const [{ of, against, psnrDb }] = pairedDifferences([
      scored([20, 26, 30]),
      scored([21, 28, 33], { denoiserSteps: 1 }),
    ]);
    expect([of.denoiserSteps, against.denoiserSteps]).toEqual([1, 0]);
    // Differences 1, 2, 3: s = 1, n = 3, and t = 4.30265 for two degrees of freedom.
    expect(psnrDb).toEqual({ mean: 2, low: -0.484138, high: 4.48414, count: 3 });
  });

  it('is much tighter than independent means where frames are easy or hard for both', () => {
    const stream = randomStream(1, 'paired');
    const frames = Array.from({ length: 40 }, () => 25 + 3 * normal(stream));
    const denoised = frames.map(value => value + 0.5 + 0.1 * normal(stream));
    const [{ psnrDb }] = pairedDifferences([scored(frames), scored(denoised, { denoiserSteps: 1 })]);
    const half = ({ low, high }: { low: number; high: number }) => (high - low) / 2;
    const independent = Math.hypot(half(estimate(frames)), half(estimate(denoised)));
    expect(half(psnrDb)).toBeLessThan(independent / 10);
    // 39 degrees of freedom: the 95 % margin times 3.56/2.02 is that of 99.9 %.
    expect(Math.abs(psnrDb.mean - 0.5)).toBeLessThan((half(psnrDb) * 3.56) / 2.02);
  });

  it('is wider than independent means where one gains as the other loses', () => {
    const frames = [20, 24, 22, 26];
    const [{ psnrDb }] = pairedDifferences([
      scored(frames),
      scored(
        frames.map(value => 40 - value),
        { denoiserSteps: 1 },
      ),
    ]);
    const { low, high } = estimate(frames);
    // Twice the deviation of one, where independent scores make √2 of it.
    expect(psnrDb.high - psnrDb.low).toBeCloseTo(2 * (high - low), 4);
  });

  it('compares with no denoiser, and OMDMA with every other scheme at the same place and steps', () => {
    const schemes: SchemeName[] = ['superposed', 'omdma', 'tdma'];
    const points = [1, 4].flatMap(users =>
      schemes.flatMap(scheme =>
        [0, 5].map(denoiserSteps => scored([1, 2], { scheme, denoiserSteps, users })),
      ),
    );
    const pairs = pairedDifferences(points)
      .filter(({ of }) => of.users === 4)
      .map(({ of, against }) => {
        expect(against).toMatchObject({ users: of.users, snrDb: of.snrDb });
        return `${of.scheme} ${of.denoiserSteps} − ${against.scheme} ${against.denoiserSteps}`;
      });
    expect(pairs).toEqual([
      'superposed 5 − superposed 0',
      'omdma 0 − superposed 0',
      'omdma 0 − tdma 0',
      'omdma 5 − omdma 0',
      'omdma 5 − superposed 5',
      'omdma 5 − tdma 5',
      'tdma 5 − tdma 0',
    ]);
  });

  it('compares each channel with the first, and schemes over one channel only', () => {
    const points = ['awgn', 'rayleigh', 'rician'].flatMap(channel =>
      (['omdma', 'tdma'] as const).map(scheme => scored([1, 2], { scheme, channel })),
    );
    const pairs = pairedDifferences(points).map(
      ({ of, against }) => `${of.scheme} ${of.channel} − ${against.scheme} ${against.channel}`,
    );
    expect(pairs).toEqual([
      'omdma awgn − tdma awgn',
      'omdma rayleigh − tdma rayleigh',
      'omdma rayleigh − omdma awgn',
      'tdma rayleigh − tdma awgn',
      'omdma rician − tdma rician',
      'omdma rician − omdma awgn',
      'tdma rician − tdma awgn',
    ]);
  });

  it('leaves out pairs that the run does not hold', () => {
    const points = [
      scored([1, 2], { denoiserSteps: 5 }),
      scored([1, 2], { scheme: 'tdma', denoiserSteps: 5, snrDb: 0 }),
    ];
    expect(pairedDifferences(points)).toEqual([]);
  });
});
