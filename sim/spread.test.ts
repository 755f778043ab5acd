import { expect, it } from 'vitest';
import { spreadOf } from './spread.ts';

it('finds quantiles between neighbours', () => {
  // Definition 7 of Hyndman and Fan on 0 … 10: the quantile of p is 10 p.
  expect(spreadOf([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])).toEqual({ p10: 1, p50: 5, p90: 9 });
  expect(spreadOf([3, 1])).toEqual({ p10: 1.2, p50: 2, p90: 2.8 });
  expect(spreadOf([4])).toEqual({ p10: 4, p50: 4, p90: 4 });
});
