import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dbToLinear, linearToDb, noiseVariance } from './power.ts';

describe('decibels', () => {
  it.each([
    [0, 1],
    [10, 10],
    [-20, 0.01],
    [3.0102999566, 2],
  ])('%d dB is a ratio of %d', (db, ratio) => {
    expect(dbToLinear(db)).toBeCloseTo(ratio, 9);
    expect(linearToDb(ratio)).toBeCloseTo(db, 9);
  });

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(fc.double({ min: -200, max: 200, noNaN: true }), db => {
        expect(linearToDb(dbToLinear(db))).toBeCloseTo(db, 9);
      }),
    );
  });

  it('knows silence and refuses negative power', () => {
    expect(linearToDb(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(() => linearToDb(-1)).toThrow('linearToDb: -1 is not a ratio of powers');
  });
});

describe('noiseVariance', () => {
  it('is P/N0 per complex symbol', () => {
    expect(noiseVariance(10)).toBeCloseTo(0.1, 12);
    expect(noiseVariance(-5, 4)).toBeCloseTo(4 * 10 ** 0.5, 12);
  });

  it('refuses an SNR that is no number and a power that is none', () => {
    expect(() => noiseVariance(Number.NaN)).toThrow(
      'noiseVariance: needs a finite SNR and a positive power, got NaN dB and 1',
    );
    expect(() => noiseVariance(0, 0)).toThrow('got 0 dB and 0');
  });
});
