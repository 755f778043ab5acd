import { describe, expect, it } from 'vitest';
import { sideInformation } from '../../channels/grouping/sideInformation.ts';
import { pairedLatents } from './fixture.ts';
import { type FrameLikeness, likenessHistogram, likenessOf, likenessResult } from './likeness.ts';
import { parseBeamforming } from './scenario.ts';

const scenario = parseBeamforming({ name: 'test', kind: 'beamforming', power: 'total', correlation: 0.5 });
const settings = { ...scenario, channels: 16 };
const frames = [0, 1, 2].map(frame => likenessOf(pairedLatents(6, 16, 0.8, 'likeness', frame), settings));
const place = { snrDb: 0, antennas: 8, users: 6 };

describe('likeness', () => {
  it('measures R on the entries that are sent', () => {
    const latents = pairedLatents(2, 16, 0.8, 'kept');
    const { correlation } = likenessOf(latents, settings);
    expect(Math.abs(correlation.data[1] - 0.8)).toBeLessThan((3.29 * (1 - 0.8 ** 2)) / Math.sqrt(4096));
    // Channels that are not sent do not count.
    const changed = latents.map(latent => ({
      ...latent,
      values: latent.values.map((value, i) => (i % 16 < 8 ? value : -i)),
    }));
    const half = (of: typeof latents) => likenessOf(of, { ...settings, channels: 8 }).correlation.data[1];
    expect(half(changed)).toBe(half(latents));
    expect(likenessOf(changed, settings).correlation.data[1]).toBeGreaterThan(0.99);
  });

  it('finds the pairs, and says how often', () => {
    const result = likenessResult(place, frames);
    expect(result.recovered).toBe(1);
    expect(result.groups).toMatchObject({ mean: 3, count: 3 });
    expect(result.within?.mean).toBeCloseTo(0.8, 1);
    expect(result.between?.mean).toBeCloseTo(0, 1);
    const missed: FrameLikeness = { ...frames[0], groups: [0, 0, 1, 1, 2, 3] };
    expect(likenessResult(place, [...frames, missed]).recovered).toBe(0.75);
  });

  it('counts side information in bits, and in uses at the capacity of one antenna', () => {
    const { side, sideUses } = likenessResult(place, frames);
    // Three groups: 2 bits of label, 256 of key and 32 of gain for each of six users. At 0 dB a use carries one bit.
    expect(side).toEqual({ labelBits: 12, keyBits: 1536, gainBits: 192, totalBits: 1740 });
    expect(side).toEqual(sideInformation([0, 0, 1, 1, 2, 2]));
    expect(sideUses).toBe(1740);
  });

  it('has no mean within objects where every object has one user', () => {
    const lone = { ...settings, usersPerObject: 1 };
    const alone = [0, 1].map(frame => likenessOf(pairedLatents(4, 8, 0.8, 'alone', frame), lone));
    const result = likenessResult({ ...place, users: 4 }, alone);
    expect(result.within).toBeUndefined();
    expect(result.between?.count).toBe(2);
  });

  it('counts every pair of every frame once', () => {
    const { edges, within, between } = likenessHistogram(frames);
    expect(edges).toHaveLength(41);
    expect(within.reduce((a, b) => a + b)).toBe(3 * 3);
    expect(between.reduce((a, b) => a + b)).toBe(3 * 12);
    expect(within.findIndex(count => count > 0)).toBeGreaterThan(33);
  });
});
