import { latentChannels } from '../bandwidthRatio.ts';
import { type Absence, AXES, type Axis, type BeamPlace, type BeamScheme } from './results.ts';
import type { Beamforming } from './scenario.ts';

/** The unvaried conditions. */
export function basePlace({ snrDb, antennas, users, correlation }: Beamforming): BeamPlace {
  return { snrDb, antennas, users, ...(correlation === undefined ? {} : { correlation }) };
}

/**
 * The unvaried conditions and those in which one quantity is varied, each once. Those of one correlation follow each other, so that
 * pictures are made once.
 */
export function placesOf(scenario: Beamforming): BeamPlace[] {
  const base = basePlace(scenario);
  const places = [base];
  for (const axis of AXES)
    for (const value of scenario.sweep[axis] ?? [])
      if (!places.some(place => sameElsewhere(place, base, axis) && place[axis] === value))
        places.push({ ...base, [axis]: value });
  return places.sort(
    (a, b) => Number(a.correlation !== base.correlation) - Number(b.correlation !== base.correlation),
  );
}

/** The places of a sweep over one quantity, in ascending order. */
export function placesAlong(places: readonly BeamPlace[], base: BeamPlace, axis: Axis): BeamPlace[] {
  return places
    .filter(place => sameElsewhere(place, base, axis))
    .sort((a, b) => (a[axis] ?? 0) - (b[axis] ?? 0));
}

/** Names a place, for maps. */
export function placeKey({ snrDb, antennas, users, correlation = Number.NaN }: BeamPlace): string {
  return [snrDb, antennas, users, correlation].join(' ');
}

/** The schemes that cannot serve a place. */
export function absencesAt(
  place: BeamPlace,
  { schemes, cbr }: Pick<Beamforming, 'schemes' | 'cbr'>,
): Absence[] {
  const reasons: Partial<Record<BeamScheme, string>> = {};
  const channels = latentChannels(cbr);
  if (place.users > place.antennas) reasons.zf = 'zero-forcing needs an antenna for every user';
  if (place.users > channels) reasons.tdma = `${channels} latent channels cannot be shared by more users`;
  return schemes.flatMap(scheme => {
    const reason = reasons[scheme];
    return reason === undefined ? [] : [{ place, scheme, reason }];
  });
}

function sameElsewhere(place: BeamPlace, base: BeamPlace, axis: Axis): boolean {
  return AXES.every(other => other === axis || place[other] === base[other]);
}
