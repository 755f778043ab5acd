import type { ComparisonResult, Curve, CurvePoint } from '../sim/comparison/results.ts';
import { aligned, spread } from './alignedText.ts';
import { chunks } from './pointsTable.ts';

/** Names of ways leave room for less than the table of a cell. */
const COLUMNS_AT_ONCE = 5;

/**
 * PSNR of the neural codec, the digital envelopes and the bounds as aligned text: a block for each cbr with a column for each SNR, then
 * one block at the SNR of the rate figure with a column for each cbr. The single modulations are left to the report.
 */
export function comparisonTable({ scenario, curves }: ComparisonResult): string {
  const shown = curves.filter(({ kind }) => kind !== 'digital');
  return comparisonBlocks(scenario)
    .flatMap(({ title, columns }) =>
      chunks(columns, COLUMNS_AT_ONCE).map(part => `PSNR in dB, ${title}\n${block(shown, part)}`),
    )
    .join('\n\n');
}

/** The tables that a comparison makes, by their columns: over SNR for each cbr, then over cbr at one SNR. */
export function comparisonBlocks({ snrDb, cbr, rateSnrDb, rateCbr = cbr }: ComparisonResult['scenario']): {
  readonly title: string;
  readonly columns: readonly ComparisonColumn[];
}[] {
  const overSnr = cbr.map(ratio => ({
    title: `cbr ${ratio}`,
    columns: snrDb.map(snr => ({ head: `${snr} dB`, cbr: ratio, snrDb: snr })),
  }));
  const overRate = {
    title: `SNR ${rateSnrDb} dB`,
    columns: rateCbr.map(ratio => ({ head: `cbr ${ratio}`, cbr: ratio, snrDb: rateSnrDb })),
  };
  return [...overSnr, overRate];
}

export interface ComparisonColumn {
  readonly head: string;
  readonly cbr: string;
  readonly snrDb: number;
}

function block(curves: readonly Curve[], columns: readonly ComparisonColumn[]): string {
  const rows = curves.map(({ name, points }) => [
    name,
    ...columns.map(({ cbr, snrDb }) =>
      cell(points.find(point => point.cbr === cbr && point.snrDb === snrDb)),
    ),
  ]);
  return aligned([['', ...columns.map(({ head }) => head)], ...rows]);
}

/** Failures behind a slash: 13.24 ± 0.64 /48. */
function cell(point: CurvePoint | undefined): string {
  if (!point) return '';
  const { psnrDb, failed } = point;
  return failed === 0 ? spread(psnrDb) : `${spread(psnrDb)} /${failed}`;
}
