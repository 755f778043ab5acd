import { spread } from '../cli/alignedText.ts';
import { type ComparisonColumn, comparisonBlocks } from '../cli/comparisonTable.ts';
import { pointsTable } from '../cli/pointsTable.ts';
import type { PointResult } from '../sim/cell/results.ts';
import type { ComparisonResult, Curve, CurvePoint } from '../sim/comparison/results.ts';
import type { Quotable } from './departures.ts';
import { markdown } from './modelDocs.ts';

/** What pages quote of each result in docs/results. */
export const QUOTED_TABLES: Readonly<Record<string, (result: Quotable) => string>> = {
  omdma: result => `\`\`\`\n${pointsTable(pointsOf(result))}\n\`\`\``,
  users: result => usersTable(pointsOf(result)),
  'single-user-comparison': comparisonTables,
  'kodak-style': comparisonTables,
};

function pointsOf(result: Quotable): readonly PointResult[] {
  if (result.format === 'semlink-run-1') return result.points;
  throw new Error(`${result.scenario.name} is a ${result.format}, not a run of a cell`);
}

/** PSNR of each scheme and number of users, a column for each SNR. */
function usersTable(points: readonly PointResult[]): string {
  const snrsDb = [...new Set(points.map(({ point }) => point.snrDb))];
  const rows = points
    .filter(({ point }) => point.snrDb === snrsDb[0])
    .map(({ point: { users, scheme } }) => {
      const at = (snrDb: number) =>
        points.find(({ point }) => point.users === users && point.scheme === scheme && point.snrDb === snrDb);
      return [String(users), `\`${scheme}\``, ...snrsDb.map(snrDb => userCell(at(snrDb)))];
    });
  return markdown({ head: ['users', 'scheme', ...snrsDb.map(snrDb => `${snrDb} dB`)], rows });
}

/** "18.27 ± 1.91, 28 of 64 missing" */
function userCell(result: PointResult | undefined): string {
  if (!result) return '–';
  const { psnrDb, files } = result;
  const missing = files ? files.unsent + files.lost : 0;
  return files && missing > 0 ? `${spread(psnrDb)}, ${missing} of ${files.pictures} missing` : spread(psnrDb);
}

/**
 * PSNR of the neural codec without denoiser and of the digital envelopes and bounds with the most pictures a file: a table over SNR for each
 * cbr and one over cbr.
 */
function comparisonTables(result: Quotable): string {
  if (result.format !== 'semlink-comparison-1')
    throw new Error(`${result.scenario.name} is a ${result.format}, not a comparison`);
  const shown = result.curves.filter(isMain(result));
  return comparisonBlocks(result.scenario)
    .map(block => tableOf(shown, block))
    .join('\n\n');
}

function isMain({ curves }: ComparisonResult): (curve: Curve) => boolean {
  const mosaic = Math.max(...curves.map(({ accounting }) => accounting?.mosaic ?? 0));
  return ({ kind, denoiserSteps, accounting }) =>
    kind === 'neural' ? denoiserSteps === 0 : kind !== 'digital' && accounting?.mosaic === mosaic;
}

function tableOf(
  curves: readonly Curve[],
  { title, columns }: ReturnType<typeof comparisonBlocks>[number],
): string {
  const rows = curves.map(({ name, points }) => {
    const at = ({ cbr, snrDb }: ComparisonColumn) =>
      points.find(point => point.cbr === cbr && point.snrDb === snrDb);
    return [name, ...columns.map(column => comparisonCell(at(column)))];
  });
  return markdown({ head: [title, ...columns.map(({ head }) => head)], rows });
}

/** "14.67 ± 3.14, 6/8 failed" */
function comparisonCell(point: CurvePoint | undefined): string {
  if (!point) return '–';
  const { psnrDb, failed, files } = point;
  return failed === 0 ? spread(psnrDb) : `${spread(psnrDb)}, ${failed}/${files} failed`;
}
