import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import shipped from '../../scenarios/beamforming.ts';
import views from '../../scenarios/correlated-users.ts';
import { applySettings } from '../settings.ts';
import { absencesAt, basePlace, placesAlong, placesOf } from './places.ts';
import { defineBeamforming, isBeamforming, parseBeamforming } from './scenario.ts';

const least = defineBeamforming({ name: 'mine', power: 'total', correlation: 0.5 });

function problems(changes: Record<string, unknown>): string[] {
  try {
    parseBeamforming({ ...least, ...changes });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('parseBeamforming', () => {
  it('fills in defaults', () => {
    expect(parseBeamforming(least)).toMatchObject({
      title: 'mine',
      snrDb: 5,
      antennas: 8,
      users: 8,
      usersPerObject: 2,
      schemes: ['mrt', 'zf', 'rzf', 'rzf-shared', 'wmmse', 'cooperative', 'tdma'],
      channel: { kind: 'multipath', paths: 6 },
      grouping: { linkage: 'average', threshold: 0.5, maxSize: 16 },
      denoiserSteps: [1],
      images: { kind: 'cross-faded', source: 'procedural' },
    });
  });

  it('takes what the command line sets', () => {
    const changed = applySettings(shipped, ['sweep.antennas=4,16', 'users=4', 'grouping.maxSize=2']);
    expect(parseBeamforming(changed)).toMatchObject({
      sweep: { antennas: [4, 16] },
      users: 4,
      grouping: { maxSize: 2 },
    });
  });

  it('lists every problem with its path, value and what is valid', () => {
    expect(problems({ power: 'perUser' })).toEqual([
      'power: "perUser" is not \'total\': the antennas of one base station share its power',
    ]);
    expect(problems({ users: 5, sweep: { users: [2, 7] } })).toEqual([
      'users: 5 users do not make whole groups of 2',
      'sweep.users: 7 users do not make whole groups of 2',
    ]);
    expect(problems({ correlation: undefined })).toEqual([
      'correlation: nothing is not a number between 0 and 1',
    ]);
    expect(problems({ images: { kind: 'views' }, sweep: { correlation: [0, 1] } })).toEqual([
      "correlation: is of cross-faded pictures; that of views is measured, and images.kind is 'views'",
      "sweep.correlation: is of cross-faded pictures; that of views is measured, and images.kind is 'views'",
    ]);
    expect(problems({ antennas: 0, channel: { path: 3 }, schemes: ['dirty-paper'] })).toEqual([
      'antennas: 0 is not a whole number between 1 and 256',
      'schemes: "dirty-paper" is not one of mrt, zf, rzf, rzf-shared, wmmse, cooperative, gaussian, tdma, or a list of them',
      'channel.path: unknown key; did you mean paths?',
    ]);
  });

  it('is told from other kinds of scenario', () => {
    expect([isBeamforming(shipped), isBeamforming(views), isBeamforming({ name: 'x' })]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('places', () => {
  const scenario = parseBeamforming(shipped);
  const places = placesOf(scenario);

  it('vary one quantity at a time, each place once', () => {
    expect(places).toHaveLength(1 + 5 + 3 + 4);
    expect(new Set(places.map(place => JSON.stringify(place))).size).toBe(places.length);
    expect(places[0]).toEqual(basePlace(scenario));
    const along = placesAlong(places, basePlace(scenario), 'antennas');
    expect(along.map(({ antennas }) => antennas)).toEqual([2, 4, 8, 16, 32, 64]);
    // Those of the unvaried correlation come first, so that their pictures are made once.
    const first = places.findIndex(({ correlation }) => correlation !== 0.75);
    expect(places.slice(first).every(({ correlation }) => correlation !== 0.75)).toBe(true);
  });

  it('name the schemes that cannot serve them', () => {
    const at = (antennas: number, users: number) =>
      absencesAt({ snrDb: 5, antennas, users }, { ...scenario, cbr: '1/12' }).map(({ scheme }) => scheme);
    expect(at(8, 8)).toEqual([]);
    expect(at(4, 8)).toEqual(['zf']);
    expect(at(16, 16)).toEqual(['tdma']);
    expect(absencesAt({ snrDb: 5, antennas: 4, users: 8 }, scenario)[0].reason).toBe(
      'zero-forcing needs an antenna for every user',
    );
  });
});
