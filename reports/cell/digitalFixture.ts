import type { PairedDifference, PointResult, RunResult, SchemeName } from '../../sim/cell/results.ts';
import { picture, userSweepFixture } from '../fixture.ts';

const FAILURES: Readonly<Partial<Record<SchemeName, readonly [number, number]>>> = {
  'noma-sic': [12, 1],
  digital: [24, 3],
};

/** A made-up sweep of users with coded pictures beside latents, and `tdma` left out of it. */
export async function digitalFixture(steps: readonly number[] = [0, 10]): Promise<RunResult> {
  const result = userSweepFixture();
  const points = result.points.filter(({ point }) => steps.includes(point.denoiserSteps));
  const coded = points
    .filter(({ point }) => point.scheme === 'omdma' && point.denoiserSteps === steps[0])
    .flatMap(found => (['noma-sic', 'digital'] as const).map(scheme => codedPoint(found, scheme)));
  const pairs = points
    .filter(({ point }) => point.scheme === 'omdma')
    .flatMap(({ point: of, psnrDb }) =>
      coded
        .filter(({ point }) => point.users === of.users)
        .map(
          ({ point: against }): PairedDifference => ({
            of,
            against,
            psnrDb: { ...psnrDb, mean: 1.5, low: 1.2, high: 1.8 },
          }),
        ),
    );
  const kept = result.differences.filter(({ of, against }) =>
    [of, against].every(({ denoiserSteps }) => steps.includes(denoiserSteps)),
  );
  const place = { scheme: 'digital', user: 1, snrDb: 10, users: 16 } as const;
  return {
    ...result,
    scenario: { ...result.scenario, direction: 'downlink', digital: { codec: 'avif' } },
    points: [...points, ...coded],
    leftOut: [
      { scheme: 'tdma', users: [17, 32], reason: '16 latent channels are shared among at most 16 users' },
    ],
    differences: [...kept, ...pairs],
    gallery: [{ ...place, pictures: [await picture('original', 1, 0), await picture('received', 1, 0.05)] }],
  };
}

function codedPoint({ residual: _, ...found }: PointResult, scheme: 'noma-sic' | 'digital'): PointResult {
  const [unsent, lost] = found.point.users === 16 ? FAILURES[scheme]! : [0, 0];
  const settings = unsent > 0 ? { '16-qam 2/3': 30, 'bpsk 1/2': 10 } : { '16-qam 2/3': 64 };
  const files = { pictures: 64, unsent, lost, settings };
  return { ...found, point: { ...found.point, scheme, denoiserSteps: 0 }, files };
}
