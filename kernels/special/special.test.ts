import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besselJ0 } from './bessel.ts';
import { erfc, qFunction } from './erfc.ts';
import { exponentialIntegral, scaledExponentialIntegral } from './exponentialIntegral.ts';
import { integratePositive, periodicMean } from './quadrature.ts';

const relative = (measured: number, expected: number) => Math.abs(measured - expected) / Math.abs(expected);

// All tables: mpmath 1.3, 30 digits.
describe('erfc', () => {
  it.each([
    [-2, 1.995322265018953],
    [0.5, 0.4795001221869535],
    [0.999, 0.1577147297935031],
    [1, 0.1572992070502851],
    [1.001, 0.1568845145219237],
    [1.5, 0.03389485352468927],
    [2, 0.004677734981047266],
    [3, 2.209049699858544e-5],
    [5, 1.537459794428035e-12],
    [10, 2.088487583762545e-45],
    [26, 5.663192408856143e-296],
  ])('at %d is %d', (x, expected) => {
    expect(relative(erfc(x), expected)).toBeLessThan(1e-14);
  });

  it.each([
    [1, 0.158655253931457],
    [3, 0.001349898031630095],
    [6, 9.865876450376981e-10],
    [10, 7.619853024160525e-24],
    [37, 5.725571222524577e-300],
  ])('Q(%d) is %d', (x, expected) => {
    expect(relative(qFunction(x), expected)).toBeLessThan(1e-13);
  });

  it('is antisymmetric about 1 and has −2e^(−x²)/√π as its slope', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), x => {
        expect(erfc(x) + erfc(-x)).toBeCloseTo(2, 13);
        const slope = (erfc(x + 1e-4) - erfc(x - 1e-4)) / 2e-4;
        expect(slope).toBeCloseTo((-2 / Math.sqrt(Math.PI)) * Math.exp(-x * x), 7);
      }),
    );
    expect(erfc(100)).toBe(0);
    expect(erfc(-100)).toBe(2);
    expect(erfc(Number.NaN)).toBeNaN();
  });
});

describe('besselJ0', () => {
  it.each([
    [0, 1],
    [0.5, 0.9384698072408129],
    [2.404825557695773, 0],
    [5, -0.1775967713143383],
    [-10, -0.2459357644513483],
    [20.5, 0.1150969602536748],
    [50, 0.05581232766925182],
    [1000, 0.02478668615242017],
  ])('at %d is %d', (x, expected) => {
    expect(Math.abs(besselJ0(x) - expected)).toBeLessThan(1e-15 * Math.max(1, Math.abs(x)));
  });

  it('solves Bessel’s equation', () => {
    const h = 1e-3;
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 30, noNaN: true }), x => {
        const [below, here, above] = [besselJ0(x - h), besselJ0(x), besselJ0(x + h)];
        const residual = (above - 2 * here + below) / h ** 2 + (above - below) / (2 * h) / x + here;
        expect(residual).toBeCloseTo(0, 5);
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2e6])('refuses %d', x => {
    expect(() => besselJ0(x)).toThrow(`besselJ0: ${x} is not in`);
  });
});

describe('exponentialIntegral', () => {
  it.each([
    [1e-10, 22.44863526513893, 22.44863526738379],
    [0.01, 4.037929576538114, 4.078511443456426],
    [0.5, 0.5597735947761608, 0.9229106324837305],
    [1, 0.2193839343955203, 0.5963473623231941],
    [1.0001, 0.219347150129891, 0.5963070000409293],
    [2, 0.04890051070806112, 0.3613286168882226],
    [10, 4.156968929685325e-6, 0.09156333393978808],
    [50, 3.783264029550459e-24, 0.01961510993011487],
    [700, 1.406518766234033e-307, 0.001426536418300887],
  ])('at %d is %d, times eˣ %d', (x, expected, scaled) => {
    expect(relative(exponentialIntegral(x), expected)).toBeLessThan(1e-13);
    expect(relative(scaledExponentialIntegral(x), scaled)).toBeLessThan(1e-14);
  });

  it('lies between its two bounds however large x is', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e12, noNaN: true }), x => {
        const value = scaledExponentialIntegral(x);
        expect(value * (1 + 1e-15)).toBeGreaterThanOrEqual(1 / (x + 1));
        expect(value).toBeLessThanOrEqual((1 / x) * (1 + 1e-15));
      }),
    );
  });

  it.each([0, -1, Number.NaN])('refuses %d', x => {
    expect(() => exponentialIntegral(x)).toThrow(`E₁: ${x} is not above 0`);
  });
});

describe('quadrature', () => {
  it('integrates what falls exponentially', () => {
    for (const [power, factorial] of [
      [0, 1],
      [1, 1],
      [7, 5040],
      [15, 1307674368000],
    ])
      expect(
        relative(
          integratePositive(x => x ** power * Math.exp(-x)),
          factorial,
        ),
      ).toBeLessThan(1e-12);
    // ∫ e^(−x) ln(1 + 10x) dx = e^(1/10) E₁(1/10).
    expect(
      relative(
        integratePositive(x => Math.exp(-x) * Math.log1p(10 * x)),
        scaledExponentialIntegral(0.1),
      ),
    ).toBeLessThan(1e-12);
    expect(() => integratePositive(x => 1 / (x - x))).toThrow('not finite everywhere');
  });

  it('averages a periodic function: (1/2π) ∫ e^(cos x) dx = I₀(1)', () => {
    expect(periodicMean(x => Math.exp(Math.cos(x)), 2 * Math.PI, 20)).toBeCloseTo(1.266065877752008, 14);
  });
});
