import type { PairedDifference, Point, RunResult } from '../../sim/cell/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { isDrawable, type Measure } from '../measures.ts';
import { isSamePoint } from './conditions.ts';

/** A paired difference at the condition that its figure and table show it for. */
export interface DifferenceRow {
  readonly point: Point;
  readonly psnrDb: Estimate;
}

/** With denoiser minus without. */
export const GAIN: Measure<DifferenceRow> = {
  key: 'gain',
  label: 'PSNR gain',
  title: 'Gain of the denoiser',
  schemeRole: 'Scheme',
  unit: 'dB',
  decimals: 2,
  limit: Number.POSITIVE_INFINITY,
  isDifference: true,
  estimate: row => row.psnrDb,
};

/** The channel of the row minus the first one. */
export const CONTRAST: Measure<DifferenceRow> = {
  ...GAIN,
  key: 'contrast',
  label: 'PSNR difference',
  title: 'Each channel minus the first: PSNR difference',
};

/** OMDMA minus the scheme of the row. */
export const LEAD: Measure<DifferenceRow> = {
  ...GAIN,
  key: 'lead',
  label: 'PSNR difference',
  title: 'OMDMA minus each other scheme: PSNR difference',
  schemeRole: 'Against',
};

/** Each gain of the denoiser, at the point with denoiser. */
export function gainRows(differences: RunResult['differences']): DifferenceRow[] {
  return differences
    .filter(({ of, against }) => of.scheme === against.scheme && of.channel === against.channel)
    .map(({ of, psnrDb }) => ({ point: of, psnrDb }));
}

/** Each difference between a channel and the first one, at the point of the former. */
export function contrastRows(differences: RunResult['differences']): DifferenceRow[] {
  return differences
    .filter(({ of, against }) => of.channel !== against.channel)
    .map(({ of, psnrDb }) => ({ point: of, psnrDb }));
}

/** Each difference between OMDMA and another scheme, at the point of the other, with the denoiser steps of OMDMA. */
export function leadRows(differences: RunResult['differences']): DifferenceRow[] {
  return differences
    .filter(({ of, against }) => of.scheme !== against.scheme)
    .map(({ of, against, psnrDb }) => ({ point: { ...against, denoiserSteps: of.denoiserSteps }, psnrDb }));
}

/** PSNR of one point minus that of another, paired; undefined where the run does not hold it as a number. */
export function differenceOf(
  differences: RunResult['differences'],
  of: Point,
  against: Point,
): Estimate | undefined {
  const holds = (pair: PairedDifference) => isSamePoint(pair.of, of) && isSamePoint(pair.against, against);
  const found = differences.find(holds)?.psnrDb;
  return found && isDrawable(found) ? found : undefined;
}

/** What the interval allows to say: `up` and `down` only where it excludes zero. */
export function direction({ low, high }: Pick<Estimate, 'low' | 'high'>): 'up' | 'down' | 'unclear' {
  if (low > 0) return 'up';
  return high < 0 ? 'down' : 'unclear';
}
