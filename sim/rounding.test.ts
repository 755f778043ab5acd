import { expect, it } from 'vitest';
import { rounded } from './rounding.ts';

it('rounds every number inside a value to 6 significant digits', () => {
  expect(
    rounded({ mean: 2 / 3, list: [1e-9 / 3, 1234567.8, -0.5], name: 'v', count: 64, absent: undefined }),
  ).toEqual({
    mean: 0.666667,
    list: [3.33333e-10, 1234570, -0.5],
    name: 'v',
    count: 64,
    absent: undefined,
  });
});
