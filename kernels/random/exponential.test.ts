import { describe, expect, it } from 'vitest';
import { exponential } from './exponential.ts';
import { randomStream } from './stream.ts';

const count = 200_000;
const stream = randomStream('exponential');
const values = Float64Array.from({ length: count }, () => exponential(stream));

describe('exponential', () => {
  // 99.9 % intervals; the variances of x, x², x³ are 1, 20, 684.
  it.each([
    [1, 1, 1],
    [2, 2, 20],
    [3, 6, 684],
  ])('has the right moment of order %d', (power, expected, variance) => {
    const moment = values.reduce((sum, x) => sum + x ** power, 0) / count;
    expect(Math.abs(moment - expected)).toBeLessThan(3.29 * Math.sqrt(variance / count));
  });

  it.each([0.1, 1, 5])('exceeds %d as often as it should', threshold => {
    const p = Math.exp(-threshold);
    const hits = values.filter(x => x > threshold).length;
    expect(Math.abs(hits - count * p)).toBeLessThan(3.29 * Math.sqrt(count * p * (1 - p)));
  });

  it('draws two words a number', () => {
    expect(stream.position).toBe(2 * count);
  });
});
