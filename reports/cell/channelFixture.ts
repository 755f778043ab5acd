/** Made-up results of a run that compares channels, for the tests of the report. */
import type { PairedDifference, Point, PointResult, RunResult } from '../../sim/cell/results.ts';
import { snrSweepFixture } from '../fixture.ts';

const LOSS_DB: Readonly<Record<string, number>> = { awgn: 0, rayleigh: 2, 'two-pilots': 3 };

/** Four users, SNR 0…20 dB, the given schemes over three channels, with and without denoiser. */
export function channelsFixture(schemes: readonly Point['scheme'][] = ['omdma']): RunResult {
  const base = snrSweepFixture();
  const channels = Object.keys(LOSS_DB);
  const wanted = ({ point }: { point: Point }) => schemes.includes(point.scheme);
  const over = <Row extends { readonly point: Point }>(rows: readonly Row[]) =>
    channels.flatMap(channel =>
      rows.filter(wanted).map(row => ({ ...row, point: { ...row.point, channel } })),
    );
  const points = over(base.points).map(withSpread);
  return {
    ...base,
    points,
    differences: [
      ...channels.flatMap(channel =>
        base.differences
          .filter(({ of, against }) => schemes.includes(of.scheme) && schemes.includes(against.scheme))
          .map(pair => ({ ...pair, of: { ...pair.of, channel }, against: { ...pair.against, channel } })),
      ),
      ...points.flatMap(againstFirst),
    ],
    residualShapes: over(base.residualShapes),
    distributions: points
      .filter(({ point }) => point.snrDb === 10)
      .map(({ point, psnrDb }) => ({
        point,
        psnrDb: [-2, -1, 0, 1.5].map(step => psnrDb.mean + step),
        effectiveSnrDb: [4, 6, 7, 9],
      })),
    gallery: [],
  };
}

function withSpread(result: PointResult): PointResult {
  const mean = result.psnrDb.mean - LOSS_DB[result.point.channel!];
  return {
    ...result,
    psnrDb: { mean, low: mean - 0.3, high: mean + 0.3, count: 64 },
    overheadUses: result.point.channel === 'two-pilots' ? 32 : 0,
    pictures: {
      psnrDb: { p10: mean - 2, p50: mean, p90: mean + 1 },
      effectiveSnrDb: { p10: 3, p50: 6, p90: 8 },
    },
  };
}

function againstFirst({ point }: PointResult): PairedDifference[] {
  if (point.channel === 'awgn') return [];
  const mean = -LOSS_DB[point.channel!];
  const psnrDb = { mean, low: mean - 0.1, high: mean + 0.1, count: 64 };
  return [{ of: point, against: { ...point, channel: 'awgn' }, psnrDb }];
}
