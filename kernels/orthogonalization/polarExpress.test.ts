import { describe, expect, it } from 'vitest';
import { golden } from './fixture.ts';
import { minimaxQuintic } from './minimaxQuintic.ts';
import { POLAR_EXPRESS_STEPS, polarExpressCoefficients } from './polarExpress.ts';
import { type Quintic, quinticAt } from './quintic.ts';

const { optimal_quintic, compositions, ...lists } = golden.polarExpress;
const amsel = lists['amsel_default_l1e-3_n10_safety1e-2_cushion0.02'];

function relative(got: readonly Quintic[], want: readonly Quintic[]): number {
  expect(got.length).toBe(want.length);
  return Math.max(...got.flatMap((p, i) => p.map((k, j) => Math.abs(k / want[i][j] - 1))));
}

/** "l=0.001,num_iters=5,…" as numbers. */
const numbersIn = (key: string) => key.split(',').map(part => Number(part.split('=')[1]));

/** Largest |1 − p(x)| on a fine grid of [lower, upper]. */
function worstError(p: Quintic, lower: number, upper: number): number {
  const grid = Array.from({ length: 2001 }, (_, i) => lower * (upper / lower) ** (i / 2000));
  return Math.max(...grid.map(x => Math.abs(1 - quinticAt(p, x))));
}

describe('minimaxQuintic', () => {
  it.each(Object.entries(optimal_quintic))('equals the reference on %s', (key, want) => {
    const [lower, upper] = numbersIn(key);
    expect(relative([minimaxQuintic(lower, upper)], [want])).toBeLessThan(1e-12);
  });

  it.each([
    [1e-3, 1],
    [0.2, 1.4],
    [0.7, 1.1],
  ])('has no better neighbour on [%f, %f]', (lower, upper) => {
    const best = minimaxQuintic(lower, upper);
    const error = worstError(best, lower, upper);
    for (const i of [0, 1, 2])
      for (const nudge of [-1e-3, 1e-3]) {
        const p = best.map((k, j) => (i === j ? k * (1 + nudge) : k)) as unknown as Quintic;
        expect(worstError(p, lower, upper)).toBeGreaterThan(error);
      }
  });

  it.each([
    [0, 1],
    [-1, 1],
    [1, 0.5],
    [Number.NaN, 1],
    [0.5, Infinity],
  ])('refuses [%f, %f]', (lower, upper) => {
    expect(() => minimaxQuintic(lower, upper)).toThrow('is no interval above 0');
  });
});

/**
 * From the seventh quintic on, the interval is so narrow that the reference's own coefficients are rounding (up to 7e-6); what they
 * do on the interval is not.
 */
const WELL_POSED = 6;

describe('polarExpressCoefficients', () => {
  it.each(Object.entries(compositions))('equals the reference for %s', (key, want) => {
    const [lower, iterations, safety, cushion] = numbersIn(key);
    const got = polarExpressCoefficients({ lower, iterations, safety, cushion });
    expect(relative(got.slice(0, WELL_POSED), want.slice(0, WELL_POSED))).toBeLessThan(1e-12);
  });

  it('equals the published lists', () => {
    expect(relative(POLAR_EXPRESS_STEPS, lists['dion_safety1.02_list'])).toBeLessThan(1e-12);
    const design = { lower: 1e-3, iterations: 10, safety: 0.01, cushion: 0.02 };
    const ten = polarExpressCoefficients(design);
    expect(relative(ten.slice(0, WELL_POSED), amsel.slice(0, WELL_POSED))).toBeLessThan(1e-12);
    const through = (list: readonly Quintic[], x: number) => list.reduce((y, p) => quinticAt(p, y), x);
    for (const x of [1e-3, 0.01, 0.1, 0.5, 0.99]) expect(through(ten, x)).toBeCloseTo(through(amsel, x), 12);
  });

  it('would be caught with safety applied after the interval has moved on', () => {
    const late = polarExpressCoefficients({ lower: 1e-3, iterations: 5, safety: 0, cushion: 0.02 });
    const f = 1.02;
    const scaled = late.map(
      ([a, b, c], i): Quintic => (i === 4 ? [a, b, c] : [a / f, b / f ** 3, c / f ** 5]),
    );
    expect(relative(scaled, lists['dion_safety1.02_list'])).toBeGreaterThan(1e-3);
  });

  it.each([
    { lower: 0, iterations: 5, safety: 0, cushion: 0 },
    { lower: 1e-3, iterations: 0, safety: 0, cushion: 0 },
    { lower: 1e-3, iterations: 5, safety: -1, cushion: 0 },
    { lower: 1e-3, iterations: 5, safety: 0, cushion: 1 },
  ])('refuses %o', design => {
    expect(() => polarExpressCoefficients(design)).toThrow('is out of range');
  });
});
