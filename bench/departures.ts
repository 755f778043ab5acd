import type { RunResult } from '../sim/cell/results.ts';
import type { ComparisonResult } from '../sim/comparison/results.ts';
import type { Estimate } from '../sim/results.ts';

/** Results of which pages quote tables. */
export type Quotable = RunResult | ComparisonResult;

/** Every mean PSNR of a new run that lies outside the 95 % interval of the known one, or is missing, a line each. */
export function departures(known: Quotable, again: Quotable): string[] {
  const found = estimatesOf(again);
  return [...estimatesOf(known)].flatMap(([place, { mean, low, high }]) => {
    const now = found.get(place);
    const was = `${mean.toFixed(2)} dB (${low.toFixed(2)} … ${high.toFixed(2)})`;
    if (!now) return [`${place}: missing, was ${was}`];
    return now.mean >= low && now.mean <= high ? [] : [`${place}: ${now.mean.toFixed(2)} dB, was ${was}`];
  });
}

/** Mean PSNR by what it is of. */
function estimatesOf(result: Quotable): Map<string, Estimate> {
  if (result.format === 'semlink-run-1')
    return new Map(
      result.points.map(({ point: { scheme, denoiserSteps, snrDb, users, channel }, psnrDb }) => [
        [
          scheme,
          `${denoiserSteps} steps`,
          `${users} users`,
          ...(channel ? [channel] : []),
          `${snrDb} dB`,
        ].join(', '),
        psnrDb,
      ]),
    );
  return new Map(
    result.curves.flatMap(({ name, points }) =>
      points.map(({ cbr, snrDb, psnrDb }) => [`${name}, cbr ${cbr}, ${snrDb} dB`, psnrDb] as const),
    ),
  );
}
