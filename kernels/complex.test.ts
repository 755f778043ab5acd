import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accumulate,
  add,
  complexSignal,
  meanPower,
  pair,
  scale,
  squaredMagnitude,
  unpair,
  zeroSignal,
} from './complex.ts';

const signal = (...values: readonly (readonly [number, number])[]) =>
  complexSignal(
    Float32Array.from(values, v => v[0]),
    Float32Array.from(values, v => v[1]),
  );
const reals = fc.float32Array({ minLength: 1, maxLength: 65, min: -8, max: 8, noNaN: true });

describe('complex signals', () => {
  it('adds entry by entry', () => {
    expect(add(signal([1, 2], [3, 4]), signal([10, 20], [30, 40]))).toEqual(signal([11, 22], [33, 44]));
  });

  it('multiplies as complex numbers do', () => {
    // (1 + 2i)(3 + 4i) = −5 + 10i
    expect(scale(signal([1, 2]), { re: 3, im: 4 })).toEqual(signal([-5, 10]));
    const target = signal([1, 1]);
    accumulate(target, signal([1, 2]), { re: 3, im: 4 });
    expect(target).toEqual(signal([-4, 11]));
  });

  it('measures power', () => {
    expect(meanPower(signal([3, 4], [0, 1]))).toBe(13);
    expect(squaredMagnitude({ re: 3, im: -4 })).toBe(25);
  });

  it('refuses what does not fit', () => {
    expect(() => complexSignal(new Float32Array(2), new Float32Array(3))).toThrow(
      'complexSignal: the real plane has 2 values, the imaginary plane 3',
    );
    expect(() => add(zeroSignal(2), zeroSignal(3))).toThrow(
      'complex: signals of 2 and 3 entries cannot be added',
    );
    expect(() => meanPower(zeroSignal(0))).toThrow('meanPower: the signal is empty');
    expect(() => unpair(zeroSignal(2), 5)).toThrow('unpair: 5 reals need 3 complex entries, got 2');
  });
});

describe('pair', () => {
  it('takes consecutive reals and pads an odd end with zero', () => {
    const paired = pair(Float32Array.of(1, 2, 3));
    expect(paired.re[0]).toBeCloseTo(Math.SQRT1_2);
    expect(paired.im[0]).toBeCloseTo(Math.SQRT2);
    expect(paired.re[1]).toBeCloseTo(3 * Math.SQRT1_2);
    expect(paired.im[1]).toBe(0);
  });

  it('is undone by unpair', () => {
    fc.assert(
      fc.property(reals, values => {
        const back = unpair(pair(values), values.length);
        expect(back).toHaveLength(values.length);
        back.forEach((x, i) => {
          expect(Math.abs(x - values[i])).toBeLessThan(1e-6);
        });
      }),
    );
  });

  it('turns unit mean square into unit mean power', () => {
    fc.assert(
      fc.property(reals, values => {
        const even = values.subarray(0, values.length - (values.length % 2));
        fc.pre(even.length > 0);
        const meanSquare = even.reduce((sum, x) => sum + x * x, 0) / even.length;
        expect(meanPower(pair(even))).toBeCloseTo(meanSquare, 4);
      }),
    );
  });
});
