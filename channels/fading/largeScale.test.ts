import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { attenuate, freeSpaceLossDb, logDistanceLossDb } from './pathLoss.ts';
import { shadowingDb } from './shadowing.ts';

describe('path loss', () => {
  it('is that of free space', () => {
    // 20 log₁₀(d/km) + 20 log₁₀(f/GHz) + 92.45 dB; ITU-R P.525-4, equation 4 (92.4 with two digits).
    expect(freeSpaceLossDb({ distanceM: 1000, frequencyHz: 1e9 })).toBeCloseTo(92.4478, 4);
    expect(freeSpaceLossDb({ distanceM: 10_000, frequencyHz: 2e9 })).toBeCloseTo(92.4478 + 20 + 6.0206, 4);
  });

  it('grows by 10 n dB per decade from its reference', () => {
    const settings = { referenceM: 10, referenceLossDb: 60, exponent: 3.5 };
    expect(logDistanceLossDb({ ...settings, distanceM: 10 })).toBe(60);
    expect(logDistanceLossDb({ ...settings, distanceM: 1000 })).toBeCloseTo(130, 12);
    const free = logDistanceLossDb({
      distanceM: 500,
      referenceM: 10,
      referenceLossDb: freeSpaceLossDb({ distanceM: 10, frequencyHz: 5e9 }),
      exponent: 2,
    });
    expect(free).toBeCloseTo(freeSpaceLossDb({ distanceM: 500, frequencyHz: 5e9 }), 10);
  });

  it('takes power from a gain and leaves its phase', () => {
    const { re, im } = attenuate({ re: 3, im: 4 }, 20);
    expect(re).toBeCloseTo(0.3, 12);
    expect(im).toBeCloseTo(0.4, 12);
  });

  it('says what is wrong with its settings', () => {
    expect(() => freeSpaceLossDb({ distanceM: 0, frequencyHz: 1e9 })).toThrow(
      'distanceM: 0 is not a number above 0',
    );
    expect(() =>
      logDistanceLossDb({ distanceM: 5, referenceM: 10, referenceLossDb: 60, exponent: 2 }),
    ).toThrow('distanceM: 5 is nearer than the reference distance, 10 m');
    expect(() => attenuate({ re: 1, im: 0 }, Number.NaN)).toThrow('lossDb: NaN is not a finite number');
  });
});

describe('shadowing', () => {
  const count = 400_000;
  const draw = (sigmaDb: number, mean: 'db' | 'linear') => {
    const stream = randomStream('shadowing', sigmaDb, mean);
    return Float64Array.from({ length: count }, () => shadowingDb({ sigmaDb, mean }, stream));
  };
  const average = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / count;
  /** Mean power gain, its theoretical value m·e^{s²/2}, and the gate from Var = m²·e^{s²}(e^{s²} − 1). */
  function meanGain(sigmaDb: number, mean: 'db' | 'linear') {
    const s2 = ((sigmaDb * Math.LN10) / 10) ** 2;
    const expected = mean === 'linear' ? 1 : Math.exp(s2 / 2);
    const measured = average(draw(sigmaDb, mean).map(loss => 10 ** (-loss / 10)));
    return { expected, measured, gate: 3.29 * expected * Math.sqrt(Math.expm1(s2) / count) };
  }

  it.each([4, 8])('has mean 0 dB and a deviation of %d dB', sigmaDb => {
    const losses = draw(sigmaDb, 'db');
    expect(Math.abs(average(losses))).toBeLessThan((3.29 * sigmaDb) / Math.sqrt(count));
    const variance = average(losses.map(x => x * x));
    expect(Math.abs(variance - sigmaDb ** 2)).toBeLessThan(3.29 * sigmaDb ** 2 * Math.sqrt(2 / count));
  });

  it.each([
    [4, 'db'],
    [4, 'linear'],
    [6, 'db'],
    [6, 'linear'],
  ] as const)('has the mean power gain that it states, %d dB, mean kept: %s', (sigmaDb, mean) => {
    const { expected, measured, gate } = meanGain(sigmaDb, mean);
    expect(Math.abs(measured - expected)).toBeLessThan(gate);
  });

  it('would be caught taking the deviation of the power for that of the amplitude', () => {
    // 10^(−X/10) on the amplitude has mean power e^{2s²}.
    const { expected, gate } = meanGain(4, 'db');
    const wrong = average(draw(4, 'db').map(loss => 10 ** (-loss / 5)));
    expect(Math.abs(wrong - expected)).toBeGreaterThan(gate);
  });

  it('refuses a negative deviation', () => {
    expect(() => shadowingDb({ sigmaDb: -1 }, randomStream('a'))).toThrow(
      'sigmaDb: -1 is not a number of at least 0',
    );
  });
});
