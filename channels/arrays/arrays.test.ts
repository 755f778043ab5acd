import { describe, expect, it } from 'vitest';
import { meanPower, zeroSignal } from '../../kernels/complex.ts';
import { testMatrix } from '../../kernels/linear/fixture.ts';
import {
  adjoint,
  columnPowers,
  diagonalMatrix,
  multiply,
  plus,
  squaredNorm,
} from '../../kernels/linear/matrix.ts';
import { linearToDb } from '../../kernels/power.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { maximumRatioTransmission } from '../beamforming/precoder.ts';
import { beamPattern, dftBeams, steeringVector } from './linearArray.ts';
import { combineSignals, mimoChannel } from './mimo.ts';
import { drawPaths, multipathMatrix } from './multipath.ts';
import { rayleighMatrix } from './rayleigh.ts';

/** Broadside beam with ‖w‖ = 1. */
const broadside = (antennas: number) => ({
  rows: antennas,
  cols: 1,
  re: new Float64Array(antennas).fill(1 / Math.sqrt(antennas)),
  im: new Float64Array(antennas),
});

describe('a uniform linear array', () => {
  it('gains M at broadside, which is 10 log10 M dB, and has its first null at sin θ = λ/(Md)', () => {
    for (const antennas of [2, 4, 16])
      for (const spacingWavelengths of [0.5, 0.25]) {
        const array = { antennas, spacingWavelengths };
        const firstNull = 1 / (antennas * spacingWavelengths);
        const sines = Array.from({ length: 100 }, (_, i) => (firstNull * i) / 100);
        const [pattern] = beamPattern(array, broadside(antennas), [...sines, firstNull]);
        expect(pattern[0]).toBeCloseTo(antennas, 12);
        expect(linearToDb(pattern[0])).toBeCloseTo(10 * Math.log10(antennas), 12);
        expect(pattern[100]).toBeCloseTo(0, 12);
        // It falls all the way, so there is no earlier null.
        for (let i = 1; i <= 100; i++) expect(pattern[i]).toBeLessThan(pattern[i - 1]);
      }
  });

  it('sends M times the power to a user in any direction by maximum ratio transmission', () => {
    for (const sine of [-0.9, -0.2, 0, 0.6]) {
      const channel = multipathMatrix({ antennas: 8 }, [
        [{ angleRad: Math.asin(sine), gain: { re: 0, im: 1 } }],
      ]);
      const precoder = maximumRatioTransmission(channel, { power: 1, noiseVar: 1 });
      const grid = Array.from({ length: 401 }, (_, i) => -1 + i / 200);
      const [pattern] = beamPattern({ antennas: 8 }, precoder, [sine, ...grid]);
      expect(pattern[0]).toBeCloseTo(8, 10);
      expect(Math.max(...pattern)).toBeLessThan(8 + 1e-9);
      // Without conjugation the beam would point to the other side.
      const mirrored = { ...precoder, im: precoder.im.map(x => -x) };
      if (sine !== 0) expect(beamPattern({ antennas: 8 }, mirrored, [sine])[0][0]).toBeLessThan(4);
    }
  });

  it('has M orthonormal DFT beams, each with gain M in the nulls of all others', () => {
    for (const antennas of [1, 3, 8]) {
      const beams = dftBeams(antennas);
      const identity = diagonalMatrix(new Float64Array(antennas).fill(1));
      expect(Math.sqrt(squaredNorm(plus(multiply(adjoint(beams), beams), identity, -1)))).toBeLessThan(1e-13);
      const directions = Array.from({ length: antennas }, (_, k) => (-2 * k) / antennas);
      beamPattern({ antennas }, beams, directions).forEach((pattern, k) => {
        pattern.forEach((gain, i) => {
          expect(gain).toBeCloseTo(i === k ? antennas : 0, 10);
        });
      });
    }
  });

  it('loses no power: the mean of a pattern over a period of sin θ is ‖w‖²', () => {
    const precoder = testMatrix(6, 2, 1);
    const sines = Array.from({ length: 64 }, (_, i) => -1 + i / 32);
    beamPattern({ antennas: 6 }, precoder, sines).forEach((pattern, k) => {
      const mean = pattern.reduce((a, b) => a + b) / pattern.length;
      expect(mean).toBeCloseTo(columnPowers(precoder)[k], 12);
    });
  });

  it('steers by phases alone', () => {
    const vector = steeringVector({ antennas: 5 }, 0.3);
    vector.re.forEach((re, m) => {
      expect(re * re + vector.im[m] ** 2).toBeCloseTo(1, 14);
    });
    expect(Math.atan2(vector.im[1], vector.re[1])).toBeCloseTo(Math.PI * 0.3, 14);
  });
});

describe('channels between antennas', () => {
  it('of rich scattering have E|h|² = 1 and independent entries', () => {
    const stream = randomStream('arrays', 'rayleigh');
    const draws = 4000;
    let power = 0;
    let cross = 0;
    for (let i = 0; i < draws; i++) {
      const { re, im } = rayleighMatrix(2, 3, stream);
      power += re.reduce((sum, x, n) => sum + x * x + im[n] ** 2, 0) / 6;
      cross += re[0] * re[1] + im[0] * im[1];
    }
    expect(Math.abs(power / draws - 1)).toBeLessThan(3.29 / Math.sqrt(6 * draws));
    // Re(h_0 h_1*) has variance 1/2.
    expect(Math.abs(cross / draws)).toBeLessThan((3.29 * Math.SQRT1_2) / Math.sqrt(draws));
  });

  it('over few paths have E|h|² = 1 and the correlation along the array of their spread', () => {
    const [angleRad, spreadRad, antennas] = [0.4, 0.1, 4];
    const stream = randomStream('arrays', 'paths');
    const draws = 6000;
    const measured = Array.from({ length: antennas }, () => ({ re: 0, im: 0 }));
    for (let i = 0; i < draws; i++) {
      const paths = drawPaths({ paths: 3, angleRad, spreadRad }, stream);
      const { re, im } = multipathMatrix({ antennas }, [paths]);
      measured.forEach((sum, m) => {
        sum.re += (re[m] * re[0] + im[m] * im[0]) / draws;
        sum.im += (im[m] * re[0] - re[m] * im[0]) / draws;
      });
    }
    measured.forEach(({ re, im }, m) => {
      const expected = spatialCorrelation(Math.PI * m, angleRad, spreadRad);
      // |h_m h_0*| has second moment E|h|⁴ ≤ 2, each real part no more.
      expect(Math.abs(re - expected.re)).toBeLessThan((3.29 * Math.SQRT2) / Math.sqrt(draws));
      expect(Math.abs(im - expected.im)).toBeLessThan((3.29 * Math.SQRT2) / Math.sqrt(draws));
    });
    // A single direction would be fully correlated at the end of the array.
    const { re, im } = spatialCorrelation(Math.PI * 3, angleRad, spreadRad);
    expect(Math.hypot(re, im)).toBeLessThan(1 - (2 * 3.29 * Math.SQRT2) / Math.sqrt(draws));
  });

  /** E[exp(iΔ sin θ)] for θ ~ N(mean, σ²), by the trapezoidal rule over ±8σ. */
  function spatialCorrelation(delta: number, mean: number, sigma: number) {
    const steps = 2000;
    let [re, im] = [0, 0];
    for (let i = 0; i <= steps; i++) {
      const x = -8 + (16 * i) / steps;
      const weight = ((16 / steps) * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
      const phase = delta * Math.sin(mean + sigma * x);
      re += weight * Math.cos(phase);
      im += weight * Math.sin(phase);
    }
    return { re, im };
  }

  it('refuse scattering that is none', () => {
    const stream = randomStream('x');
    expect(() => drawPaths({ paths: 0, angleRad: 0, spreadRad: 0 }, stream)).toThrow(
      'scattering.paths: 0 is not',
    );
    expect(() => drawPaths({ paths: 1, angleRad: 0, spreadRad: -1 }, stream)).toThrow(
      'spreadRad: -1 is not in',
    );
    expect(() => drawPaths({ paths: 1, angleRad: Number.NaN, spreadRad: 0 }, stream)).toThrow(
      'angleRad: NaN is not',
    );
  });
});

describe('mimoChannel', () => {
  const LENGTH = 20_000;
  const streams = (antennas: number) => Array.from({ length: antennas }, (_, r) => randomStream('mimo', r));

  it('gives every receiving antenna its own noise of N0, however many antennas send', () => {
    for (const sending of [1, 4]) {
      const silence = Array.from({ length: sending }, () => zeroSignal(LENGTH));
      const heard = mimoChannel(testMatrix(3, sending, 1), silence, { noiseVar: 0.1 }, streams(3));
      for (const signal of heard)
        expect(Math.abs(meanPower(signal) / 0.1 - 1)).toBeLessThan(3.29 / Math.sqrt(LENGTH));
      let cross = 0;
      for (let i = 0; i < LENGTH; i++)
        cross += heard[0].re[i] * heard[1].re[i] + heard[0].im[i] * heard[1].im[i];
      expect(Math.abs(cross / LENGTH)).toBeLessThan((3.29 * 0.1 * Math.SQRT1_2) / Math.sqrt(LENGTH));
    }
  });

  it('is y = Hx without noise, whatever the order of precoding and channel', () => {
    const [channel, precoder] = [testMatrix(2, 3, 2), testMatrix(3, 2, 3)];
    const sent = [0, 1].map(k => complexNormal(randomStream('mimo', 's', k), 40));
    const through = mimoChannel(channel, combineSignals(precoder, sent), { noiseVar: 0 }, streams(2));
    const direct = combineSignals(multiply(channel, precoder), sent);
    through.forEach(({ re, im }, k) => {
      for (let i = 0; i < 40; i++) {
        expect(re[i]).toBeCloseTo(direct[k].re[i], 4);
        expect(im[i]).toBeCloseTo(direct[k].im[i], 4);
      }
    });
  });

  it('refuses signals and streams that do not fit', () => {
    const signals = [zeroSignal(3)];
    expect(() => mimoChannel(testMatrix(2, 2, 1), signals, { noiseVar: 1 }, streams(2))).toThrow(
      'mimoChannel: a channel of 2 × 2 antennas got 1 signals and 2 streams of noise',
    );
    expect(() => combineSignals(testMatrix(2, 2, 1), signals)).toThrow(
      'combineSignals: a matrix of 2 × 2 got 1 signals',
    );
  });
});
