import { describe, expect, it } from 'vitest';
import { complexNormal, fillNormal, normal } from './normal.ts';
import { randomStream } from './stream.ts';

const count = 1_000_000;
const values = fillNormal(randomStream('normal'), new Float32Array(count));
const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / count;

describe('normal', () => {
  // 99.9 % intervals; the variances of x, x², x³, x⁴ are 1, 2, 15, 96.
  it.each([
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ])('has the right moment of order %d', (power, expected, variance) => {
    expect(Math.abs(moment(power) - expected)).toBeLessThan(3.29 * Math.sqrt(variance / count));
  });

  // P(x > t), from the normal distribution table; the last two lie in the ziggurat's tail and at its seam.
  it.each([
    [0.215, 0.4148838],
    [1, 0.1586553],
    [2, 0.0227501],
    [3, 0.0013499],
    [3.6541528853610088, 0.00012903],
    [4, 3.1671e-5],
  ])('exceeds ±%d as often as it should', (threshold, probability) => {
    for (const sign of [1, -1]) {
      const hits = values.reduce((n, x) => n + (sign * x > threshold ? 1 : 0), 0);
      const deviation = Math.sqrt(count * probability * (1 - probability));
      expect(Math.abs(hits - count * probability)).toBeLessThan(3.29 * deviation);
    }
  });

  it('has no correlation from one value to the next', () => {
    let sum = 0;
    for (let i = 1; i < count; i++) sum += values[i] * values[i - 1];
    expect(Math.abs(sum / count)).toBeLessThan(3.29 / Math.sqrt(count));
  });

  it('gives the same numbers one by one and in bulk', () => {
    const stream = randomStream('normal');
    for (let i = 0; i < 20_000; i++) if (Math.fround(normal(stream)) !== values[i]) expect(i).toBe(-1);
    const [bulk, single] = [randomStream('both'), randomStream('both')];
    for (const length of [1, 3, 511, 512, 513, 2000]) {
      const { re, im } = complexNormal(bulk, length, 2);
      for (let i = 0; i < length; i++)
        expect([re[i], im[i]]).toEqual([Math.fround(normal(single)), Math.fround(normal(single))]);
      expect(bulk.position).toBe(single.position);
    }
  });

  it('gives these numbers on every machine', () => {
    const stream = randomStream(1, 'golden');
    const drawn = Array.from({ length: 4 }, () => Math.fround(normal(stream)));
    expect(drawn).toEqual([0.09510297328233719, -1.085766077041626, 0.25902608036994934, 0.3825821876525879]);
  });
});

describe('complexNormal', () => {
  it('splits its variance over both dimensions', () => {
    const length = 200_000;
    const variance = 0.3;
    const { re, im } = complexNormal(randomStream('complex'), length, variance);
    const bound = 3.29 * Math.sqrt(2 / length) * (variance / 2);
    for (const plane of [re, im]) {
      const measured = plane.reduce((sum, x) => sum + x * x, 0) / length;
      expect(Math.abs(measured - variance / 2)).toBeLessThan(bound);
    }
    const crossed = re.reduce((sum, x, i) => sum + x * im[i], 0) / length;
    expect(Math.abs(crossed)).toBeLessThan((3.29 * (variance / 2)) / Math.sqrt(length));
  });

  it('is zero at variance 0 and refuses a negative one', () => {
    expect([...complexNormal(randomStream('a'), 3, 0).re].map(Math.abs)).toEqual([0, 0, 0]);
    expect(() => complexNormal(randomStream('a'), 3, -1)).toThrow(
      'complexNormal: variance -1 is not in [0, ∞)',
    );
  });
});
