import type { Estimate, PointResult } from '../sim/results.ts';
import { fixed } from './numbers.ts';

/** A quality measure that the figures show. */
export interface Measure {
  readonly key: 'psnr' | 'ssim' | 'msssim';
  readonly label: string;
  readonly unit: string;
  readonly decimals: number;
  /** Largest possible value. */
  readonly limit: number;
  readonly estimate: (result: PointResult) => Estimate;
}

export const PSNR: Measure = {
  key: 'psnr',
  label: 'PSNR',
  unit: 'dB',
  decimals: 2,
  limit: Number.POSITIVE_INFINITY,
  estimate: result => result.psnrDb,
};

export const SSIM: Measure = {
  key: 'ssim',
  label: 'SSIM',
  unit: '',
  decimals: 3,
  limit: 1,
  estimate: result => result.ssim,
};

const MS_SSIM: Measure = {
  key: 'msssim',
  label: 'MS-SSIM',
  unit: '',
  decimals: 3,
  limit: 1,
  estimate: result => result.msSsim,
};

export const MEASURES = [PSNR, SSIM, MS_SSIM] as const;

/** "PSNR (dB)", "SSIM". */
export function axisName({ label, unit }: Measure): string {
  return unit ? `${label} (${unit})` : label;
}

/** "27.31 dB", "0.912". */
export function amount({ unit, decimals }: Measure, value: number): string {
  return unit ? `${fixed(value, decimals)} ${unit}` : fixed(value, decimals);
}

/** Whether an estimate can be drawn. */
export function isDrawable({ mean, low, high }: Estimate): boolean {
  return Number.isFinite(mean) && Number.isFinite(low) && Number.isFinite(high);
}
