import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fallingFit, valueAt } from './monotone.ts';

const points = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -50, max: 50 })), {
  minLength: 1,
  maxLength: 12,
});

describe('the falling fit', () => {
  it('keeps what falls and pools what does not', () => {
    expect(
      fallingFit([
        [0, 9],
        [1, 4],
        [2, 6],
        [4, 1],
      ]),
    ).toEqual({ x: [0, 1.5, 4], y: [9, 5, 1] });
  });

  it('never rises, and keeps the mean', () => {
    fc.assert(
      fc.property(points, some => {
        const { x, y } = fallingFit(some);
        for (let i = 1; i < x.length; i++) {
          expect(x[i]).toBeGreaterThan(x[i - 1]);
          expect(y[i]).toBeLessThan(y[i - 1]);
        }
        expect(Math.min(...y)).toBeGreaterThanOrEqual(Math.min(...some.map(([, value]) => value)));
        expect(Math.max(...y)).toBeLessThanOrEqual(Math.max(...some.map(([, value]) => value)));
      }),
    );
  });

  it('is read between its points by straight lines, and level beyond', () => {
    const curve = { x: [0, 2, 3], y: [8, 4, 0] };
    expect([-5, 0, 1, 2, 2.5, 3, 9].map(at => valueAt(curve, at))).toEqual([8, 8, 6, 4, 2, 0, 0]);
  });

  it('refuses nothing and what is no number', () => {
    expect(() => fallingFit([])).toThrow('fallingFit: needs finite points');
    expect(() => fallingFit([[Number.NaN, 1]])).toThrow('fallingFit: needs finite points');
  });
});
