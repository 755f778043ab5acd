import type { CurvePoint } from '../../sim/comparison/results.ts';

/** How the lead passes between two curves along an axis. */
export interface Crossings {
  /** Whether the first curve is ahead where they begin to differ. */
  readonly firstLeads: boolean;
  /** Where the lead changes, read off straight lines between the conditions that both curves have. */
  readonly at: readonly number[];
  /** Conditions that both have, and those of them at which the intervals do not touch. */
  readonly compared: number;
  readonly apart: number;
}

/**
 * Where one curve of mean PSNR overtakes another: the zeros of their difference, linear between neighbouring conditions.
 *
 * @param x position of a condition on the axis; both lists ascend in it
 * @returns undefined where the curves share no condition or never differ
 */
export function crossings(
  own: readonly CurvePoint[],
  other: readonly CurvePoint[],
  x: (point: CurvePoint) => number,
): Crossings | undefined {
  const pairs = own.flatMap(first => {
    const second = other.find(point => x(point) === x(first));
    return second ? [{ x: x(first), gap: first.psnrDb.mean - second.psnrDb.mean, first, second }] : [];
  });
  const leads = pairs.filter(({ gap }) => gap !== 0);
  if (leads.length === 0) return undefined;
  const at = leads.slice(1).flatMap((next, i) => {
    const before = leads[i];
    if (Math.sign(before.gap) === Math.sign(next.gap)) return [];
    const level = pairs.find(pair => pair.gap === 0 && pair.x > before.x && pair.x < next.x);
    return [level?.x ?? before.x + ((next.x - before.x) * before.gap) / (before.gap - next.gap)];
  });
  const apart = pairs.filter(({ first, second }) => areApart(first, second)).length;
  return { firstLeads: leads[0].gap > 0, at, compared: pairs.length, apart };
}

/** Whether two unpaired means are apart: their intervals do not touch. */
export function areApart(a: CurvePoint, b: CurvePoint): boolean {
  return a.psnrDb.low > b.psnrDb.high || b.psnrDb.low > a.psnrDb.high;
}
