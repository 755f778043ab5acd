import type { PointResult } from '../sim/cell/results.ts';
import type { Estimate } from '../sim/results.ts';
import { fixed, signed } from './numbers.ts';

/** A quantity that the figures show, read from a row: quality from a point, or a difference between two. */
export interface Measure<Row = PointResult> {
  /** Unique on the page; prefix of ids and file names. */
  readonly key: string;
  /** Short, for axes and values. */
  readonly label: string;
  /** For captions, where it is followed by "against SNR". */
  readonly title: string;
  /** What the scheme of a row is to the measure: the one measured, or the one that OMDMA is compared with. */
  readonly schemeRole: 'Scheme' | 'Against';
  readonly unit: string;
  readonly decimals: number;
  /** Largest possible value. */
  readonly limit: number;
  /** Differences are written with their sign and drawn about zero. */
  readonly isDifference: boolean;
  readonly estimate: (row: Row) => Estimate;
}

export const PSNR: Measure<Pick<PointResult, 'psnrDb'>> = {
  key: 'psnr',
  label: 'PSNR',
  title: 'PSNR',
  schemeRole: 'Scheme',
  unit: 'dB',
  decimals: 2,
  limit: Number.POSITIVE_INFINITY,
  isDifference: false,
  estimate: result => result.psnrDb,
};

export const SSIM: Measure<Pick<PointResult, 'ssim'>> = {
  ...PSNR,
  key: 'ssim',
  label: 'SSIM',
  title: 'SSIM',
  unit: '',
  decimals: 3,
  limit: 1,
  estimate: result => result.ssim,
};

export const MS_SSIM: Measure<Pick<PointResult, 'msSsim'>> = {
  ...SSIM,
  key: 'msssim',
  label: 'MS-SSIM',
  title: 'MS-SSIM',
  estimate: result => result.msSsim,
};

export const MEASURES: readonly Measure[] = [PSNR, SSIM, MS_SSIM];

type Shown = Pick<Measure, 'label' | 'unit' | 'decimals' | 'isDifference'>;

/** "PSNR (dB)", "SSIM". */
export function axisName({ label, unit }: Pick<Shown, 'label' | 'unit'>): string {
  return unit ? `${label} (${unit})` : label;
}

/** "27.31 dB", "0.912", "+1.68 dB". */
export function amount({ unit, decimals, isDifference }: Shown, value: number): string {
  const text = (isDifference ? signed : fixed)(value, decimals);
  return unit ? `${text} ${unit}` : text;
}

/** Whether an estimate can be drawn. */
export function isDrawable({ mean, low, high }: Estimate): boolean {
  return Number.isFinite(mean) && Number.isFinite(low) && Number.isFinite(high);
}
