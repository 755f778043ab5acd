import type {
  CodecCost,
  CodecName,
  Kinship,
  PersonalPoint,
  PersonalResult,
  Way,
  WayDifference,
} from '../../sim/personal/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { FIXTURE_PROVENANCE, picture } from '../fixture.ts';
import { ACCESSES, CODECS } from './looks.ts';

export interface PersonalFixture {
  readonly users?: number;
  readonly snrDb?: readonly number[];
  readonly codecs?: readonly CodecName[];
  /** What personal codecs have over the adapted one, in dB. */
  readonly personalGainDb?: number;
}

const FRAMES = 12;
const LEVELS = { keys: 19, 'no-keys': 15, gaussian: 19.1, alone: 27 } as const;

/** A result whose numbers follow simple rules, with the shape of a real one. */
export function personalFixture({
  users = 4,
  snrDb = [0, 10, 20],
  codecs = CODECS,
  personalGainDb = -0.3,
}: PersonalFixture = {}): PersonalResult {
  const ways = codecs.flatMap(codec => ACCESSES.map(access => ({ codec, access })));
  const level = (way: Way, snr: number, user = 0) =>
    LEVELS[way.access] +
    0.1 * snr +
    { universal: 0, adapted: 0.4, personal: 0.4 + personalGainDb, rotated: way.access === 'no-keys' ? 2 : 0 }[
      way.codec
    ] +
    (way.codec === 'personal' ? 0.1 * user : 0);
  const pointAt = (way: Way, snr: number): PersonalPoint => ({
    ...{ way, snrDb: snr, channelUses: 512, cbr: 0.166667 },
    psnrDb: around(level(way, snr), 0.4),
    ssim: around(0.7, 0.02),
    msSsim: around(0.8, 0.02),
    users: Array.from({ length: users }, (_, user) => around(level(way, snr, user), 0.8)),
  });
  const differenceOf = (of: Way, against: Way, snr: number): WayDifference => ({
    ...{ of, against, snrDb: snr },
    psnrDb: around(level(of, snr) - level(against, snr), 0.05),
    users: Array.from({ length: users }, (_, user) =>
      around(level(of, snr, user) - level(against, snr, user), 0.1),
    ),
  });
  const pairs = ways.flatMap((of, i) =>
    ways.flatMap((against, j) =>
      (of.access === against.access && i > j) || (of.access === 'keys' && against.access !== 'keys')
        ? [{ of, against }]
        : [],
    ),
  );
  return {
    format: 'semlink-personal-1',
    scenario: {
      ...{ name: 'fixture', title: 'Codecs of a fixture', description: 'Numbers that follow simple rules.' },
      users,
    },
    content: Array.from({ length: users }, (_, user) => `pictures of kind ${user + 1}`),
    points: snrDb.flatMap(snr => ways.map(way => pointAt(way, snr))),
    differences: snrDb.flatMap(snr => pairs.map(({ of, against }) => differenceOf(of, against, snr))),
    costs: codecs.map(codec => costOf(codec, users)),
    kinships: (['personal', 'rotated'] as const)
      .filter(codec => codecs.includes(codec))
      .map(codec => kinshipOf(codec, users)),
    gallery: { snrDb: 10, rows: [] },
    provenance: FIXTURE_PROVENANCE,
  };
}

/** The same result with pictures of the first two users. */
export async function withPersonalGallery(result: PersonalResult): Promise<PersonalResult> {
  const codecs = [...new Set(result.points.map(({ way }) => way.codec))];
  const captions = codecs.flatMap(codec => [`${codec} keys`, `${codec} no-keys`]);
  const rows = await Promise.all(
    [0, 1].map(async user => ({
      user,
      pictures: [
        await picture<string>('original', user, 0),
        ...(await Promise.all(captions.map((caption, i) => picture<string>(caption, user, 0.05 + 0.01 * i)))),
      ],
    })),
  );
  return { ...result, gallery: { snrDb: 10, rows } };
}

function costOf(codec: CodecName, users: number): CodecCost {
  const isTrained = codec === 'adapted' || codec === 'personal';
  const steps = isTrained ? 60 * users : 0;
  return {
    ...{ codec, codecs: codec === 'personal' ? users : 1, steps, pictures: 12 * steps },
    ...{ encoderBytes: 1_700_000, decoderBytes: 2_600_000, trainingSeconds: isTrained ? 61.2 : 0 },
  };
}

function kinshipOf(codec: Kinship['codec'], users: number): Kinship {
  const alike = codec === 'personal' ? 0.98 : 0.01;
  return {
    codec,
    correlation: Array.from({ length: users + 1 }, (_, i) =>
      Array.from({ length: users + 1 }, (_, j) => (i === j ? 1 : alike)),
    ),
    between: around(alike, 0.002),
    snrDb: 20,
    ownPsnrDb: around(31, 0.4),
    othersPsnrDb: around(codec === 'personal' ? 29 : 9, 0.4),
    lossDb: around(codec === 'personal' ? -2 : -22, 0.3),
  };
}

function around(mean: number, margin: number): Estimate {
  return { mean, low: mean - margin, high: mean + margin, count: FRAMES };
}
