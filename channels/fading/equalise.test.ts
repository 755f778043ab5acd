import { describe, expect, it } from 'vitest';
import { type ComplexSignal, complexSignal, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { blockFading } from './block.ts';
import { fade, fading } from './channel.ts';
import { lmmse, zeroForcing } from './equalise.ts';

const LENGTH = 100_000;
const NOISE_VAR = 0.25;
const POWER = 2;

const signal = complexNormal(randomStream('equalise', 'signal'), LENGTH);
const gains = blockFading({ symbolsPerBlock: 1, kFactor: 1 }, randomStream('equalise', 'gains')).gains(
  0,
  LENGTH,
);
const received = fading(
  [{ signal, gains, power: POWER }],
  { noiseVar: NOISE_VAR },
  randomStream('equalise', 'noise'),
);
const state = { gains, power: POWER, unwantedVar: NOISE_VAR };

/** Squared errors over their stated variances; 1 each in the mean, exponentially distributed. */
function normalisedError(estimate: ComplexSignal, variances: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < LENGTH; i++) {
    const squared = (estimate.re[i] - signal.re[i]) ** 2 + (estimate.im[i] - signal.im[i]) ** 2;
    sum += squared / variances[i];
  }
  return sum / LENGTH;
}

describe('the equalisers', () => {
  it('know the variance that they leave on every symbol', () => {
    const unbiased = zeroForcing(received, state);
    const weighed = lmmse(received, state);
    const bound = 3.29 / Math.sqrt(LENGTH);
    expect(Math.abs(normalisedError(unbiased.signal, unbiased.noiseVar) - 1)).toBeLessThan(bound);
    expect(Math.abs(normalisedError(weighed.signal, weighed.errorShare) - 1)).toBeLessThan(bound);
    // A variance per symbol that ignores the gain would not pass.
    const flat = new Float32Array(LENGTH).fill(NOISE_VAR / POWER);
    expect(Math.abs(normalisedError(unbiased.signal, flat) - 1)).toBeGreaterThan(bound);
  });

  it('differ by the weight 1/(1 + v) only', () => {
    const unbiased = zeroForcing(received, state);
    const weighed = lmmse(received, state);
    for (let i = 0; i < 1000; i++) {
      const v = unbiased.noiseVar[i];
      expect(weighed.signal.re[i] * (1 + v)).toBeCloseTo(unbiased.signal.re[i], 4);
      expect(weighed.errorShare[i]).toBeCloseTo(v / (1 + v), 6);
    }
  });

  it('return the signal without noise', () => {
    const clean = fade(signal, gains);
    const { signal: back, noiseVar } = zeroForcing(clean, { gains, power: 1, unwantedVar: 0 });
    for (let i = 0; i < 1000; i++) expect(back.im[i]).toBeCloseTo(signal.im[i], 4);
    expect(Math.max(...noiseVar.slice(0, 1000))).toBe(0);
  });

  it('repeat the gains of subcarriers and take a variance for each', () => {
    const two = complexSignal(Float32Array.of(1, 0), Float32Array.of(0, 2));
    const four = complexSignal(Float32Array.of(1, 0, 3, 0), Float32Array.of(0, 2, 0, 4));
    const { signal: back, noiseVar } = zeroForcing(four, {
      gains: two,
      power: 1,
      unwantedVar: Float32Array.of(0.5, 1),
    });
    expect([...back.re]).toEqual([1, 1, 3, 2]);
    expect([...noiseVar]).toEqual([0.5, 0.25, 0.5, 0.25]);
  });

  it('refuse a channel that is zero', () => {
    const one = zeroSignal(2);
    const half = complexSignal(Float32Array.of(1, 0), new Float32Array(2));
    const zero = { gains: zeroSignal(2), power: 1, unwantedVar: 1 };
    expect(() => lmmse(one, zero)).toThrow('lmmse: every gain is 0, nothing arrives');
    expect(() => zeroForcing(one, { ...zero, gains: half })).toThrow(
      'zeroForcing: the gain of symbol 1 is 0',
    );
    expect([...lmmse(one, { ...zero, gains: half }).errorShare]).toEqual([0.5, 1]);
    expect(() => lmmse(one, { ...zero, gains: half, unwantedVar: 0 })).toThrow(
      'lmmse: symbol 1 arrives with gain 0 and without noise',
    );
  });

  it('refuse gains, variances and powers that do not fit', () => {
    const four = zeroSignal(4);
    const good = { gains: complexNormal(randomStream('g'), 2), power: 1, unwantedVar: 1 };
    expect(() => lmmse(zeroSignal(3), good)).toThrow('2 gains do not fill 3 symbols a whole number of times');
    expect(() => lmmse(four, { ...good, unwantedVar: new Float32Array(3) })).toThrow(
      '3 variances for 2 gains',
    );
    expect(() => lmmse(four, { ...good, unwantedVar: Float32Array.of(1, -1) })).toThrow(
      'unwantedVar.1: -1 is not a number of at least 0',
    );
    expect(() => zeroForcing(four, { ...good, power: 0 })).toThrow('power: 0 is not a number above 0');
  });
});
