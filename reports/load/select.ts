import type { LoadPoint, LoadResult } from '../../sim/load/results.ts';
import { isWay, type Way } from './looks.ts';

/** The load whose second of air is shown. */
export function shownLoad({ timelines, points }: LoadResult): number {
  return (timelines[0] ?? points[0]).place.offeredLoad;
}

/** A way's points, ascending in load. */
export function pointsOf({ points }: LoadResult, way: Way): LoadPoint[] {
  return points
    .filter(({ place }) => isWay(place, way))
    .sort((a, b) => a.place.offeredLoad - b.place.offeredLoad);
}
