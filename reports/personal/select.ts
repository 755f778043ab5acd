import type { CodecName, PersonalPoint, PersonalResult, Way } from '../../sim/personal/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { CODECS } from './looks.ts';

/** SNRs of a result, ascending. */
export function snrsOf({ points }: PersonalResult): number[] {
  return [...new Set(points.map(({ snrDb }) => snrDb))].sort((a, b) => a - b);
}

/** The SNR that the text speaks of: the middle one. */
export function headlineSnrDb(result: PersonalResult): number {
  const snrs = snrsOf(result);
  return snrs[snrs.length >> 1];
}

/** Kinds of codec in a result, in the order of the legend. */
export function codecsOf({ points }: PersonalResult): CodecName[] {
  const present = new Set(points.map(({ way }) => way.codec));
  return CODECS.filter(codec => present.has(codec));
}

export function pointAt({ points }: PersonalResult, way: Way, snrDb: number): PersonalPoint | undefined {
  return points.find(point => point.snrDb === snrDb && isSame(point.way, way));
}

/** A difference over all users and of each. */
export interface Gain {
  readonly psnrDb: Estimate;
  readonly users: readonly Estimate[];
}

/** PSNR of one way minus that of another, whichever way round the result has it. */
export function gainOf(result: PersonalResult, of: Way, against: Way, snrDb: number): Gain | undefined {
  const found = (first: Way, second: Way) =>
    result.differences.find(
      one => one.snrDb === snrDb && isSame(one.of, first) && isSame(one.against, second),
    );
  const forth = found(of, against);
  if (forth) return forth;
  const back = found(against, of);
  return back && { psnrDb: negated(back.psnrDb), users: back.users.map(negated) };
}

function isSame(a: Way, b: Way): boolean {
  return a.codec === b.codec && a.access === b.access;
}

export function negated({ mean, low, high, count }: Estimate): Estimate {
  return { mean: -mean, low: -high, high: -low, count };
}
