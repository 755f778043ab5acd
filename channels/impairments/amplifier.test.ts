import { describe, expect, it } from 'vitest';
import { complexSignal, meanPower, scale } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { softLimiter, softLimiterBussgang } from './amplifier.ts';

const LENGTH = 400_000;
const source = complexNormal(randomStream('amplifier'), LENGTH);

/** Mean of f over the symbols with three standard errors and a bit, a 99.9 % interval. */
function measure(f: (i: number) => number): { mean: number; halfWidth: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < LENGTH; i++) {
    const value = f(i);
    sum += value;
    squares += value * value;
  }
  const mean = sum / LENGTH;
  return { mean, halfWidth: 3.29 * Math.sqrt((squares / LENGTH - mean ** 2) / LENGTH) };
}

describe('the soft limiter', () => {
  it('is linear below its level and keeps the phase above it', () => {
    const signal = complexSignal(Float32Array.of(0.3, 6), Float32Array.of(0.4, 8));
    const { re, im } = softLimiter(signal, { inputBackoffDb: 0, meanPower: 4 });
    expect(re[0]).toBeCloseTo(0.3, 7);
    expect(im[0]).toBeCloseTo(0.4, 7);
    expect(re[1]).toBeCloseTo(1.2, 6);
    expect(im[1]).toBeCloseTo(1.6, 6);
  });

  it.each([-10, -3, 0, 3, 6])('has the gain and distortion of Bussgang at %d dB back-off', inputBackoffDb => {
    for (const power of [1, 5]) {
      const signal = scale(source, { re: Math.sqrt(power), im: 0 });
      const settings = { inputBackoffDb, meanPower: power };
      const limited = softLimiter(signal, settings);
      const theory = softLimiterBussgang(settings);
      const gain = measure(i => (limited.re[i] * signal.re[i] + limited.im[i] * signal.im[i]) / power);
      expect(Math.abs(gain.mean - theory.gain)).toBeLessThan(gain.halfWidth);
      const distortion = measure(
        i =>
          (limited.re[i] - theory.gain * signal.re[i]) ** 2 +
          (limited.im[i] - theory.gain * signal.im[i]) ** 2,
      );
      expect(Math.abs(distortion.mean - theory.distortionVar)).toBeLessThan(distortion.halfWidth);
      // 3 dB slips in the back-off do not pass.
      const slipped = softLimiterBussgang({ inputBackoffDb: inputBackoffDb + 3, meanPower: power });
      expect(Math.abs(gain.mean - slipped.gain)).toBeGreaterThan(gain.halfWidth);
    }
  });

  it('has limits in closed form', () => {
    // Far below saturation nothing is lost; far above, the output is a phase of amplitude A: α → √(πγ²/4).
    const clean = softLimiterBussgang({ inputBackoffDb: 15 });
    expect(clean.gain).toBeCloseTo(1, 12);
    expect(clean.distortionVar).toBeGreaterThan(0);
    expect(clean.distortionVar).toBeLessThan(1e-13);
    const hard = softLimiterBussgang({ inputBackoffDb: -60 });
    expect(hard.gain / Math.sqrt((Math.PI * 1e-6) / 4)).toBeCloseTo(1, 2);
    expect(hard.distortionVar / (1e-6 * (1 - Math.PI / 4))).toBeCloseTo(1, 2);
    expect(hard.outputPower).toBeCloseTo(1e-6, 10);
  });

  it('does not measure the signal for its level', () => {
    // One long signal and its louder half alone are limited alike.
    const half = complexSignal(source.re.slice(0, 100), source.im.slice(0, 100));
    const settings = { inputBackoffDb: 0 };
    expect(softLimiter(half, settings).re).toEqual(softLimiter(source, settings).re.slice(0, 100));
    expect(meanPower(softLimiter(scale(half, { re: 1e3, im: 0 }), settings))).toBeCloseTo(1, 5);
  });

  it('says what is wrong with its settings', () => {
    expect(() => softLimiter(source, { inputBackoffDb: Number.NaN })).toThrow(
      'inputBackoffDb: NaN is not a finite number',
    );
    expect(() => softLimiterBussgang({ inputBackoffDb: 0, meanPower: 0 })).toThrow(
      'meanPower: 0 is not a number above 0',
    );
  });
});
