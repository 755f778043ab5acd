import { describe, expect, it } from 'vitest';
import { gridFixture, singleFixture, snrSweepFixture, userSweepFixture } from '../fixture.ts';
import { conditionsOf } from './conditions.ts';
import { corners, verdictRows, verdictSentences } from './headline.ts';

describe('corners', () => {
  it('looks at the most users, at the lowest and the highest SNR', () => {
    expect(corners(conditionsOf(gridFixture().points))).toEqual([
      { users: 4, snrDb: 0 },
      { users: 4, snrDb: 20 },
    ]);
  });

  it('looks at the fewest and the most users where there is one SNR', () => {
    expect(corners(conditionsOf(userSweepFixture().points))).toEqual([
      { users: 2, snrDb: 10 },
      { users: 16, snrDb: 10 },
    ]);
  });

  it('looks once at a single condition, and nowhere in an empty run', () => {
    expect(corners(conditionsOf(singleFixture().points))).toEqual([{ users: 2, snrDb: -5 }]);
    expect(corners(conditionsOf([]))).toEqual([]);
  });
});

describe('verdictRows', () => {
  it('gives no gain where one half of it is missing', () => {
    const run = snrSweepFixture();
    const points = run.points.filter(({ point }) => point.scheme !== 'tdma' || point.denoiserSteps > 0);
    const rows = verdictRows({ ...run, points }, { users: 4, snrDb: 20 });
    expect(rows.map(row => [row.scheme, row.gain === undefined])).toEqual([
      ['omdma', false],
      ['superposed', false],
      ['gaussian', false],
      ['tdma', true],
    ]);
  });

  it('leaves out a scheme whose values are not finite', () => {
    const run = snrSweepFixture();
    const points = run.points.map(result =>
      result.point.scheme === 'tdma'
        ? { ...result, psnrDb: { ...result.psnrDb, mean: Number.POSITIVE_INFINITY } }
        : result,
    );
    const schemes = verdictRows({ ...run, points }, { users: 4, snrDb: 20 }).map(row => row.scheme);
    expect(schemes).toEqual(['omdma', 'superposed', 'gaussian']);
  });
});

describe('verdictSentences', () => {
  it('says what the intervals allow, and no more', () => {
    expect(verdictSentences(snrSweepFixture())).toEqual([
      'With 4 users at 0 dB the highest mean PSNR is 29.02 dB, by TDMA with denoiser.',
      'With 4 users at 20 dB the highest mean PSNR is 30.98 dB, by TDMA with denoiser. It does not clearly lead TDMA without denoiser.',
      'With 4 users at 0 dB the denoiser raises PSNR for OMDMA (+1.68 dB), Superposed (+1.68 dB), Gaussian (+1.68 dB) and TDMA (+0.42 dB).',
      'With 4 users at 20 dB the denoiser raises PSNR for OMDMA (+1.58 dB), Superposed (+1.58 dB) and Gaussian (+1.58 dB); it makes no clear difference for TDMA (+0.01 dB).',
      'OMDMA against true Gaussian noise in place of the other users: −0.10 [−0.16, −0.04] dB with 4 users at 0 dB (worse) and −0.09 [−0.15, −0.03] dB with 4 users at 20 dB (worse).',
      'OMDMA against the same interference without keys: +2.30 [2.24, 2.36] dB with 4 users at 0 dB (better) and +2.16 [2.10, 2.22] dB with 4 users at 20 dB (better).',
    ]);
  });

  it('says so when the denoiser does harm', () => {
    const run = singleFixture();
    const differences = run.differences.map(pair => ({
      ...pair,
      psnrDb: { mean: -0.2, low: -0.3, high: -0.1, count: 64 },
    }));
    expect(verdictSentences({ ...run, differences })[1]).toMatch(
      /^With 2 users at −5 dB the denoiser lowers PSNR for OMDMA \(−/,
    );
  });

  it('goes by the intervals of the means where the run pairs nothing', () => {
    const run = { ...snrSweepFixture(), differences: [] };
    expect(verdictSentences(run)).toEqual([
      'With 4 users at 0 dB the highest mean PSNR is 29.02 dB, by TDMA with denoiser. It does not clearly lead TDMA without denoiser.',
      'With 4 users at 20 dB the highest mean PSNR is 30.98 dB, by TDMA with denoiser. It does not clearly lead TDMA without denoiser.',
    ]);
  });

  it('compares nothing with itself', () => {
    const { points } = singleFixture();
    const alone = points.filter(({ point }) => point.scheme === 'omdma' && point.denoiserSteps === 0);
    expect(verdictSentences({ points: alone, differences: [] })).toEqual([]);
  });
});
