import { expect, it } from 'vitest';
import { difference, direction } from './difference.ts';

const estimate = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half, count: 10 });

it('adds half-widths in quadrature', () => {
  const gap = difference(estimate(27, 0.3), estimate(25, 0.4));
  expect(gap.mean).toBeCloseTo(2, 12);
  expect(gap.low).toBeCloseTo(1.5, 12);
  expect(gap.high).toBeCloseTo(2.5, 12);
});

it('claims a direction only where the interval excludes zero', () => {
  expect(direction(difference(estimate(27, 0.3), estimate(25, 0.4)))).toBe('up');
  expect(direction(difference(estimate(25, 0.3), estimate(27, 0.4)))).toBe('down');
  expect(direction(difference(estimate(25.4, 0.3), estimate(25, 0.4)))).toBe('unclear');
});
