import { describe, expect, it } from 'vitest';
import { userChannel } from './fading.ts';
import { loadOf } from './fixture.ts';

const who = (user: number, place = user) => ({ user, place });

describe('the channel of a user', () => {
  it('holds without mobility, at the user’s own gain', () => {
    const scenario = loadOf({ users: 2, gains: [0, 6], snrDb: 4 });
    const channel = userChannel(scenario, who(7, 1), ['fading']);
    const { re, im } = channel.gains(123, 3);
    for (const value of re) expect(value).toBeCloseTo(10 ** 0.3, 6);
    expect(Array.from(im)).toEqual([0, 0, 0]);
    expect(channel.rate(0)).toBeCloseTo(Math.log2(1 + 10), 9);
    expect(channel.gains(0, 5).length).toBe(5);
  });

  it('fades in blocks of the coherence time, and the scheduler sees what the air has', () => {
    const bandwidthHz = 1e6;
    const scenario = loadOf({ bandwidthHz, snrDb: 3, mobility: { coherenceMs: 0.04 } });
    const channel = userChannel(scenario, who(0), ['fading']);
    const { re, im } = channel.gains(10, 100);
    // 40 symbols a block: the changes lie at symbols 40 and 80.
    const changes = Array.from(re, (_, i) => i).filter(i => i > 0 && re[i] !== re[i - 1]);
    expect(changes).toEqual([30, 70]);
    for (const i of [0, 29, 30, 99]) {
      const snr = (re[i] ** 2 + im[i] ** 2) * 10 ** 0.3;
      expect(channel.rate((10 + i) * 1000)).toBeCloseTo(Math.log2(1 + snr), 5);
    }
    // Asked again, in another order, it is the same channel; another user has another one.
    expect(Array.from(channel.gains(50, 3).re)).toEqual(Array.from(re.subarray(40, 43)));
    expect(userChannel(scenario, who(1), ['fading']).gains(10, 1).re[0]).not.toBe(re[0]);
  });

  it('has unit mean power, and takes its coherence time from the Doppler shift', () => {
    // 0.423/f: one symbol.
    const scenario = loadOf({ bandwidthHz: 1e6, mobility: { dopplerHz: 0.423e6, kFactorDb: 0 } });
    const count = 20_000;
    const { re, im } = userChannel(scenario, who(0), ['fading']).gains(0, count);
    let power = 0;
    for (let i = 0; i < count; i++) power += re[i] ** 2 + im[i] ** 2;
    // Var|h|² = (1 + 2K)/(1 + K)² = 3/4 for K = 1.
    expect(Math.abs(power / count - 1)).toBeLessThan(3.29 * Math.sqrt(0.75 / count));
    expect(new Set(re).size).toBeGreaterThan(0.99 * count);
  });
});
