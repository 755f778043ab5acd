import type {
  Axis,
  BeamDifference,
  BeamformingResult,
  BeamPlace,
  BeamPoint,
  BeamScheme,
  Likeness,
} from '../../sim/beamforming/results.ts';
import { counted, plain } from '../numbers.ts';

/** Denoiser steps of the figures: the most that were run. */
export function shownSteps({ points }: BeamformingResult): number {
  return Math.max(...points.map(({ denoiserSteps }) => denoiserSteps));
}

/** Points of a place, one per scheme, at some denoiser steps. */
export function pointsAt({ points }: BeamformingResult, place: BeamPlace, steps: number): BeamPoint[] {
  return points.filter(point => isAt(point, place) && point.denoiserSteps === steps);
}

export function likenessAt({ likeness }: BeamformingResult, place: BeamPlace): Likeness | undefined {
  return likeness.find(one => isAt(one, place));
}

export function gainOver(
  { differences }: BeamformingResult,
  place: BeamPlace,
  against: BeamScheme,
  steps: number,
  of: BeamScheme = 'cooperative',
): BeamDifference | undefined {
  return differences.find(
    one => isAt(one, place) && one.of === of && one.against === against && one.denoiserSteps === steps,
  );
}

/** The places of a sweep in ascending order; fewer than two are no sweep. */
export function sweepOf({ points, base }: BeamformingResult, axis: Axis): BeamPlace[] {
  const along = points
    .map(({ place }) => place)
    .filter(place => AXES.every(other => other === axis || place[other] === base[other]));
  const places = new Map(along.map(place => [place[axis] ?? 0, place]));
  return [...places].sort(([a], [b]) => a - b).map(([, place]) => place);
}

/** "5 dB, 8 antennas, 8 users". */
export function placeLabel({ snrDb, antennas, users, correlation }: BeamPlace): string {
  const faded = correlation === undefined ? '' : `, correlation ${plain(correlation)}`;
  return `${plain(snrDb)} dB, ${counted(antennas, 'antenna')}, ${counted(users, 'user')}${faded}`;
}

export const AXIS_NAMES: Readonly<Record<Axis, { readonly name: string; readonly label: string }>> = {
  snrDb: { name: 'SNR', label: 'SNR per channel use (dB)' },
  antennas: { name: 'antennas', label: 'antennas' },
  users: { name: 'users', label: 'users' },
  correlation: { name: 'correlation', label: 'correlation asked of the pictures' },
};

/** Quantities that may be varied. */
export const AXES = Object.keys(AXIS_NAMES) as Axis[];

/** Whether something was found under this condition. */
export function isAt({ place }: { readonly place: BeamPlace }, other: BeamPlace): boolean {
  return AXES.every(axis => place[axis] === other[axis]);
}
