import { describe, expect, it } from 'vitest';
import { keyedShuffle, permute, userKey } from '../../kernels/permutation.ts';
import { noiseShare } from '../../kernels/power.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { LatentEstimate } from '../../models/codec/latent.ts';
import { DEFAULT_SHUFFLE, exchangeFrame } from '../cell/schemes.ts';
import { averagingCodec } from '../fixture.ts';
import { modulate } from '../link.ts';
import { cellOf, type HeardLatent, SEED, source, USES, userAt } from './fixture.ts';
import { type KeyedSending, readSending } from './read.ts';
import { SampledAir } from './sampledAir.ts';
import { MOST_TRIES } from './scenario.ts';

const ENTRIES = 2 * USES;
/** One symbol at 128 kHz. */
const SYMBOL_US = 1e3 / 128;
const FRAME_US = 1000;
const N0 = 1e-6;

const alone = noiseShare(N0);
const withOne = noiseShare(1 + N0);

/** Error shares as they were sent, entry by entry. */
function sharesOnAir({ user, picture, estimate }: HeardLatent): number[] {
  const { order } = keyedShuffle(DEFAULT_SHUFFLE, userKey(SEED, user), picture * MOST_TRIES, ENTRIES);
  return Array.from(permute(estimate.errorShare, order));
}

/** Checks shares against stretches of [symbols, share]. */
function expectShares(heard: HeardLatent, stretches: readonly (readonly [number, number])[]): void {
  const expected = stretches.flatMap(([symbols, share]) => new Array<number>(2 * symbols).fill(share));
  const shares = sharesOnAir(heard);
  expect(shares).toHaveLength(expected.length);
  const wrong = shares.findIndex((share, i) => Math.abs(share - expected[i]) > 1e-6);
  expect({ entry: wrong, share: shares[wrong] }).toEqual({ entry: -1, share: undefined });
}

describe('frames that overlap in part', () => {
  it('have the noise share of those who were on the air, symbol by symbol', async () => {
    const { heard } = await cellOf([userAt(0), userAt(FRAME_US / 2)]);
    expectShares(heard[0], [
      [64, alone],
      [64, withOne],
    ]);
    expectShares(heard[1], [
      [64, withOne],
      [64, alone],
    ]);
  });

  it('are told the average of it where a scenario says so', async () => {
    const { heard } = await cellOf([userAt(0), userAt(FRAME_US / 2)], { toldNoise: 'average' });
    expectShares(heard[0], [[128, (alone + withOne) / 2]]);
  });

  it('fall on the nearest symbol', async () => {
    for (const [offset, symbols] of [
      [0.49, 0],
      [0.51, 1],
      [10.3, 10],
    ]) {
      const { heard } = await cellOf([userAt(0), userAt(offset * SYMBOL_US)]);
      expectShares(heard[0], [
        [symbols, alone],
        [128 - symbols, withOne],
      ]);
    }
  });

  it('are shifted by what their ways differ in length', async () => {
    const far = { ...userAt(0), propagationNs: Math.round(32 * SYMBOL_US * 1e3) };
    const { heard } = await cellOf([userAt(0), far]);
    expectShares(heard[0], [
      [32, alone],
      [96, withOne],
    ]);
    expectShares(heard[1], [
      [96, withOne],
      [32, alone],
    ]);
  });

  it('lose a user who leaves, from that instant on; the picture is lost', async () => {
    const leaver = { ...userAt(0), leavesNs: Math.round(48 * SYMBOL_US * 1e3) };
    const { heard, cutOff, settled, network } = await cellOf([userAt(0), leaver]);
    expect(heard.map(({ user }) => user)).toEqual([0]);
    expectShares(heard[0], [
      [48, withOne],
      [80, alone],
    ]);
    expect(cutOff).toMatchObject([{ user: 1, picture: 0 }]);
    expect(settled.filter(({ user }) => user === 1)).toMatchObject([{ fate: 'abandoned' }]);
    expect(network.users[1]).toMatchObject({ abandoned: 1, delivered: 0 });
  });

  it('hold the others’ very symbols: what is left without them is noise', async () => {
    const { heard, latentOf } = await cellOf([userAt(0), userAt(FRAME_US / 4)]);
    const symbolsOf = (user: number) => {
      const { order, signs } = keyedShuffle(DEFAULT_SHUFFLE, userKey(SEED, user), 0, ENTRIES);
      return { values: permute(latentOf(user, 0), order, signs), order, signs };
    };
    const [own, other] = [symbolsOf(0), symbolsOf(1)];
    const { mean, errorShare } = heard[0].estimate;
    const received = permute(mean, own.order, own.signs);
    const shares = permute(errorShare, own.order);
    for (let i = 0; i < ENTRIES; i++) {
      const interference = i < ENTRIES / 4 ? 0 : other.values[i - ENTRIES / 4];
      const left = received[i] / (1 - shares[i]) - own.values[i] - interference;
      expect(Math.abs(left)).toBeLessThan(6 * Math.sqrt(N0));
    }
  });
});

describe('residuals', () => {
  /** Mean of (y − z)²/v over the part of the entries that `holds` says, by the shares that a receiver believes. */
  const ratio = (
    { estimate }: HeardLatent,
    sent: Float32Array,
    shares: ArrayLike<number>,
    holds: (share: number) => boolean,
  ) => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < sent.length; i++) {
      const true_ = estimate.errorShare[i];
      if (!holds(true_)) continue;
      const error = estimate.mean[i] / (1 - true_) - sent[i];
      sum += (error ** 2 * (1 - shares[i])) / shares[i];
      count++;
    }
    return sum / count;
  };

  it('are as large as the shares say, on both parts; shares that ignore the parts are not', async () => {
    const users = [userAt(0), userAt(300), userAt(600), userAt(1200)];
    const { heard, latentOf } = await cellOf(users, { snrDb: 0 });
    const [sums, averages]: number[][] = [[], []];
    for (const one of heard) {
      const sent = latentOf(one.user, one.picture);
      const { errorShare } = one.estimate;
      const mean = errorShare.reduce((sum, share) => sum + share, 0) / errorShare.length;
      const low = Math.min(...errorShare);
      const quiet = (share: number) => share < low + 1e-4;
      sums.push(ratio(one, sent, errorShare, () => true));
      averages.push(ratio(one, sent, new Float32Array(errorShare.length).fill(mean), quiet));
    }
    // 4 × 256 entries, of which each has a relative variance of about 2.
    const gate = 3.29 * Math.sqrt(2 / 1024);
    const average = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(Math.abs(average(sums) - 1)).toBeLessThan(gate);
    expect(Math.abs(average(averages) - 1)).toBeGreaterThan(gate);
  });
});

describe('a frame in which all begin together', () => {
  it('is the frame of the cell scenarios', async () => {
    const pictures = await Promise.all([0, 1, 2].map(i => source.read(i)));
    const latents = await averagingCodec.encode(pictures);
    const senders = latents.map((latent, user) => ({
      ...{ user, latent, key: userKey(SEED, user) },
      gain: { re: 1, im: 0 },
    }));
    const streamName = [SEED, 'together'];
    const receptions = exchangeFrame(senders, {
      ...{ scheme: 'omdma', channels: 16, power: 'perUser', snrDb: 6, frame: 5, streamName },
    } as const);
    const sendings = receptions.map(({ sent, user }): KeyedSending => {
      const shuffle = keyedShuffle(DEFAULT_SHUFFLE, userKey(SEED, user), 5, ENTRIES);
      const signal = modulate(sent, shuffle.order, shuffle.signs);
      const ones = { length: USES, re: new Float32Array(USES).fill(1), im: new Float32Array(USES) };
      return { first: 777, signal, gains: ones, power: 1, shape: sent, shuffle };
    });
    const air = new SampledAir();
    for (const sending of sendings) air.begin(sending);
    for (const [k, sending] of sendings.entries()) {
      const stream = randomStream(...streamName, 'noise', 'everyone');
      const noiseVar = 10 ** -0.6;
      const estimate: LatentEstimate = readSending(air.hear(sending), sending, {
        ...{ noiseVar, told: 'perEntry', stream },
      });
      estimate.mean.forEach((mean, i) => {
        expect(mean).toBeCloseTo(receptions[k].estimate.mean[i], 5);
        expect(estimate.errorShare[i]).toBeCloseTo(receptions[k].estimate.errorShare[i], 6);
      });
    }
  });
});

describe('random streams', () => {
  it('are named by user, picture and try: whoever else sends, and in whatever order', async () => {
    const many = [userAt(0, 5000), userAt(2000, 9000), userAt(2100)];
    const few = [userAt(0, 6000), userAt(3500)];
    const options = { snrDb: 5, access: 'round-robin' } as const;
    const [a, b] = [await cellOf(many, options), await cellOf(few, options)];
    const psnrOf = (run: typeof a, user: number, picture: number) =>
      run.tries.find(one => one.user === user && one.picture === picture)!.psnrDb;
    for (const [user, picture] of [
      [0, 0],
      [0, 1],
      [1, 0],
    ])
      expect(psnrOf(a, user, picture)).toBe(psnrOf(b, user, picture));
    // Noise that is named by the order of arrival would differ: one is the fourth here, and the third there.
    const placeOf = (run: typeof a) => run.tries.findIndex(one => one.user === 0 && one.picture === 1);
    expect([placeOf(a), placeOf(b)]).toEqual([3, 2]);
  });
});

describe('repeats', () => {
  it('are asked for where the receiver expects too little, and read together if asked to', async () => {
    const arq = { maxTries: 3, minQualityDb: 40 };
    const runs = await Promise.all(
      (['none', 'chase'] as const).map(combine =>
        cellOf([userAt(0)], { snrDb: 0, arq: { ...arq, combine } }),
      ),
    );
    for (const { tries, settled } of runs) {
      expect(tries.map(one => one.tries)).toEqual([1, 2, 3]);
      expect(settled).toMatchObject([{ fate: 'rejected' }]);
    }
    const [single, chase] = runs.map(({ heard }) => heard.map(({ estimate }) => estimate.errorShare[0]));
    expect(single).toEqual([0.5, 0.5, 0.5]);
    // Precisions 1, 2, 3.
    [1 / 2, 1 / 3, 1 / 4].forEach((share, i) => {
      expect(chase[i]).toBeCloseTo(share, 6);
    });
    expect(runs[1].tries[2].psnrDb).toBeGreaterThan(runs[0].tries[2].psnrDb);
  });
});
