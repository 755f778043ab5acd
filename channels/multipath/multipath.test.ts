import { describe, expect, it } from 'vitest';
import { complexSignal, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { multipath } from './channel.ts';
import { ofdm } from './ofdm.ts';
import { delaySpreadNs, exponentialProfile, tapProfile, twoRayProfile } from './profile.ts';
import { drawTaps, sampleDelays } from './taps.ts';

const silent = { noiseVar: 0 };
const none = randomStream('none');

describe('a power-delay profile', () => {
  it('has powers that add up to 1, by rising delay', () => {
    const profile = tapProfile([
      { delayNs: 300, powerDb: -3 },
      { delayNs: 0, powerDb: 0, kFactor: 2 },
      { delayNs: 100, powerDb: Number.NEGATIVE_INFINITY },
    ]);
    const share = 10 ** -0.3;
    expect(profile).toEqual([
      { delayNs: 0, power: 1 / (1 + share), kFactor: 2 },
      { delayNs: 300, power: share / (1 + share), kFactor: 0 },
    ]);
  });

  it('has the delay spread of its shape', () => {
    expect(delaySpreadNs(twoRayProfile({ delayNs: 400 }))).toBeCloseTo(200, 10);
    // √p(1 − p)·τ for powers 1 and ¼.
    expect(delaySpreadNs(twoRayProfile({ delayNs: 400, ratioDb: 10 * Math.log10(4) }))).toBeCloseTo(160, 10);
    const fine = exponentialProfile({ decayNs: 100, spacingNs: 1, taps: 1024 });
    // A geometric distribution with ratio q has deviation √q/(1 − q); q^1024 is 4e-5.
    const q = Math.exp(-0.01);
    expect(delaySpreadNs(fine)).toBeCloseTo(Math.sqrt(q) / (1 - q), 0);
    expect(fine[100].power / fine[0].power).toBeCloseTo(Math.exp(-1), 12);
  });

  it.each([
    [[{ delayNs: -1, powerDb: 0 }], 'taps.0.delayNs: -1 is not a number of at least 0'],
    [[{ delayNs: 0, powerDb: Number.NaN }], 'taps.0.powerDb: NaN is not a number of dB'],
    [[{ delayNs: 0, powerDb: 0, kFactor: -1 }], 'taps.0.kFactor: -1 is not a number of at least 0'],
    [[], 'taps: none of 0 taps has power'],
  ])('refuses %j', (taps, message) => {
    expect(() => tapProfile(taps)).toThrow(message);
  });
});

describe('drawn taps', () => {
  const sampleRateHz = 10e6;
  const profile = tapProfile([
    { delayNs: 0, powerDb: 0 },
    { delayNs: 230, powerDb: -3 },
    { delayNs: 510, powerDb: -6, kFactor: 5 },
  ]);

  it('lie at the nearest samples', () => {
    expect(sampleDelays(profile, sampleRateHz)).toEqual([0, 2, 5]);
    expect(() => sampleDelays(profile, 1e15)).toThrow(
      'delay in samples: 230000000 is not a whole number between',
    );
  });

  it('have the powers of the profile and the frequency correlation that follows from them', () => {
    const draws = 20_000;
    const stream = randomStream('taps');
    const { response } = ofdm({ fftSize: 8, cyclicPrefix: 0 });
    const powers = new Float64Array(6);
    let [re, im] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const taps = drawTaps(profile, sampleRateHz, stream);
      for (let l = 0; l < 6; l++) powers[l] += (taps.re[l] ** 2 + taps.im[l] ** 2) / draws;
      const h = response(taps);
      re += (h.re[0] * h.re[1] + h.im[0] * h.im[1]) / draws;
      im += (h.im[1] * h.re[0] - h.re[1] * h.im[0]) / draws;
    }
    profile.forEach(({ power }, i) => {
      const measured = powers[[0, 2, 5][i]];
      expect(Math.abs(measured - power)).toBeLessThan((3.29 * power) / Math.sqrt(draws));
    });
    expect(powers[1] + powers[3] + powers[4]).toBe(0);
    // E[H_1 H_0*] = Σ_l p_l e^{−2πjl/8}, since paths are independent and only one has a mean.
    const delays = [0, 2, 5];
    const sum = (f: (x: number) => number) =>
      profile.reduce((total, { power }, i) => total + power * f((-2 * Math.PI * delays[i]) / 8), 0);
    const bound = 3.29 / Math.sqrt(draws);
    expect(Math.abs(re - sum(Math.cos))).toBeLessThan(bound);
    expect(Math.abs(im - sum(Math.sin))).toBeLessThan(bound);
  });
});

describe('multipath', () => {
  it('adds echoes', () => {
    const signal = complexSignal(Float32Array.of(1, 2, 0, 0), Float32Array.of(0, 0, 1, 0));
    const taps = complexSignal(Float32Array.of(1, 0, 0), Float32Array.of(0, 0, 1));
    expect(multipath(signal, { taps }, silent, none)).toEqual(
      complexSignal(Float32Array.of(1, 2, 0, 0), Float32Array.of(0, 0, 2, 2)),
    );
  });

  it('carries echoes from one call to the next', () => {
    const taps = complexNormal(randomStream('taps'), 9, 0.2);
    const signal = complexNormal(randomStream('signal'), 40);
    const part = (from: number, to: number) =>
      complexSignal(signal.re.slice(from, to), signal.im.slice(from, to));
    const whole = multipath(signal, { taps }, silent, none);
    // Short pieces too: the echoes of the first arrive in the third.
    for (const [from, to] of [
      [4, 7],
      [20, 40],
    ]) {
      const { re, im } = multipath(part(from, to), { taps, before: part(0, from) }, silent, none);
      for (let i = from; i < to; i++) {
        expect(re[i - from]).toBeCloseTo(whole.re[i], 6);
        expect(im[i - from]).toBeCloseTo(whole.im[i], 6);
      }
    }
  });

  it('takes a signal of no samples', () => {
    const taps = complexNormal(randomStream('taps'), 3);
    expect(multipath(zeroSignal(0), { taps }, silent, none).length).toBe(0);
  });
});
