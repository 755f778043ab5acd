import type {
  Axis,
  BeamformingResult,
  BeamPlace,
  BeamPoint,
  BeamScheme,
  Likeness,
} from '../../sim/beamforming/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { FIXTURE_PROVENANCE, picture } from '../fixture.ts';
import { SCHEMES } from './looks.ts';

export interface BeamFixture {
  readonly sweep?: Readonly<Partial<Record<Axis, readonly number[]>>>;
  readonly users?: number;
  readonly schemes?: readonly BeamScheme[];
  readonly correlation?: number;
  /** Whether users are reached over plane waves. */
  readonly waves?: boolean;
}

const BASE = { snrDb: 5, antennas: 8 } as const;
const LEVELS: Readonly<Record<BeamScheme, number>> = {
  mrt: 26,
  zf: 20,
  rzf: 27,
  'rzf-shared': 27.6,
  wmmse: 24,
  cooperative: 25.4,
  gaussian: 25.6,
  tdma: 23,
};
const FRAMES = 4;

/** A result whose numbers follow simple rules, with the shape of a real one. */
export function beamformingFixture({
  sweep = {},
  users = 8,
  schemes = SCHEMES,
  correlation,
  waves = true,
}: BeamFixture = {}): BeamformingResult {
  const base = { ...BASE, users, ...(correlation === undefined ? {} : { correlation }) };
  const places = [
    base,
    ...(Object.entries(sweep) as [Axis, readonly number[]][]).flatMap(([axis, values]) =>
      values.filter(value => value !== base[axis]).map(value => ({ ...base, [axis]: value })),
    ),
  ];
  const canServe = (place: BeamPlace, scheme: BeamScheme) => scheme !== 'zf' || place.users <= place.antennas;
  const points = places.flatMap(place =>
    schemes
      .filter(scheme => canServe(place, scheme))
      .flatMap(scheme => [0, 1].map(steps => pointAt(place, scheme, steps))),
  );
  const groups = Array.from({ length: users }, (_, user) => user >> 1);
  return {
    format: 'semlink-beamforming-1',
    scenario: {
      name: 'fixture',
      title: 'Beams of a fixture',
      description: 'Numbers that follow simple rules.',
      usersPerObject: 2,
      sweep,
      grouping: { threshold: 0.5 },
    },
    base,
    servedSnr: 0.01,
    points,
    absences: places.flatMap(place =>
      schemes
        .filter(scheme => !canServe(place, scheme))
        .map(scheme => ({ place, scheme, reason: 'zero-forcing needs an antenna for every user' })),
    ),
    likeness: places.map(likenessAt),
    differences: points.flatMap(({ place, denoiserSteps, scheme, psnrDb }) =>
      (['cooperative', 'rzf-shared'] as const)
        .filter(of => schemes.includes(of) && (of === 'cooperative' ? scheme !== of : scheme === 'rzf'))
        .map(of => ({
          ...{ place, denoiserSteps, of, against: scheme },
          psnrDb: around(pointAt(place, of, denoiserSteps).psnrDb.mean - psnrDb.mean, 0.3),
        })),
    ),
    receptions: schemes.flatMap(scheme =>
      [0, 1].map(denoiserSteps => ({ scheme, denoiserSteps, ...receptionsOf(scheme, users) })),
    ),
    histogram: {
      edges: Array.from({ length: 41 }, (_, i) => Number((i / 20 - 1).toFixed(2))),
      within: Array.from({ length: 40 }, (_, i) => Math.max(0, 6 - Math.abs(i - 36))),
      between: Array.from({ length: 40 }, (_, i) => Math.max(0, 12 - 2 * Math.abs(i - 27))),
    },
    firstFrame: {
      objects: groups,
      groups,
      correlation: groups.map((own, k) =>
        groups.map((other, j) => (k === j ? 1 : own === other ? 0.84 : 0.3 - 0.13 * Math.abs(own - other))),
      ),
      ...(waves ? wavesOf(schemes, groups) : {}),
      gallery: [],
    },
    provenance: FIXTURE_PROVENANCE,
  };
}

/** The same result with pictures of the first two users. */
export async function withBeamGallery(result: BeamformingResult): Promise<BeamformingResult> {
  const schemes = [...new Set(result.points.map(({ scheme }) => scheme))];
  const gallery = await Promise.all(
    [0, 1].map(async user => ({
      user,
      pictures: [
        await picture<string>('original', user, 0),
        ...(await Promise.all(
          schemes.map(scheme => picture<string>(scheme, user, 10 ** (-LEVELS[scheme] / 20))),
        )),
      ],
    })),
  );
  return { ...result, firstFrame: { ...result.firstFrame, gallery } };
}

function pointAt(place: BeamPlace, scheme: BeamScheme, denoiserSteps: number): BeamPoint {
  const more = Math.log2(place.antennas / 8) - 0.5 * Math.log2(place.users / 8) + (place.snrDb - 5) / 5;
  const likeness = scheme === 'cooperative' ? 2 * ((place.correlation ?? 0.8) - 0.8) : 0;
  const psnrDb = LEVELS[scheme] + 2 * more + likeness + 0.3 * denoiserSteps;
  return {
    place,
    scheme,
    denoiserSteps,
    channelUses: scheme === 'tdma' ? 256 : 2048,
    cbr: scheme === 'tdma' ? 0.0208333 : 0.166667,
    psnrDb: around(psnrDb, 0.4),
    ssim: around(0.8, 0.02),
    msSsim: around(0.9, 0.02),
    effectiveSnrDb: around(psnrDb - 25, 0.5),
    sumRate: around(10 + more, 0.6),
    served: around(scheme === 'wmmse' ? 0.6 : scheme === 'cooperative' ? 0.8 : 1, 0.05),
    residual: {
      variance: around(1, 0.004),
      excessKurtosis: 0.1,
      maxAutocorrelation: scheme === 'cooperative' ? 0.02 : 0.003,
      whiteBound: 0.004,
      ksDistance: 0.002,
      entries: 1_000_000,
    },
  };
}

function likenessAt(place: BeamPlace): Likeness {
  return {
    place,
    within: around(place.correlation ?? 0.83, 0.02),
    between: around(0.4, 0.02),
    recovered: 0.95,
    groups: around(place.users / 2, 0),
    side: { labelBits: 16, keyBits: 2048, gainBits: 256, totalBits: 2320 },
    sideUses: 1128,
  };
}

function receptionsOf(scheme: BeamScheme, users: number) {
  const count = FRAMES * users;
  const isServed = (i: number) => !(scheme === 'wmmse' && i % 3 === 0) && !(scheme !== 'rzf' && i % 6 === 0);
  return {
    snr: Array.from({ length: count }, (_, i) =>
      isServed(i) ? 10 ** ((LEVELS[scheme] - 30 + (i % 11)) / 10) : 0,
    ),
    psnrDb: Array.from({ length: count }, (_, i) => (isServed(i) ? LEVELS[scheme] + (i % 11) : 12 + (i % 2))),
  };
}

function wavesOf(schemes: readonly BeamScheme[], groups: readonly number[]) {
  const anglesDeg = Array.from({ length: 61 }, (_, i) => 3 * i - 90);
  const labels = [...new Set(groups)];
  return {
    anglesDeg: groups.map((_, user) => 110 * ((user * 0.37) % 1) - 55),
    patterns: schemes.map((scheme, place) => ({
      scheme,
      anglesDeg,
      gains: labels.map(label =>
        anglesDeg.map(angle => 0.02 + 4 * Math.exp(-(((angle - 25 * label + 40 + 3 * place) / 12) ** 2))),
      ),
    })),
  };
}

function around(mean: number, margin: number): Estimate {
  return { mean, low: mean - margin, high: mean + margin, count: FRAMES };
}
