import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { float64Algebra, type Matrix } from './float64.ts';
import { MUON_STEPS, newtonSchulz } from './newtonSchulz.ts';

interface Golden {
  readonly matrices: Record<string, { shape: [number, number]; input: number[]; steps5: number[] }>;
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../tests/golden/newton-schulz.json', import.meta.url), 'utf8'),
);

const matrix = ([rows, cols]: readonly [number, number], values: readonly number[]): Matrix => ({
  rows,
  cols,
  data: Float64Array.from(values),
});

describe('newtonSchulz', () => {
  it.each(Object.entries(golden.matrices))(
    'agrees with the published code on %s',
    (_, { shape, input, steps5 }) => {
      const result = newtonSchulz(float64Algebra, matrix(shape, input));
      const worst = Math.max(...steps5.map((value, i) => Math.abs(value - result.data[i])));
      expect(worst).toBeLessThan(1e-12);
    },
  );

  it('keeps a zero matrix zero', () => {
    const result = newtonSchulz(float64Algebra, matrix([3, 2], [0, 0, 0, 0, 0, 0]));
    expect([...result.data]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('would be caught with a coefficient off by 1 %', () => {
    const { shape, input, steps5 } = golden.matrices.sq16x16;
    const wrong = MUON_STEPS.map(([a, b, c]) => [a * 1.01, b, c] as const);
    const result = newtonSchulz(float64Algebra, matrix(shape, input), wrong);
    expect(Math.max(...steps5.map((value, i) => Math.abs(value - result.data[i])))).toBeGreaterThan(1e-3);
  });
});
