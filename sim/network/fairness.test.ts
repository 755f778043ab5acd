import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jainIndex } from './fairness.ts';

describe('jainIndex', () => {
  it.each([
    [[5, 5, 5], 1],
    [[1, 0, 0, 0], 1 / 4],
    [[3, 3, 0, 0], 1 / 2],
    // (1 + 2 + 3)²/(3 · 14)
    [[1, 2, 3], 36 / 42],
    [[0, 0], 1],
    [[1e200, 1e200], 1],
  ])('of %j is %d', (values, index) => {
    expect(jainIndex(values)).toBeCloseTo(index, 12);
  });

  it('lies between 1/n and 1, whatever the unit and the order', () => {
    // Down to where a change of unit loses digits.
    const value = fc.oneof(fc.constant(0), fc.double({ min: 1e-290, max: 1e6, noNaN: true }));
    const values = fc.array(value, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (list, unit) => {
        const index = jainIndex(list);
        expect(index).toBeGreaterThanOrEqual(1 / list.length - 1e-12);
        expect(index).toBeLessThanOrEqual(1 + 1e-12);
        expect(jainIndex(list.map(value => value / 2 ** 10))).toBeCloseTo(index, 9);
        expect(jainIndex([...list].reverse().map(value => value * unit))).toBeCloseTo(index, 9);
      }),
    );
  });

  it('refuses no users, and less than nothing', () => {
    expect(() => jainIndex([])).toThrow('jainIndex: there are no users');
    expect(() => jainIndex([1, -1])).toThrow('jainIndex: -1 is not in [0, ∞)');
    expect(() => jainIndex([Number.NaN])).toThrow('jainIndex: NaN is not in [0, ∞)');
  });
});
