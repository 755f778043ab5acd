import { expect, it } from 'vitest';
import { rounded } from './rounding.ts';

it('rounds every number inside a value to 6 significant digits', () => {
  expect(
    rounded({ mean: Math.PI, list: [1e-9 / 3, 1234567.8, -0.5], name: 'v', count: 64, absent: undefined }),
  ).toEqual({
    mean: 3.14159,
    list: [3.33333e-10, 1234570, -0.5],
    name: 'v',
    count: 64,
    absent: undefined,
  });
});
