import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../sim/comparison/results.ts';
import { areApart, crossings } from './crossings.ts';

const quality = (mean: number, half = 0.1) => ({ mean, low: mean - half, high: mean + half, count: 8 });

function line(values: readonly (readonly [snrDb: number, psnrDb: number])[], half?: number): CurvePoint[] {
  return values.map(([snrDb, psnrDb]) => ({
    snrDb,
    cbr: '1/6',
    cbrMade: 1 / 6,
    psnrDb: quality(psnrDb, half),
    ssim: quality(0.9),
    msSsim: quality(0.9),
    failed: 0,
    files: 8,
  }));
}

const over = (own: readonly CurvePoint[], other: readonly CurvePoint[]) =>
  crossings(own, other, ({ snrDb }) => snrDb);

describe('crossings', () => {
  it('finds where two straight lines meet, for any lines and points', () => {
    const slope = fc.double({ min: -3, max: 3, noNaN: true });
    const meeting = fc.double({ min: 0.5, max: 19.5, noNaN: true });
    fc.assert(
      fc.property(slope, slope, meeting, (a, b, x) => {
        fc.pre(Math.abs(a - b) > 1e-3);
        const along = (rise: number) =>
          line([0, 3, 7, 12, 20].map(snrDb => [snrDb, 25 + rise * (snrDb - x)] as const));
        const found = over(along(a), along(b))!;
        expect(found.at).toHaveLength(1);
        expect(found.at[0]).toBeCloseTo(x, 6);
        expect(found.firstLeads).toBe(a < b);
      }),
    );
  });

  it('takes a condition of equal means as the place of the change, and none that is only touched', () => {
    const level = [0, 1, 2].map(snrDb => [snrDb, 20] as const);
    expect(
      over(
        line([
          [0, 21],
          [1, 20],
          [2, 19],
        ]),
        line(level),
      )?.at,
    ).toEqual([1]);
    expect(
      over(
        line([
          [0, 21],
          [1, 20],
          [2, 21],
        ]),
        line(level),
      )?.at,
    ).toEqual([]);
  });

  it('compares what both have, and counts where intervals do not touch', () => {
    const own = line([
      [0, 20],
      [5, 25],
      [10, 30],
    ]);
    const other = line([
      [5, 25.15],
      [10, 29],
      [15, 40],
    ]);
    expect(over(own, other)).toEqual({
      firstLeads: false,
      at: [expect.closeTo(5.652, 3)],
      compared: 2,
      apart: 1,
    });
  });

  it('finds nothing between curves that share no condition or never differ', () => {
    expect(over(line([[0, 20]]), line([[5, 20]]))).toBeUndefined();
    expect(over(line([[0, 20]]), line([[0, 20]]))).toBeUndefined();
  });
});

it('calls means apart only where their intervals do not touch', () => {
  const [a, touching, above] = line([
    [0, 20],
    [0, 20.2],
    [0, 20.3],
  ]);
  expect([areApart(a, touching), areApart(a, above), areApart(above, a)]).toEqual([false, true, true]);
});
