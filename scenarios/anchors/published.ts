import type { Anchor } from '../../sim/comparison/results.ts';

type Values = Pick<Anchor, 'psnrDb' | 'msSsim'>;

/** Results of one source: rows of SNR in dB, bandwidth ratio and what was measured there. */
export function published(
  label: string,
  source: string,
  note: string,
  rows: readonly (readonly [snrDb: number, cbr: string, values: Values])[],
): Anchor[] {
  return rows.map(([snrDb, cbr, values]) => ({ label, source, snrDb, cbr, ...values, note }));
}

/** MS-SSIM as publications print it, −10 log₁₀(1 − MS-SSIM) dB, as the index itself. */
export function msSsimOf(decibels: number): number {
  return Number((1 - 10 ** (-decibels / 10)).toFixed(4));
}
