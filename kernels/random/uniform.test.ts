import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from './stream.ts';
import { below, fillUniform, uniform } from './uniform.ts';

describe('uniform', () => {
  it('has the mean and variance of U[0, 1) and stays inside', () => {
    const stream = randomStream('uniform');
    const count = 200_000;
    let sum = 0;
    let squares = 0;
    let inside = true;
    for (let i = 0; i < count; i++) {
      const u = uniform(stream);
      sum += u;
      inside &&= u >= 0 && u < 1;
      squares += (u - 0.5) ** 2;
    }
    expect(inside).toBe(true);
    // 3.29 standard errors: the 99.9 % interval. Var U = 1/12, Var (U − ½)² = 1/180.
    expect(Math.abs(sum / count - 0.5)).toBeLessThan(3.29 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(squares / count - 1 / 12)).toBeLessThan(3.29 * Math.sqrt(1 / 180 / count));
  });
});

describe('fillUniform', () => {
  it('stays below 1 in single precision and draws one word each', () => {
    const stream = randomStream('fill');
    const values = fillUniform(stream, new Float32Array(100_000));
    expect(stream.position).toBe(100_000);
    expect(values.every(u => u >= 0 && u < 1)).toBe(true);
  });
});

describe('below', () => {
  it('stays in range', () => {
    const stream = randomStream('below');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), n => {
        const value = below(stream, n);
        return Number.isInteger(value) && value >= 0 && value < n;
      }),
    );
  });

  it('has no modulo bias', () => {
    // With n = 3·2³⁰ a plain remainder would fall into the first third half of the time.
    const stream = randomStream('bias');
    const n = 3 * 2 ** 30;
    const count = 30_000;
    let first = 0;
    for (let i = 0; i < count; i++) if (below(stream, n) < 2 ** 30) first++;
    expect(Math.abs(first / count - 1 / 3)).toBeLessThan(3.29 * Math.sqrt(2 / 9 / count));
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1])('refuses n = %d', n => {
    expect(() => below(randomStream('a'), n)).toThrow(`below: ${n} is not an integer between 1 and 2^32`);
  });
});
