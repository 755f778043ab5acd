import { describe, expect, it } from 'vitest';
import { counted, fixed, listed, plain, signed, significant, withInterval } from './numbers.ts';

describe('fixed', () => {
  it('rounds, uses a true minus sign and knows no negative zero', () => {
    expect(fixed(1.239, 2)).toBe('1.24');
    expect(fixed(-1.239, 2)).toBe('−1.24');
    expect(fixed(-0.001, 2)).toBe('0.00');
  });

  it('shows a dash for what is not a number', () => {
    expect(fixed(Number.NaN, 2)).toBe('–');
    expect(fixed(Number.POSITIVE_INFINITY, 2)).toBe('–');
  });
});

describe('signed', () => {
  it('marks gains and losses, and neither for zero', () => {
    expect(signed(1.5, 1)).toBe('+1.5');
    expect(signed(-1.5, 1)).toBe('−1.5');
    expect(signed(0.01, 1)).toBe('0.0');
    expect(signed(Number.NaN, 1)).toBe('–');
  });
});

describe('significant', () => {
  it('keeps three digits', () => {
    expect([15.1, 3.1, 0.025, 1234, 0, -0.5].map(significant)).toEqual([
      '15.1',
      '3.10',
      '0.0250',
      '1234',
      '0',
      '−0.500',
    ]);
  });

  it('uses an exponent only far from one', () => {
    expect(significant(0.000012345)).toBe('1.23e−5');
    expect(significant(12_345_678)).toBe('1.23e+7');
  });
});

it('joins and counts in words', () => {
  expect(listed([])).toBe('');
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(counted(1, 'user')).toBe('1 user');
  expect(counted(4, 'user')).toBe('4 users');
  expect(plain(-5)).toBe('−5');
});

it('writes an estimate with its interval', () => {
  expect(withInterval({ mean: 27.314, low: 27.02, high: 27.6 }, 2)).toBe('27.31 [27.02, 27.60]');
  expect(withInterval({ mean: Number.NaN, low: 0, high: 1 }, 2)).toBe('–');
});
