import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import { BASELINE, CONTESTANTS, COST_CONTESTANTS, contestantNamed, PLAIN } from './contestants.ts';
import { linearWorkload } from './fixture.ts';
import { timeUpdate } from './updateCost.ts';

const matrix = (rows: number, cols: number, data: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(data),
});

describe('contestantNamed', () => {
  it('knows every name, and the ones that others are measured against', () => {
    for (const name of CONTESTANTS) expect(contestantNamed(name).name).toBe(name);
    for (const name of [BASELINE, PLAIN, ...COST_CONTESTANTS]) expect(CONTESTANTS).toContain(name);
    expect(() => contestantNamed('mion')).toThrow(ConfigError);
  });

  it.each(CONTESTANTS)('leaves the rate of all that is not hidden alone: %s', name => {
    const contestant = contestantNamed(name);
    const own = contestant.hidden.numbers(1, 0.1).length;
    const ratesAt = (peak: number) => contestant.step(linearWorkload(), peak).numbers(1, peak);
    expect(ratesAt(0.1)[0]).toBeCloseTo(0.1, 6);
    expect(ratesAt(0.001)[0]).toBeCloseTo(0.001, 8);
    expect(ratesAt(0.1)[own]).toBeCloseTo(ratesAt(0.001)[own], 8);
    expect(ratesAt(0.1)[own]).toBeGreaterThan(0);
  });
});

describe('the brake of AuON', () => {
  const forms = CONTESTANTS.filter(name => name.startsWith('auon'));
  const bounds = (gamma: number, entries: number) => [
    Math.sqrt(1 + Math.sinh(gamma / Math.sqrt(entries)) ** 2),
    Math.sqrt(1 + Math.sinh(gamma) ** 2 / entries),
  ];

  it('is measured for all forms of AuON and for nothing else', () => {
    expect(forms.length).toBeGreaterThan(1);
    for (const name of CONTESTANTS)
      expect(contestantNamed(name).brake !== undefined).toBe(forms.includes(name));
  });

  it.each(forms)('stays within its bounds whatever the update, for %s', name => {
    const { gamma, of } = contestantNamed(name).brake!;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 12, maxLength: 12 }),
        data => {
          fc.pre(Math.hypot(...data) > 1e-3);
          const r = of(matrix(3, 4, data));
          const [low, high] = bounds(gamma, 12);
          expect(r).toBeGreaterThan(low - 1e-3);
          expect(r).toBeLessThan(high + 1e-6);
        },
      ),
    );
  });

  it.each(forms)('reaches both bounds, so that another γ would be caught, for %s', name => {
    const { gamma, of } = contestantNamed(name).brake!;
    const [low, high] = bounds(gamma, 12);
    expect(of(matrix(3, 4, Array(12).fill(5)))).toBeCloseTo(low, 6);
    expect(of(matrix(3, 4, [7, ...Array(11).fill(0)]))).toBeCloseTo(high, 6);
    expect(Math.abs(bounds(gamma * 1.1, 12)[1] - high)).toBeGreaterThan(1e-2);
  });
});

it.each(COST_CONTESTANTS)('times an update of %s', async name => {
  const seconds = await timeUpdate(contestantNamed(name), 16, { device: 'cpu', threads: 1 });
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(10);
});
