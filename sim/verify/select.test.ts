import { describe, expect, it } from 'vitest';
import { SECTIONS } from './sections.ts';
import { chosenChecks, quickChecks } from './select.ts';

const idsOf = (sections: typeof SECTIONS) => sections.flatMap(({ checks }) => checks.map(({ id }) => id));

describe('the checks', () => {
  it('have ids of their own, each in its section', () => {
    const ids = idsOf(SECTIONS);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, checks } of SECTIONS) {
      expect(checks.filter(check => !check.id.startsWith(`${id}.`))).toEqual([]);
      expect(checks.some(({ quick }) => quick)).toBe(true);
    }
  });

  it('expect finite values that leave an error rate its 400 errors', () => {
    for (const { checks } of SECTIONS)
      for (const { id, expected, formula, title } of checks) {
        expect(Number.isFinite(expected), id).toBe(true);
        expect(Math.min(formula.length, title.length), id).toBeGreaterThan(0);
      }
  });
});

describe('chosenChecks', () => {
  it('takes an id, or the beginning of ids up to a dot', () => {
    expect(idsOf(chosenChecks(SECTIONS, ['awgn.bpsk.4dB']))).toEqual(['awgn.bpsk.4dB']);
    expect(idsOf(chosenChecks(SECTIONS, ['awgn.bpsk', 'rayleigh.power']))).toEqual([
      'awgn.bpsk.0dB',
      'awgn.bpsk.2dB',
      'awgn.bpsk.4dB',
      'awgn.bpsk.6dB',
      'awgn.bpsk.8dB',
      'rayleigh.power',
    ]);
    expect(chosenChecks(SECTIONS, ['doppler'])).toEqual(SECTIONS.filter(({ id }) => id === 'doppler'));
  });

  it('names what is close to an unknown id, for each of them', () => {
    expect(() => chosenChecks(SECTIONS, ['awgn', 'awgn.bpks.4dB', 'raleigh'])).toThrow(
      /^--only: no check is called "awgn\.bpks\.4dB"; close to it: awgn\.bpsk\.4dB, .*Sections: awgn, .*\n--only: no check is called "raleigh"; close to it: rayleigh, /,
    );
  });
});

it('the quick set is a part of the full one', () => {
  const quick = idsOf(quickChecks(SECTIONS));
  expect(quick.length).toBeGreaterThan(40);
  expect(quick.length).toBeLessThan(idsOf(SECTIONS).length);
});
