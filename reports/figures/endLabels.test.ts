import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from './endLabels.ts';

it('leaves labels alone that have room', () => {
  expect(spread([10, 40, 90], 20, 0, 100)).toEqual([10, 40, 90]);
});

it('parts labels that collide and keeps them inside', () => {
  expect(spread([50, 50, 51], 20, 0, 100)).toEqual([50, 70, 90]);
  expect(spread([95, 96, 97], 20, 0, 100)).toEqual([60, 80, 100]);
});

it('never lets two labels come closer than the gap, for any heights', () => {
  const heights = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(heights, values => {
      const moved = spread(
        values.sort((a, b) => a - b),
        20,
        0,
        400,
      );
      moved.forEach((value, index) => {
        expect(value).toBeGreaterThanOrEqual(-1e-9);
        expect(value).toBeLessThanOrEqual(400 + 1e-9);
        if (index > 0) expect(value - moved[index - 1]).toBeGreaterThanOrEqual(20 - 1e-9);
      });
    }),
  );
});
