import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareCdf, chiSquareQuantile } from './chiSquare.ts';
import { Histogram } from './histogram.ts';
import { normalCdf, normalDensity, normalQuantile } from './normal.ts';

describe('normalCdf', () => {
  // Abramowitz and Stegun 1964, table 26.1.
  it.each([
    [0, 0.5],
    [0.5, 0.691462461274013],
    [1, 0.841344746068543],
    [-1.5, 0.066807201268858],
    [3, 0.99865010196837],
    [4.9, 0.9999995208167234],
  ])('at %d is %d', (x, p) => {
    expect(normalCdf(x)).toBeCloseTo(p, 13);
  });

  it('is symmetric, rises, and has the density as its slope', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), x => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 13);
        expect((normalCdf(x + 1e-4) - normalCdf(x - 1e-4)) / 2e-4).toBeCloseTo(normalDensity(x), 7);
      }),
    );
    expect(normalCdf(-20)).toBe(0);
    expect(normalCdf(20)).toBe(1);
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.9995, 3.290526731491896],
    [0.001, -3.090232306167813],
    [1e-6, -4.753424308822899],
  ])('of %d is %d', (p, x) => {
    expect(normalQuantile(p)).toBeCloseTo(x, 9);
  });

  it.each([0, 1, -1, Number.NaN])('refuses %d', p => {
    expect(() => normalQuantile(p)).toThrow(`normalQuantile: ${p} is not in (0, 1)`);
  });
});

describe('chiSquareQuantile', () => {
  // Printed tables of the chi-square distribution.
  it.each([
    [0.95, 1, 3.841459],
    [0.95, 2, 5.991465],
    [0.999, 10, 29.588298],
    [0.05, 10, 3.940299],
    [0.999, 23, 49.728232],
    [0.999, 100, 149.449253],
    [0.99, 1000, 1106.968994],
  ])('p = %d with %d degrees of freedom is %d', (p, freedom, x) => {
    expect(chiSquareQuantile(p, freedom)).toBeCloseTo(x, 5);
    expect(chiSquareCdf(x, freedom)).toBeCloseTo(p, 7);
  });

  it('refuses what is no probability and no number of degrees', () => {
    expect(() => chiSquareQuantile(1, 3)).toThrow('chiSquareQuantile: 1 is not in [0, 1)');
    expect(() => chiSquareQuantile(0.5, 0)).toThrow('chiSquareCdf: 0 degrees of freedom');
  });
});

describe('Histogram', () => {
  const values = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 50 });
  const count = (list: readonly number[]) => {
    const histogram = new Histogram(2, 8);
    for (const value of list) histogram.add(value);
    return histogram;
  };

  it('puts values into their bins, and those beyond into the outermost', () => {
    expect([...count([-5, -2, -1.6, 0, 0.49, 1.99, 2, 7]).counts]).toEqual([3, 0, 0, 0, 2, 0, 0, 3]);
  });

  it('merges to what one pass would have counted', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = count(a);
        merged.merge(count(b));
        expect(merged.counts).toEqual(count([...a, ...b]).counts);
        expect(merged.total).toBe(a.length + b.length);
      }),
    );
    expect(() => count([]).merge(new Histogram(2, 9))).toThrow('different bins');
  });

  it('spreads a bin evenly, and quantile undoes shareBelow', () => {
    const { edges, shares, shareBelow, quantile } = count([-0.9, -0.3, 0.2, 0.3]).distribution();
    expect([...edges]).toEqual([-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]);
    expect([...shares]).toEqual([0, 0, 0, 0.25, 0.5, 1, 1, 1, 1]);
    expect(shareBelow(0.25)).toBe(0.75);
    expect(quantile(0.75)).toBe(0.25);
    expect(shareBelow(-9)).toBe(0);
    expect(shareBelow(9)).toBe(1);
    expect(() => quantile(0)).toThrow('quantile: 0 is not in (0, 1)');
    expect(() => count([]).distribution()).toThrow('Histogram: there are no values');
  });
});
