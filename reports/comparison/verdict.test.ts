import { describe, expect, it } from 'vitest';
import type { ComparisonResult, Curve, CurvePoint } from '../../sim/comparison/results.ts';
import { comparisonFixture } from './fixture.ts';
import { leadsOf } from './leads.ts';
import { verdictSentences } from './verdict.ts';

const SNRS_DB = [0, 5, 10, 15, 20];

/** A comparison at one bandwidth ratio in which every curve's PSNR is a straight line over SNR. */
function straight(
  lines: Partial<Record<'neural' | 'envelope' | 'capacity', readonly [start: number, end: number]>>,
  half = 0.2,
): ComparisonResult {
  const base = comparisonFixture({
    snrDb: SNRS_DB,
    cbr: ['1/6'],
    rateCbr: [],
    mosaics: [12],
    denoiserSteps: [0],
    singles: false,
  });
  const curves = base.curves.flatMap((curve): Curve[] => {
    const ends =
      curve.accounting?.headers === 'counted' ? undefined : lines[curve.kind as keyof typeof lines];
    if (!ends) return [];
    const points = curve.points.map((point): CurvePoint => {
      const mean = ends[0] + ((ends[1] - ends[0]) * point.snrDb) / 20;
      return { ...point, failed: 0, psnrDb: { mean, low: mean - half, high: mean + half, count: 8 } };
    });
    return [{ ...curve, points }];
  });
  return { ...base, curves };
}

const text = (result: ComparisonResult) => verdictSentences(result).join('\n');

describe('the headline of a comparison', () => {
  it('names both values, the accounting, the difference and the crossing', () => {
    const words = text(straight({ neural: [24, 34], envelope: [20, 36], capacity: [22, 38] }));
    expect(words).toContain('At cbr 1/6 and 10 dB, semlink has 29.00 [28.80, 29.20] dB.');
    expect(words).toContain(
      'The LDPC envelope has 28.00 [27.80, 28.20] dB (AVIF, mosaics of 12, headers free).',
    );
    expect(words).toContain('Against the envelope semlink is 1.00 dB ahead; the intervals are apart.');
    expect(words).toContain(
      'From 0 to 20 dB the higher mean is that of semlink up to 13.3 dB, then the envelope',
    );
    expect(words).toContain('headers free) lies 1.00 dB above; the intervals are apart.');
  });

  it('turns round with the numbers', () => {
    const words = text(straight({ neural: [20, 36], envelope: [24, 34], capacity: [18, 34] }));
    expect(words).toContain('semlink is 1.00 dB behind');
    expect(words).toContain('the envelope up to 13.3 dB, then semlink');
    expect(words).toContain('lies 2.00 dB below');
  });

  it('says no more than the intervals allow', () => {
    const words = text(straight({ neural: [24, 34], envelope: [20, 36] }, 5));
    expect(words).toContain('1.00 dB ahead; the intervals overlap.');
    expect(words).toContain('the intervals are apart at 0 of 5 SNRs');
  });

  it('has nothing to compare where one side is missing', () => {
    expect(text(straight({ neural: [24, 34] }))).toBe(
      'At cbr 1/6 and 10 dB, semlink has 29.00 [28.80, 29.20] dB.',
    );
    expect(text(straight({ envelope: [24, 34] }))).toContain('The LDPC envelope has 29.00');
    expect(leadsOf(straight({ envelope: [24, 34] }))).toEqual([]);
    expect(verdictSentences({ ...comparisonFixture(), curves: [] })).toEqual([]);
  });

  it('speaks of the measured SNR that is nearest to the one asked for', () => {
    const result = straight({ neural: [24, 34] });
    const scenario = { ...result.scenario, rateSnrDb: 13 };
    expect(text({ ...result, scenario })).toContain('At cbr 1/6 and 15 dB');
  });

  it('gives the range over the accountings, the course over cbr, the denoiser and the lost files', () => {
    const words = text(comparisonFixture());
    expect(words).toMatch(/from 13\.24 dB \(AVIF, a file per picture, headers counted\) to \d/);
    expect(words).toMatch(/Over the bandwidth ratio at 10 dB, .* at \d of 4 ratios\./);
    expect(words).toContain('A denoiser of 1 step changes the mean PSNR by +0.20 dB at cbr 1/12 at 10 dB');
    expect(words).toContain(
      'AVIF envelope, a file per picture, headers counted: at no SNR at cbr 1/12 and only from 16 dB on at cbr 1/6',
    );
  });
});
