import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { besselJ0 } from '../../kernels/special/bessel.ts';
import { type JakesSettings, jakesFading } from './jakes.ts';

const GATE = 3.29;
const PROCESSES = 600;
const SYMBOLS = 512;
/** Symbols per cycle of the largest Doppler shift. */
const CYCLE = 100;
const settings = { dopplerHz: 50, symbolRateHz: 50 * CYCLE };
const open = (i: number, changes: Partial<JakesSettings> = {}) =>
  jakesFading({ ...settings, ...changes }, randomStream('jakes', i));
const gains = Array.from({ length: PROCESSES }, (_, i) => open(i).gains(0, SYMBOLS));

/** Mean over the processes and three standard errors of it and a bit: independent values, so a 99.9 % interval. */
function gate(values: readonly number[]): { mean: number; halfWidth: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return { mean, halfWidth: GATE * Math.sqrt(variance / values.length) };
}

const within = ({ mean, halfWidth }: ReturnType<typeof gate>, expected: number) =>
  Math.abs(mean - expected) < halfWidth;

/** Real part of g(t+τ)·g*(t), averaged over one process. */
function autocorrelation(lag: number): number[] {
  return gains.map(({ re, im }) => {
    let sum = 0;
    for (let i = 0; i + lag < SYMBOLS; i++) sum += re[i] * re[i + lag] + im[i] * im[i + lag];
    return sum / (SYMBOLS - lag);
  });
}

describe('Jakes fading', () => {
  // J₀(2π·0.1) = 0.90371; the first zero is at f_dτ = 0.38274 (Abramowitz and Stegun 1964, table 9.1 and 9.5).
  it.each([0, 5, 10, 20, 38, 60, 122, 250])('has the autocorrelation J₀(2πf_dτ) at %d symbols', lag => {
    const expected = besselJ0((2 * Math.PI * lag) / CYCLE);
    expect(within(gate(autocorrelation(lag)), expected)).toBe(true);
  });

  it('is a Gaussian process: E|h|⁴ = 2, also with few waves', () => {
    const fourth = Array.from({ length: 20_000 }, (_, i) => {
      const { re, im } = jakesFading({ ...settings, sinusoids: 8 }, randomStream('fourth', i)).gainAt(1.234);
      return (re * re + im * im) ** 2;
    });
    const measured = gate(fourth);
    expect(within(measured, 2)).toBe(true);
    // Waves of equal amplitude would have 2 − 1/8.
    expect(within(measured, 2 - 1 / 8)).toBe(false);
  });

  // √(2π)·f_d·ρ·e^{−ρ²} crossings per second, and fades of (e^{ρ²} − 1)/(ρ·f_d·√(2π)) seconds; Jakes 1974, section 1.3.
  it.each([0.3, 1, 1.5])('crosses the level ρ = %d as often, and stays below as long, as it should', rho => {
    const level = rho ** 2;
    const cycles = (SYMBOLS - 1) / CYCLE;
    const crossings: number[] = [];
    const below: number[] = [];
    for (const { re, im } of gains) {
      let count = 0;
      let under = 0;
      let before = re[0] ** 2 + im[0] ** 2;
      for (let i = 1; i < SYMBOLS; i++) {
        const power = re[i] ** 2 + im[i] ** 2;
        if (before < level && power >= level) count++;
        if (power < level) under++;
        before = power;
      }
      crossings.push(count / cycles);
      below.push(under / CYCLE / cycles);
    }
    const rate = Math.sqrt(2 * Math.PI) * rho * Math.exp(-level);
    const measured = gate(crossings);
    expect(within(measured, rate)).toBe(true);
    expect(within(measured, 1.1 * rate)).toBe(false);
    // Time below the level is the number of fades times their mean length.
    const duration = (Math.exp(level) - 1) / (rho * Math.sqrt(2 * Math.PI));
    expect(within(gate(below.map((share, i) => share - duration * crossings[i])), 0)).toBe(true);
  });

  it('gives a symbol the same bits in any call, and the gain of its time', () => {
    const whole = open(0).gains(0, 500);
    const process = open(0);
    for (const [first, count] of [
      [300, 200],
      [7, 100],
      [64, 1],
      [63, 2],
    ])
      expect(process.gains(first, count).re).toEqual(whole.re.slice(first, first + count));
    for (const i of [0, 63, 64, 499]) {
      const { re, im } = process.gainAt(i / settings.symbolRateHz);
      expect(whole.re[i]).toBeCloseTo(re, 6);
      expect(whole.im[i]).toBeCloseTo(im, 6);
    }
  });

  it('stands still without motion', () => {
    const { re } = open(0, { dopplerHz: 0 }).gains(0, 200);
    expect(new Set(re).size).toBe(1);
  });

  it('turns a line of sight by its own Doppler shift', () => {
    const kFactor = 1e12;
    const process = open(0, { kFactor, losPhaseRad: 0.5, losAngleRad: Math.PI / 3 });
    // A quarter of the turn that f_d·cos 60° = 25 Hz makes in 40 ms.
    const { re, im } = process.gainAt(0.01);
    expect(Math.atan2(im, re)).toBeCloseTo(0.5 + Math.PI / 2, 5);
    expect(Math.hypot(re, im)).toBeCloseTo(1, 5);
  });

  it('has E|h|² = 1 and the Rician spread in the presence of a line of sight', () => {
    const powers = Array.from({ length: 4000 }, (_, i) => {
      const { re, im } = open(i, { kFactor: 3 }).gainAt(2.5);
      return re * re + im * im;
    });
    expect(within(gate(powers), 1)).toBe(true);
    expect(within(gate(powers.map(x => (x - 1) ** 2)), 7 / 16)).toBe(true);
  });

  it('says what is wrong with its settings', () => {
    expect(() => open(0, { dopplerHz: -1 })).toThrow('dopplerHz: -1 is not a number of at least 0');
    expect(() => open(0, { symbolRateHz: 0 })).toThrow('symbolRateHz: 0 is not a number above 0');
    expect(() => open(0, { sinusoids: 4 })).toThrow('sinusoids: 4 is not a whole number between 8 and 4096');
    expect(() => open(0).gains(-1, 2)).toThrow('first: -1 is not a whole number of at least 0');
  });
});
