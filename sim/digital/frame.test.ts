import { describe, expect, it } from 'vitest';
import { sourceCoder } from '../../channels/digital/source/rate.ts';
import { image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { psnr } from '../metrics/psnr.ts';
import { linkAdaptation } from './adaptation.ts';
import { exchangeFiles, type FileFrame, type FileReception } from './frame.ts';
import { PACKET, packetFormats } from './pairs.ts';

const USES = 1024;
const source = deadLeaves({ width: 32, height: 32, count: 4, seed: 9 });
const pictures = await Promise.all([0, 1, 2, 3].map(i => source.read(i)));
const fallback = image(32, 32);
const coders = pictures.map(picture =>
  sourceCoder(picture, { codec: 'jpeg', headers: 'free', downscale: 1 }),
);
const adaptation = linkAdaptation(packetFormats(PACKET));

function exchange(gains: readonly number[], changes: Partial<FileFrame> = {}): Promise<FileReception[]> {
  const senders = gains.map((gain, user) => ({ user, gain: { re: gain, im: 0 }, coder: coders[user] }));
  const frame = { direction: 'uplink', layerPowers: 'split', power: 'perUser', scheme: 'digital' } as const;
  const link = { uses: USES, snrDb: 20, frame: 0, adaptation, fallback, streamName: [1, 'files', 20, 0] };
  return exchangeFiles(senders, { ...frame, ...link, ...changes });
}

const failures = (receptions: readonly FileReception[]) => receptions.map(({ failed }) => failed);

describe('digital', () => {
  it('gives each of four users a fourth of the uses at four times the power', async () => {
    const perUser = await exchange([1, 1, 1, 1]);
    expect(failures(perUser)).toEqual([false, false, false, false]);
    expect(perUser.map(({ uses, power }) => [uses, power])).toEqual(new Array(4).fill([USES / 4, 4]));
    const settingAt = (snrDb: number) => adaptation(USES / 4, snrDb, 1)!.setting;
    // 20 dB and the fourfold.
    for (const { setting } of perUser) expect(setting).toBe(settingAt(10 * Math.log10(400)));
    const total = await exchange([1, 1, 1, 1], { power: 'total', snrDb: 20 });
    expect(total.map(({ power }) => power)).toEqual([1, 1, 1, 1]);
    for (const { setting } of total) expect(setting).toBe(settingAt(20));
    expect(settingAt(20)).not.toBe(settingAt(10 * Math.log10(400)));
  });

  it('would send less if it did not pay four times the power', async () => {
    const paid = await exchange([1, 1, 1, 1]);
    // A quarter of the power in each turn: every user 6 dB lower.
    const unpaid = await exchange([1, 1, 1, 1], { snrDb: 20 - 10 * Math.log10(4) });
    for (const [k, { bits, setting }] of paid.entries()) {
      expect(bits).toBeGreaterThan(1.2 * unpaid[k].bits);
      expect(setting).not.toBe(unpaid[k].setting);
    }
  });

  it('suits the rate to each user’s own gain, and leaves one silent who is too weak', async () => {
    const [near, far, lost] = await exchange([1, 0.1, 0.003]);
    expect(near.bits).toBeGreaterThan(far.bits);
    expect(lost).toEqual({ user: 2, power: 0, picture: fallback, failed: 'budget', uses: 341, bits: 0 });
  });
});

describe('noma-sic', () => {
  const noma = (gains: readonly number[], changes: Partial<FileFrame> = {}) =>
    exchange(gains, { scheme: 'noma-sic', ...changes });

  it('brings four users through at once in all uses, with the energy of everyone', async () => {
    const receptions = await noma([1, 1, 1, 1]);
    expect(failures(receptions)).toEqual([false, false, false, false]);
    expect(receptions.map(({ uses }) => uses)).toEqual([USES, USES, USES, USES]);
    expect(receptions.reduce((sum, { power }) => sum + power, 0)).toBeCloseTo(4, 9);
    // One SINR, one rate.
    expect(new Set(receptions.map(({ setting }) => setting)).size).toBe(1);
    receptions.forEach(({ picture }, k) => {
      expect(psnr(picture, pictures[k])).toBeGreaterThan(15);
    });
  });

  it('moves the order on from frame to frame, so that every user has the mean power', async () => {
    const powers = await Promise.all(
      [0, 1, 2, 3].map(async frame => (await noma([1, 1, 1, 1], { frame })).map(({ power }) => power)),
    );
    const means = [0, 1, 2, 3].map(user => powers.reduce((sum, frame) => sum + frame[user], 0) / 4);
    for (const mean of means) expect(mean).toBeCloseTo(1, 9);
    expect(new Set(powers.map(([first]) => first.toFixed(6))).size).toBe(4);
  });

  it('with given equal powers, serves the two whom rates for their SINR can serve', async () => {
    const receptions = await noma([1, 1, 1, 1], { layerPowers: 'given' });
    const sent = receptions.filter(({ failed }) => failed !== 'budget');
    expect(sent.map(({ failed }) => failed)).toEqual([false, false]);
    expect(sent.map(({ power }) => power)).toEqual([1, 1]);
    // SINR 0 dB beside the other, and 20 dB once it has been taken away.
    expect(Math.max(...sent.map(({ bits }) => bits))).toBeGreaterThan(
      3 * Math.min(...sent.map(({ bits }) => bits)),
    );
  });

  it('with given powers, decodes users who arrive 6 dB apart one after the other', async () => {
    const receptions = await noma([1, 0.5, 0.25], { layerPowers: 'given', snrDb: 22 });
    expect(failures(receptions)).toEqual([false, false, false]);
  });

  it('in the downlink gives the far user the power', async () => {
    const [near, far] = await noma([1, 0.25], { direction: 'downlink' });
    expect(failures([near, far])).toEqual([false, false]);
    expect(far.power).toBeGreaterThan(3 * near.power);
    expect(near.power + far.power).toBeCloseTo(2, 9);
  });

  it('in the downlink with given powers, has a rate for the far user beside the near one', async () => {
    const [near, far] = await noma([1, 0.25], { direction: 'downlink', layerPowers: 'given' });
    expect(failures([near, far])).toEqual([false, false]);
    expect([near.power, far.power]).toEqual([1, 1]);
    // 20 dB once the other is taken away, −0.6 dB beside it.
    expect(near.bits).toBeGreaterThan(3 * far.bits);
  });

  it('is the digital baseline for one user, but for its noise', async () => {
    const [alone] = await noma([1]);
    const [turn] = await exchange([1]);
    expect(alone).toEqual(turn);
  });
});
