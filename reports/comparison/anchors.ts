import type { Anchor, ComparisonResult } from '../../sim/comparison/results.ts';
import { isSameCbr } from './grid.ts';

/** The condition of a panel: what is fixed in it. */
export interface AnchorPlace {
  readonly cbr?: string;
  readonly snrDb?: number;
}

type AnchorMeasure = { readonly key: 'psnr' | 'msssim' };

/** Labels of another definition of SNR do not come out round: 10.01 dB stands for 10 dB. */
const SAME_SNR_DB = 0.05;

export function anchorValue({ psnrDb, msSsim }: Anchor, { key }: AnchorMeasure): number | undefined {
  return key === 'psnr' ? psnrDb : msSsim;
}

/** The published results of one measure at one condition. */
export function anchorsAt(
  { anchors }: Pick<ComparisonResult, 'anchors'>,
  { cbr, snrDb }: AnchorPlace,
  measure: AnchorMeasure,
): Anchor[] {
  return anchors.filter(
    anchor =>
      anchorValue(anchor, measure) !== undefined &&
      (cbr === undefined || isSameCbr(anchor.cbr, cbr)) &&
      (snrDb === undefined || Math.abs(anchor.snrDb - snrDb) <= SAME_SNR_DB),
  );
}
