import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalves, toHalves } from './halves.ts';

describe('half precision', () => {
  it('reads every half number back as itself', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, i) => i).filter(half => (half & 0x7c00) !== 0x7c00);
    expect(toHalves(fromHalves(all))).toEqual(all);
  });

  it('rounds to nearest within half a unit in the last place', () => {
    fc.assert(
      fc.property(fc.float({ min: -60000, max: 60000, noNaN: true }), value => {
        const [back] = fromHalves(toHalves(Float32Array.of(value)));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 2 ** -11, 2 ** -25));
      }),
    );
  });

  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [1e6, 0x7c00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [Number.NaN, 0x7e00],
  ])('%d is 0x%s', (value, half) => {
    expect(toHalves(Float32Array.of(value))[0]).toBe(half);
  });
});
