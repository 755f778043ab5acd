import type { LossPoint } from '../../models/study/trial.ts';
import { estimate } from '../estimate.ts';
import type { Estimate } from '../results.ts';
import type { Reach } from './results.ts';

/** A place on a loss curve, between its points where need be. */
export interface Crossing {
  readonly step: number;
  readonly seconds: number;
}

/** Where the held-out loss is first as low as `target`, on straight lines between the points; undefined where it never is. */
export function firstAt(points: readonly LossPoint[], target: number): Crossing | undefined {
  const index = points.findIndex(({ heldOutLoss }) => heldOutLoss <= target);
  if (index < 0) return undefined;
  const after = points[index];
  if (index === 0) return { step: after.step, seconds: after.seconds };
  const before = points[index - 1];
  const share = (before.heldOutLoss - target) / (before.heldOutLoss - after.heldOutLoss);
  return {
    step: before.step + share * (after.step - before.step),
    seconds: before.seconds + share * (after.seconds - before.seconds),
  };
}

/**
 * Steps and seconds that an optimizer saves on its way to the baseline's final loss, seed by seed: 1 − (its own)/(the baseline's), in
 * percent, each taken where the curve is first that low.
 *
 * @param own loss curves, one per seed
 * @param baseline loss curves of the baseline on the same seeds, in the same order
 */
export function reachOf(own: Curves, baseline: Curves): Reach {
  const saved = savings(own, baseline);
  const got = saved.filter(saving => saving !== undefined);
  const all = got.length === saved.length;
  return {
    reached: got.length,
    seeds: saved.length,
    stepsSavedPercent: all ? estimate(got.map(({ steps }) => steps)) : null,
    secondsSavedPercent: all ? estimate(got.map(({ seconds }) => seconds)) : null,
  };
}

/** Steps saved by one optimizer minus those saved by another, in points, paired by seed; null unless both get there in every seed. */
export function leadOf(of: Curves, against: Curves, baseline: Curves): Estimate | null {
  const [first, second] = [savings(of, baseline), savings(against, baseline)];
  const points = first.flatMap((saving, seed) => {
    const other = second[seed];
    return saving && other ? [saving.steps - other.steps] : [];
  });
  return points.length === first.length ? estimate(points) : null;
}

/** Loss curves, one per seed. */
type Curves = readonly (readonly LossPoint[])[];

function savings(curves: Curves, baseline: Curves): ({ steps: number; seconds: number } | undefined)[] {
  return curves.map((points, seed) => {
    const target = baseline[seed].at(-1)!.heldOutLoss;
    const crossing = firstAt(points, target);
    // A curve may touch its last value before its end; counted from the end, the baseline would save steps against itself.
    const own = firstAt(baseline[seed], target)!;
    return (
      crossing && {
        steps: 100 * (1 - crossing.step / own.step),
        seconds: 100 * (1 - crossing.seconds / own.seconds),
      }
    );
  });
}
