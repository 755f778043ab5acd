import type { AccessName, LoadPoint, LoadResult, Timeline } from '../../sim/load/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { FIXTURE_PROVENANCE } from '../fixture.ts';

export interface LoadFixture {
  readonly access?: readonly AccessName[];
  readonly loads?: readonly number[];
  readonly users?: number;
  /** Whether the networks are told both. */
  readonly told?: boolean;
  /** Whether the last point's queue grew past every bound, and nothing was delivered there. */
  readonly overloaded?: boolean;
}

const FRAME_MS = 5;

/** A result whose numbers follow simple rules, with the shape of a real one. */
export function loadFixture({
  access = ['omdma', 'omdma-unslotted', 'semantic-group', 'round-robin', 'proportional-fair'],
  loads = [0.25, 0.5, 1, 2],
  users = 8,
  told = false,
  overloaded = false,
}: LoadFixture = {}): LoadResult {
  const places = access.flatMap(name =>
    loads.flatMap(offeredLoad =>
      (told && name === 'omdma-unslotted' ? (['perEntry', 'average'] as const) : (['perEntry'] as const)).map(
        toldNoise => ({ access: name, offeredLoad, toldNoise }),
      ),
    ),
  );
  const points = places.map((place, i) =>
    overloaded && i === places.length - 1 ? overload(place, users) : pointAt(place, users),
  );
  const shown = loads[loads.length >> 1];
  return {
    format: 'semlink-load-1',
    scenario: {
      name: 'fixture',
      title: 'Load of a fixture',
      description: 'Numbers that follow simple rules.',
      users,
      snrDb: 10,
      bandwidthHz: 100_000,
      qualityThresholdDb: 24,
      denoiserSteps: 1,
      deadlineMs: 100,
    },
    points,
    differences: places
      .filter(({ access: name, toldNoise }) => told && name === 'omdma-unslotted' && toldNoise === 'perEntry')
      .map(of => ({ of, against: { ...of, toldNoise: 'average' }, psnrDb: around(0.1, 0.03) })),
    qualityCurve: {
      meanLogShare: [-5, -3, -2, -1, -0.3],
      psnrDb: [33, 29, 26, 21, 15],
      pictures: 24,
      snrsDb: [-10, 0, 10],
    },
    timelines: places
      .filter(({ offeredLoad }) => offeredLoad === shown)
      .map(place => timelineAt(place, users)),
    provenance: FIXTURE_PROVENANCE,
  };
}

function pointAt(place: LoadPoint['place'], users: number): LoadPoint {
  const { access, offeredLoad: load } = place;
  const isSingle = access === 'round-robin' || access === 'proportional-fair';
  const psnr = isSingle ? 28 : 29 - 3 * load - (access === 'semantic-group' ? -0.7 : 0);
  const delay = isSingle
    ? FRAME_MS * (load < 1 ? 1 + load / (2 * (1 - load)) : 10)
    : FRAME_MS * (1.1 + load / (access === 'omdma-unslotted' ? 9 : 3));
  const missed = isSingle ? Math.max(0, 1 - 1 / load) : 0;
  const perS = 195 * load;
  const spread = Array.from({ length: 41 }, (_, i) => (i - 20) / 8);
  return {
    place,
    offeredPerS: perS,
    usesPerPicture: 512,
    psnrDb: around(psnr, 0.4),
    msSsim: around(0.9, 0.01),
    delayMs: around(delay, 0.1 * delay),
    delayQuantilesMs: { p50: 0.8 * delay, p95: 2 * delay },
    settled: load < 2,
    goodputPerS: around(perS * (1 - missed) * Math.min(1, psnr / 30), 8),
    fates: {
      inTime: around(1 - missed, 0.02),
      missed: around(missed, 0.02),
      blocked: 0,
      rejected: 0.01,
      abandoned: 0.002,
      pictures: 360,
    },
    triesPerPicture: 1.1,
    fairness: 0.98 - 0.02 * load,
    energyPerPictureMj: 0.512,
    bandUse: Math.min(1, load),
    meanOnAir: 1 + load,
    check: { thresholdDb: 24, hitRate: 0.9, falseAlarmRate: 0.2, good: 300, receptions: 400, errorDb: 2.5 },
    users: Array.from({ length: users }, (_, user) => ({
      user,
      offered: 50,
      delivered: 50 - user,
      goodputPerS: perS / users - user / 4,
      psnrDb: psnr + user / 9,
      delayMs: delay * (1 + user / 20),
    })),
    distributions: {
      psnrDb: spread.map(z => psnr + 2 * z),
      delayMs: spread.map((_, i) => FRAME_MS + (delay - FRAME_MS) * (i / 20) ** 2),
    },
    ...(isSingle && load < 1 ? { queueTheoryMs: delay * 1.02 } : {}),
    unstable: null,
    seconds: 4,
    fingerprint: '00000000',
  };
}

function overload(place: LoadPoint['place'], users: number): LoadPoint {
  return {
    ...pointAt(place, users),
    ...{ psnrDb: null, msSsim: null, delayMs: null, delayQuantilesMs: null, fates: null },
    energyPerPictureMj: null,
    distributions: null,
    settled: false,
    users: Array.from({ length: users }, (_, user) => ({
      ...{ user, offered: 210, delivered: 0, goodputPerS: 0, psnrDb: null, delayMs: null },
    })),
    unstable: { atS: 1.5, waiting: 201, message: 'the queue of user 3 is unstable: 201 pictures wait' },
  };
}

function timelineAt(place: LoadPoint['place'], users: number): Timeline {
  const ends = ['accepted', 'accepted', 'accepted', 'rejected', 'accepted', 'cut'] as const;
  const entries = Array.from({ length: 12 * users }, (_, i) => {
    const end = ends[i % ends.length];
    const fromMs = 7.3 * i;
    return {
      user: (i * 5) % users,
      picture: Math.floor(i / users),
      tries: 1 + (i % 7 === 3 ? 1 : 0),
      fromMs,
      toMs: fromMs + (end === 'cut' ? 0.4 : 1) * FRAME_MS,
      end,
      psnrDb: end === 'cut' ? null : 18 + (i % 11),
    };
  });
  return { place, fromS: 1.25, lengthS: 1, users, entries: entries.filter(({ fromMs }) => fromMs < 1000) };
}

function around(mean: number, margin: number): Estimate {
  return { mean, low: mean - margin, high: mean + margin, count: 20 };
}
