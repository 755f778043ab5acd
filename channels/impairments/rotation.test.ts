import { describe, expect, it } from 'vitest';
import { type ComplexSignal, meanPower, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { ofdm } from '../multipath/ofdm.ts';
import { frequencyOffset, phaseNoise, rotate } from './rotation.ts';

const source = (length: number) => complexNormal(randomStream('rotation', 'source'), length);

/** Σ y_i x_i* over the length. */
function correlation(y: ComplexSignal, x: ComplexSignal): { re: number; im: number } {
  let [re, im] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    re += (y.re[i] * x.re[i] + y.im[i] * x.im[i]) / x.length;
    im += (y.im[i] * x.re[i] - y.re[i] * x.im[i]) / x.length;
  }
  return { re, im };
}

describe('a frequency offset', () => {
  it('turns by 2πΔf/R per symbol, from any symbol on', () => {
    const settings = { offsetHz: -250, symbolRateHz: 1000, startRad: 0.1 };
    const phases = frequencyOffset(settings, 0, 6);
    [0, 1, 2, 3, 4, 5].forEach(i => {
      expect(Math.cos(phases[i])).toBeCloseTo(Math.cos(0.1 - (i * Math.PI) / 2), 12);
      expect(Math.sin(phases[i])).toBeCloseTo(Math.sin(0.1 - (i * Math.PI) / 2), 12);
    });
    expect(frequencyOffset(settings, 2, 3)).toEqual(phases.slice(2, 5));
  });

  it('leaves the power alone', () => {
    const signal = source(1000);
    const phases = frequencyOffset({ offsetHz: 123, symbolRateHz: 1e4 }, 0, 1000);
    expect(meanPower(rotate(signal, phases))).toBeCloseTo(meanPower(signal), 5);
  });

  // A subcarrier keeps sin(πε)/(N sin(πε/N)) of its amplitude; Moose 1994, equation 4.
  it.each([0.05, 0.2, 0.4])('takes as much from OFDM subcarriers as theory says at %d spacings', epsilon => {
    const [fftSize, count] = [64, 1000];
    const { modulate, demodulate } = ofdm({ fftSize, cyclicPrefix: 0 });
    const symbols = source(fftSize * count);
    // The same start phase for every OFDM symbol.
    const phases = frequencyOffset({ offsetHz: epsilon, symbolRateHz: fftSize }, 0, fftSize);
    const repeated = Float64Array.from({ length: symbols.length }, (_, i) => phases[i % fftSize]);
    const received = demodulate(rotate(modulate(symbols), repeated));
    const kept = Math.sin(Math.PI * epsilon) / (fftSize * Math.sin((Math.PI * epsilon) / fftSize));
    const { re, im } = correlation(received, symbols);
    const bound = 3.29 / Math.sqrt(symbols.length);
    expect(Math.abs(Math.hypot(re, im) - kept)).toBeLessThan(bound);
    const turn = (Math.PI * epsilon * (fftSize - 1)) / fftSize;
    expect(Math.abs(Math.atan2(im, re) - turn)).toBeLessThan(bound / kept);
  });
});

describe('phase noise', () => {
  const settings = { linewidthHz: 100, symbolRateHz: 1e5 };

  it.each([1, 10, 100, 500])('keeps e^{−πBm/R} of the carrier over %d symbols', lag => {
    const walks = 20_000;
    const stream = randomStream('phase', lag);
    let sum = 0;
    for (let walk = 0; walk < walks; walk++) sum += Math.cos(phaseNoise(settings, lag, 0, stream)[lag - 1]);
    const variance = (2 * Math.PI * 100 * lag) / 1e5;
    // Var cos φ = ½(1 − e^{−σ²})² for φ ~ N(0, σ²).
    const deviation = -Math.expm1(-variance) / Math.SQRT2;
    const expected = Math.exp((-Math.PI * 100 * lag) / 1e5);
    expect(Math.abs(sum / walks - expected)).toBeLessThan((3.29 * deviation) / Math.sqrt(walks));
    // The other convention, B as half the width, doubles the exponent.
    expect(Math.abs(sum / walks - expected ** 2)).toBeGreaterThan((3.29 * deviation) / Math.sqrt(walks));
  });

  it('continues from its last phase', () => {
    const whole = phaseNoise(settings, 50, 1, randomStream('walk'));
    const stream = randomStream('walk');
    const first = phaseNoise(settings, 20, 1, stream);
    expect(Float64Array.from([...first, ...phaseNoise(settings, 30, first[19], stream)])).toEqual(whole);
  });

  it('is still at width 0, and says what is wrong with its settings', () => {
    const stream = randomStream('a');
    expect([...phaseNoise({ ...settings, linewidthHz: 0 }, 3, 0.5, stream)]).toEqual([0.5, 0.5, 0.5]);
    expect(() => phaseNoise({ ...settings, linewidthHz: -1 }, 3, 0, stream)).toThrow(
      'linewidthHz: -1 is not a number of at least 0',
    );
    expect(() => frequencyOffset({ offsetHz: 1, symbolRateHz: 0 }, 0, 1)).toThrow(
      'symbolRateHz: 0 is not a number above 0',
    );
    expect(() => rotate(zeroSignal(2), new Float64Array(3))).toThrow('rotate: 3 phases for 2 symbols');
  });
});
