import { beforeAll, describe, expect, it } from 'vitest';
import type { Codec } from '../../models/codec/codec.ts';
import { averagingCodec } from '../fixture.ts';
import { handmade, learnedByHeart, picturesOf, universal } from './fixture.ts';
import type { PhaseOneProgress } from './phaseOne.ts';
import { ACCESSES, type Access, type CodecName, type PersonalResult } from './results.ts';
import { type PersonalOptions, runPersonal } from './run.ts';
import { definePersonal, type PersonalInput, parsePersonal } from './scenario.ts';
import { wayKey } from './ways.ts';

const USERS = 3;
const small: PersonalInput = {
  name: 'test',
  power: 'perUser',
  users: USERS,
  snrDb: [0, 30],
  fineTuning: { steps: 5 },
  trials: 4,
  gallery: 2,
  images: { width: 32, height: 32 },
};

function run(
  codecOf: Parameters<typeof handmade>[0] = () => averagingCodec,
  changes: Partial<PersonalInput> = {},
  options: Partial<PersonalOptions> = {},
) {
  const { tune, tasks } = handmade(codecOf);
  const result = runPersonal(parsePersonal(definePersonal({ ...small, ...changes })), {
    ...{ seed: 1, universal, pictures: picturesOf(USERS), tune },
    about: { deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'semlink run test' },
    ...options,
  });
  return { result, tasks };
}

function pointOf({ points }: PersonalResult, codec: CodecName, access: Access, snrDb = 30) {
  return points.find(
    point => point.snrDb === snrDb && point.way.codec === codec && point.way.access === access,
  )!;
}

/** The averaging codec with the opposite sign: to it the latents of the others are negatives. */
const negative: Codec = {
  ...averagingCodec,
  encode: async images =>
    (await averagingCodec.encode(images)).map(latent => ({ ...latent, values: latent.values.map(z => -z) })),
  decode: estimates =>
    averagingCodec.decode(estimates.map(estimate => ({ ...estimate, mean: estimate.mean.map(z => -z) }))),
};

describe('runPersonal', () => {
  const progress: PhaseOneProgress[] = [];
  const whole = run(undefined, {}, { onTraining: heard => progress.push(heard) });
  let result: PersonalResult;
  beforeAll(async () => {
    result = await whole.result;
  });

  it('trains one codec on all pictures and one on each user’s, for as many steps in all', () => {
    expect(whole.tasks.map(({ name, steps }) => [name, steps])).toEqual([
      ['everyone', 15],
      ['user-1', 5],
      ['user-2', 5],
      ['user-3', 5],
    ]);
    const trained = whole.tasks.map(({ sources }) => sources.map(({ source }) => source.name));
    const names = picturesOf(USERS).map(({ training }) => training.name);
    expect(trained).toEqual([names, [names[0]], [names[1]], [names[2]]]);
    expect(progress.at(-1)).toMatchObject({ name: 'user-3', step: 5, steps: 5, piecesDone: 3, pieces: 4 });
  });

  it('has a point for every codec, way to be on the air and SNR, with the same uses', () => {
    expect(result.points).toHaveLength(4 * ACCESSES.length * 2);
    for (const { channelUses, cbr, users, psnrDb } of result.points) {
      expect([channelUses, cbr]).toEqual([512, 0.166667]);
      expect(users).toHaveLength(USERS);
      expect(psnrDb.mean).toBeCloseTo(users.reduce((sum, { mean }) => sum + mean, 0) / USERS, 3);
    }
  });

  it('gives equal codecs equal numbers on all paths: the same pictures and the same noise', () => {
    for (const access of ACCESSES)
      for (const codec of ['adapted', 'personal'] as const) {
        expect(pointOf(result, codec, access)).toEqual({
          ...pointOf(result, 'universal', access),
          way: { codec, access },
        });
        const difference = result.differences.find(
          ({ of, against }) =>
            wayKey(of) === `${codec} ${access}` && wayKey(against) === `universal ${access}`,
        )!;
        expect(difference.psnrDb).toEqual({ mean: 0, low: 0, high: 0, count: 4 });
      }
  });

  it('leaves a rotation no trace in quality where nobody disturbs', () => {
    const [one, turned] = (['universal', 'rotated'] as const).map(codec => pointOf(result, codec, 'alone'));
    expect(Math.abs(one.psnrDb.mean - turned.psnrDb.mean)).toBeLessThan(0.3);
    const [, kinship] = result.kinships;
    expect(kinship.codec).toBe('rotated');
    expect(kinship.lossDb.high).toBeLessThan(-3);
    expect(Math.abs(kinship.between.mean)).toBeLessThan(0.5);
  });

  it('reports the pairs that the verdict needs, exactly as the points have them', () => {
    const at = (snrDb: number) => result.differences.filter(one => one.snrDb === snrDb);
    // Codecs two by two in four ways, keys against two others for each, one for all against other features twice each.
    expect(at(0)).toHaveLength(4 * 6 + 4 * 2 + 2 * 2);
    expect(new Set(at(0).map(({ of, against }) => `${wayKey(of)} ${wayKey(against)}`)).size).toBe(36);
    for (const { of, against, snrDb, psnrDb, users } of result.differences) {
      const [own, other] = [of, against].map(way => pointOf(result, way.codec, way.access, snrDb));
      expect(psnrDb.mean).toBeCloseTo(own.psnrDb.mean - other.psnrDb.mean, 3);
      users.forEach(({ mean }, user) => {
        expect(mean).toBeCloseTo(own.users[user].mean - other.users[user].mean, 3);
      });
    }
  });

  it('counts what codecs cost', () => {
    expect(result.costs).toEqual([
      cost('universal', 1, 0),
      cost('adapted', 1, 15),
      { ...cost('personal', 3, 15), trainingSeconds: 3 },
      cost('rotated', 1, 0),
    ]);
    expect(result.provenance.models.map(({ name }) => name)).toEqual([
      'universal',
      'everyone',
      'user-1',
      'user-2',
      'user-3',
    ]);
  });

  it('repeats itself to the last byte for any batch size', async () => {
    const text = (one: PersonalResult) =>
      JSON.stringify({ ...one, provenance: { ...one.provenance, wallSeconds: 0 } });
    expect(text(await run(undefined, {}, { batch: 3 }).result)).toBe(text(result));
  });

  it('keeps the first frame and no key', () => {
    const { rows, snrDb } = result.gallery;
    expect([snrDb, rows.length, rows[0].pictures.length]).toEqual([30, 2, 1 + 4 * 2]);
    expect(rows[1].pictures.map(({ caption }) => caption)).toContain('rotated no-keys');
    expect(JSON.stringify(result)).not.toMatch(/[1-9a-f]{64}/i);
  });

  it('finds codecs of equal features alike, and another’s decoder as good', () => {
    const { correlation, between, lossDb, ownPsnrDb } = result.kinships.find(
      ({ codec }) => codec === 'personal',
    )!;
    for (const value of correlation.flat()) expect(value).toBeCloseTo(1, 5);
    expect([between.mean, lossDb.mean]).toEqual([1, 0]);
    expect(ownPsnrDb).toEqual(pointOf(result, 'personal', 'alone').psnrDb);
  });

  it('finds features of opposite sign opposite, and another’s decoder worse', async () => {
    const opposite = await run(({ name }) => (name === 'user-2' ? negative : averagingCodec), {
      models: ['personal'],
    }).result;
    const [{ correlation, between, lossDb }] = opposite.kinships;
    expect(correlation[2].map(value => Math.round(value))).toEqual([-1, -1, 1, -1]);
    // Of three pairs of users two are opposite.
    expect(between.mean).toBeCloseTo(-1 / 3, 5);
    expect(lossDb.high).toBeLessThan(-3);
    // Its owner does not notice.
    const [own, plain] = [opposite, result].map(one => pointOf(one, 'personal', 'alone'));
    expect(own.users[1].mean).toBeCloseTo(plain.users[1].mean, 0);
  });

  it('sends no picture that was trained on, and would be caught if it did', async () => {
    const byHeart = ({
      sources: [{ source }],
    }: {
      sources: readonly { source: Parameters<typeof learnedByHeart>[0] }[];
    }) => learnedByHeart(source, 40);
    const settings = { models: ['personal'], snrDb: 30, gallery: 0 } as const;
    const honest = await run(byHeart, settings).result;
    const gain = ({ points }: PersonalResult) => {
      const psnr = (codec: CodecName) =>
        points.find(({ way }) => wayKey(way) === `${codec} alone`)!.psnrDb.mean;
      return psnr('personal') - psnr('universal');
    };
    expect(gain(honest)).toBeLessThan(0);
    const leaking = picturesOf(USERS).map(user => ({ ...user, tested: user.training }));
    const cheating = await run(byHeart, settings, { pictures: leaking }).result;
    expect(gain(cheating)).toBeGreaterThan(30);
  });
});

function cost(codec: CodecName, codecs: number, steps: number) {
  return {
    ...{ codec, codecs, encoderBytes: 300, decoderBytes: 500, steps, pictures: 2 * steps },
    trainingSeconds: steps > 0 ? 1 : 0,
  };
}
