import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from './gate.ts';

const errors = (count: number, trials: number) => ({ kind: 'errors' as const, errors: count, trials });
const mean = (value: number, standardError: number) => ({
  kind: 'mean' as const,
  mean: value,
  standardError,
  count: 100,
});

describe('judge', () => {
  it('holds an error rate inside its Clopper–Pearson interval only', () => {
    expect(judge({ expected: 0.05 }, errors(500, 10_000)).problem).toBeNull();
    expect(judge({ expected: 0.0431 }, errors(500, 10_000)).problem).toBe('measured too high');
    expect(judge({ expected: 0.0577 }, errors(500, 10_000)).problem).toBe('measured too low');
  });

  it('wants 400 errors', () => {
    expect(judge({ expected: 0.0399 }, errors(399, 10_000)).problem).toBe(
      '399 errors are too few, 400 are needed',
    );
    expect(judge({ expected: 0.04 }, errors(400, 10_000)).problem).toBeNull();
  });

  it('holds a mean within 3.29 standard errors', () => {
    expect(judge({ expected: 1 }, mean(1.0328, 0.01)).problem).toBeNull();
    expect(judge({ expected: 1 }, mean(1.0331, 0.01)).problem).toBe('measured too high');
    expect(judge({ expected: 1 }, mean(0.9669, 0.01)).problem).toBe('measured too low');
  });

  it('looks at one side of a bound', () => {
    const value = { kind: 'value' as const, value: 0.5, tolerance: 0 };
    expect(judge({ expected: 0.4, relation: 'atLeast' }, value).problem).toBeNull();
    expect(judge({ expected: 0.6, relation: 'atLeast' }, value).problem).toBe('measured too low');
    expect(judge({ expected: 0.6, relation: 'atMost' }, value).problem).toBeNull();
    expect(judge({ expected: 0.4, relation: 'atMost' }, value).problem).toBe('measured too high');
  });

  it('never holds what is not a number', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(judge({ expected: 1 }, mean(bad, 0.1)).problem).not.toBeNull();
      expect(judge({ expected: 1 }, mean(1, bad)).problem).not.toBeNull();
      expect(judge({ expected: 1 }, { kind: 'value', value: bad, tolerance: 1 }).problem).not.toBeNull();
    }
  });

  it('holds exactly when the expected value is inside the interval that it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (k, p) => {
        const { low, high, problem } = judge({ expected: p }, errors(k, 10_000));
        expect(problem === null).toBe(low <= p && p <= high);
      }),
    );
  });
});
