import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenTicks, logLabel, logTicks } from './logTicks.ts';

describe('logTicks', () => {
  it('counts 1, 2, 5 within a decade or two', () => {
    expect(logTicks([0.02, 0.3])).toEqual([0.02, 0.05, 0.1, 0.2]);
    expect(logTicks([1, 10])).toEqual([1, 2, 5, 10]);
  });

  it('counts decades over a wide range, and strides over a very wide one', () => {
    expect(logTicks([1, 1e5])).toEqual([1, 10, 100, 1e3, 1e4, 1e5]);
    expect(logTicks([1, 1e14])).toEqual([1, 1e2, 1e4, 1e6, 1e8, 1e10, 1e12, 1e14]);
  });

  it('counts evenly over a narrow range', () => {
    expect(logTicks([2.05, 2.5])).toEqual([2.1, 2.2, 2.3, 2.4, 2.5]);
    expect(evenTicks([0, 200])).toEqual([0, 50, 100, 150, 200]);
  });

  it('writes high powers of ten as such', () => {
    expect([0.02, 500, 1e4, 2e4, 1e12].map(logLabel)).toEqual(['0.02', '500', '10⁴', '20000', '10¹²']);
  });

  it('stays inside the axis, ascends, and is never crowded', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 0.5, max: 12, noNaN: true }),
        (start, span) => {
          const domain = [10 ** start, 10 ** (start + span)] as const;
          const ticks = logTicks(domain);
          expect(ticks.length).toBeGreaterThan(0);
          expect(ticks.length).toBeLessThan(9);
          ticks.forEach((tick, i) => {
            expect(tick).toBeGreaterThan(domain[0] * (1 - 1e-8));
            expect(tick).toBeLessThan(domain[1] * (1 + 1e-8));
            if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]);
          });
        },
      ),
    );
  });
});
