import { describe, expect, it } from 'vitest';
import { complexSignal, meanPower, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { fillUniform } from '../../kernels/random/uniform.ts';
import { quantise, quantiserStep } from './quantiser.ts';

const LENGTH = 200_000;

describe('the quantiser', () => {
  it('has 2^b levels, half a step off zero', () => {
    const signal = complexSignal(Float32Array.of(-9, -1.1, -0.1, 0), Float32Array.of(0.1, 0.9, 1.1, 9));
    const { signal: out, clippedShare } = quantise(signal, { bits: 2, fullScale: 2 });
    expect([...out.re]).toEqual([-1.5, -1.5, -0.5, 0.5]);
    expect([...out.im]).toEqual([0.5, 0.5, 1.5, 1.5]);
    expect(clippedShare).toBe(2 / 8);
  });

  it.each([1, 3, 6, 10])('leaves noise of Δ²/12 per real dimension with %d bits', bits => {
    const stream = randomStream('quantiser', bits);
    const plane = () => fillUniform(stream, new Float32Array(LENGTH)).map(x => 4 * x - 2);
    const signal = complexSignal(plane(), plane());
    const settings = { bits, fullScale: 2 };
    const { signal: out, clippedShare } = quantise(signal, settings);
    expect(clippedShare).toBe(0);
    const error = complexSignal(
      out.re.map((x, i) => x - signal.re[i]),
      out.im.map((x, i) => x - signal.im[i]),
    );
    const expected = quantiserStep(settings) ** 2 / 6;
    // The square of a uniform error has 2/√5 times its mean as deviation; two of them add up here.
    expect(Math.abs(meanPower(error) / expected - 1)).toBeLessThan(
      (3.29 * Math.sqrt(0.4)) / Math.sqrt(LENGTH),
    );
  });

  // Optimum uniform quantisers of N(0, 1): Max, IRE Trans. Inf. Theory 6(1), 1960, table II.
  it.each([
    [2, 0.9957, 0.1188],
    [3, 0.586, 0.03744],
    [4, 0.3352, 0.01154],
    [5, 0.1881, 0.003495],
  ])('has the error of Max’s table with %d bits', (bits, step, error) => {
    const signal = complexNormal(randomStream('max', bits), LENGTH, 2);
    const { signal: out } = quantise(signal, { bits, fullScale: (step * 2 ** bits) / 2 });
    let [sum, squares] = [0, 0];
    for (const plane of ['re', 'im'] as const)
      for (let i = 0; i < LENGTH; i++) {
        const squared = (out[plane][i] - signal[plane][i]) ** 2;
        sum += squared;
        squares += squared ** 2;
      }
    const count = 2 * LENGTH;
    const halfWidth = 3.29 * Math.sqrt((squares / count - (sum / count) ** 2) / count);
    // Half a unit of the table's last digit on top.
    expect(Math.abs(sum / count - error)).toBeLessThan(halfWidth + 5e-4 * error);
  });

  it('says what is wrong with its settings', () => {
    expect(() => quantise(zeroSignal(1), { bits: 0, fullScale: 1 })).toThrow(
      'bits: 0 is not a whole number between 1 and 24',
    );
    expect(() => quantise(zeroSignal(1), { bits: 8, fullScale: 0 })).toThrow(
      'fullScale: 0 is not a number above 0',
    );
  });
});
