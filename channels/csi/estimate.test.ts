import { describe, expect, it } from 'vitest';
import { type Complex, complexSignal, squaredMagnitude, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { fading } from '../fading/channel.ts';
import { lmmse } from '../fading/equalise.ts';
import { rayleighGain } from '../fading/gain.ts';
import { csiNoise, csiNoiseShare, leastSquares, shrink } from './estimate.ts';

const DRAWS = 20_000;
const NOISE_VAR = 0.5;
const pilots = complexSignal(Float32Array.of(1, 0, -1, 0.6), Float32Array.of(0, 1, 0, -0.8));
const PILOT_POWER = 2;

const constant = ({ re, im }: Complex, length: number) =>
  complexSignal(new Float32Array(length).fill(re), new Float32Array(length).fill(im));

/** Gains, estimates of both kinds, and a data symbol equalised by the second. */
const draws = Array.from({ length: DRAWS }, (_, i) => {
  const stream = randomStream('csi', i);
  const gain = rayleighGain(stream);
  const gains = constant(gain, pilots.length);
  const noise = { noiseVar: NOISE_VAR };
  const heard = fading([{ signal: pilots, gains, power: PILOT_POWER }], noise, stream);
  const ls = leastSquares(heard, { pilots, power: PILOT_POWER, noiseVar: NOISE_VAR });
  const estimate = shrink(ls);
  const power = 1.5;
  const symbol = complexNormal(stream, 1);
  const received = fading([{ signal: symbol, gains: constant(gain, 1), power }], noise, stream);
  const equalise = (unwantedVar: number) =>
    lmmse(received, { gains: constant(estimate.gain, 1), power, unwantedVar });
  const squaredError = (signal: { re: Float32Array; im: Float32Array }) =>
    (signal.re[0] - symbol.re[0]) ** 2 + (signal.im[0] - symbol.im[0]) ** 2;
  const aware = equalise(csiNoise(estimate.errorVar, power, NOISE_VAR));
  const unaware = equalise(NOISE_VAR);
  return {
    gain,
    ls,
    estimate,
    share: csiNoiseShare(estimate, power, NOISE_VAR),
    aware: { share: aware.errorShare[0], error: squaredError(aware.signal) },
    unaware: { share: unaware.errorShare[0], error: squaredError(unaware.signal) },
  };
});
type Draw = (typeof draws)[number];

function gate(values: readonly number[]) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, halfWidth: 3.29 * Math.sqrt(variance / values.length) };
}
const error = (h: Complex, e: Complex) => squaredMagnitude({ re: h.re - e.re, im: h.im - e.im });
const distance = (f: (draw: Draw) => number, expected: number) => {
  const { mean, halfWidth } = gate(draws.map(f));
  return Math.abs(mean - expected) / halfWidth;
};

describe('estimation from pilots', () => {
  // Four pilots of unit power: σ_e² = N0/(N_p P_p) = 0.5/8.
  it('by least squares has the error N0/(N_p P_p)', () => {
    expect(draws[0].ls.errorVar).toBeCloseTo(0.0625, 8);
    expect(distance(({ gain, ls }) => error(gain, ls.gain), 0.0625)).toBeLessThan(1);
    expect(distance(({ ls }) => squaredMagnitude(ls.gain), 1 + 0.0625)).toBeLessThan(1);
  });

  it('by LMMSE has the error 1/(1 + N_p SNR), uncorrelated with the estimate', () => {
    const expected = 1 / (1 + 4 * (PILOT_POWER / NOISE_VAR));
    expect(draws[0].estimate.errorVar).toBeCloseTo(expected, 8);
    expect(distance(({ gain, estimate }) => error(gain, estimate.gain), expected)).toBeLessThan(1);
    expect(distance(({ estimate }) => squaredMagnitude(estimate.gain), 1 - expected)).toBeLessThan(1);
    const inner = ({ gain, estimate: { gain: e } }: Draw) =>
      (gain.re - e.re) * e.re + (gain.im - e.im) * e.im;
    expect(distance(inner, 0)).toBeLessThan(1);
    // The error of least squares is not: it is part of the estimate.
    const unshrunk = ({ gain, ls: { gain: e } }: Draw) => (gain.re - e.re) * e.re + (gain.im - e.im) * e.im;
    expect(distance(unshrunk, 0)).toBeGreaterThan(1);
  });

  it('leaves the noise share that it states, and more than a receiver believes that trusts its estimate', () => {
    expect(distance(({ aware }) => aware.error - aware.share, 0)).toBeLessThan(1);
    expect(distance(({ unaware }) => unaware.error - unaware.share, 0)).toBeGreaterThan(1);
    for (const { aware, share } of draws.slice(0, 100)) expect(aware.share).toBeCloseTo(share, 6);
  });

  it('is perfect without noise', () => {
    const gain = { re: 0.3, im: -0.4 };
    const heard = fading(
      [{ signal: pilots, gains: constant(gain, 4), power: 2 }],
      { noiseVar: 0 },
      randomStream('a'),
    );
    const estimate = shrink(leastSquares(heard, { pilots, power: 2, noiseVar: 0 }));
    expect(estimate.gain.re).toBeCloseTo(0.3, 6);
    expect(estimate.gain.im).toBeCloseTo(-0.4, 6);
    expect(estimate.errorVar).toBe(0);
  });

  it('refuses pilots that say nothing', () => {
    const state = { pilots: zeroSignal(3), power: 1, noiseVar: 1 };
    expect(() => leastSquares(zeroSignal(3), state)).toThrow('estimate: there is no pilot with power');
    expect(() => leastSquares(zeroSignal(2), state)).toThrow('estimate: 2 received symbols for 3 pilots');
    expect(() => leastSquares(zeroSignal(3), { ...state, power: 0 })).toThrow(
      'power: 0 is not a number above 0',
    );
    expect(() => shrink({ gain: { re: 1, im: 0 }, errorVar: 0.1 }, 0)).toThrow(
      'gainVar: 0 is not a number above 0',
    );
  });
});
