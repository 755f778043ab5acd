import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Modulation } from '../../../channels/digital/qam.ts';
import { dbToLinear } from '../../../kernels/power.ts';
import golden from '../../../tests/golden/closedForms.json' with { type: 'json' };
import {
  awgnCapacity,
  multipleAccessSum,
  rayleighCapacity,
  rayleighOutage,
  telatarCapacity,
  waterFillingCapacity,
} from './capacity.ts';
import { crossingRate, fadeDuration, fadingAutocorrelation } from './doppler.ts';
import { binomialCdf, noErrorBound, stoppedEstimateMean } from './estimator.ts';
import { combined, rayleigh, rician, ricianPowerVariance, selected } from './fading.ts';
import { broadsidePattern, welchBound } from './sequences.ts';
import { distortionBound, greyLevelPsnrDb, linearError } from './source.ts';
import { antipodal, bitErrorRate, differentialBpsk, noncoherentFsk } from './uncoded.ts';

/** Half of the last printed digit of a value with five significant digits, relative. */
const PRINTED = 5.1e-5;
/** Values with so few digits that the printed error is absolute. */
const FOUR_DECIMALS = 5.1e-5;

type Table = Readonly<Record<string, number>>;

function meets(table: Table, formula: (gamma: number) => number, printed = PRINTED): void {
  const entries = Object.entries(table);
  expect(entries.length).toBeGreaterThan(2);
  for (const [db, expected] of entries)
    expect(Math.abs(formula(dbToLinear(Number(db))) / expected - 1), `${db} dB`).toBeLessThan(printed);
}

describe('uncoded transmission', () => {
  it.each(['bpsk', '16-qam', '64-qam', '256-qam'] as const)('%s meets the published table', modulation => {
    const digits = modulation === 'bpsk' ? 1e-4 : PRINTED;
    meets(golden.awgn[modulation], gamma => bitErrorRate(modulation, gamma, antipodal), digits);
  });

  it('agrees with the three terms of 16-QAM, and BPSK with QPSK', () => {
    const q = (x: number) => antipodal(x * x * 0.5);
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 30, noNaN: true }), gamma => {
        const root = Math.sqrt((4 * gamma) / 5);
        const expected = 0.75 * q(root) + 0.5 * q(3 * root) - 0.25 * q(5 * root);
        expect(bitErrorRate('16-qam', gamma, antipodal)).toBeCloseTo(expected, 14);
        expect(bitErrorRate('qpsk', gamma, antipodal)).toBe(bitErrorRate('bpsk', gamma, antipodal));
      }),
    );
  });

  it('DBPSK and non-coherent FSK meet theirs', () => {
    meets(golden.awgn.dbpsk, differentialBpsk);
    meets(golden.awgn['nc-2fsk'], noncoherentFsk);
  });

  it('would not pass with the leading term alone or twice of it', () => {
    const leading = (gamma: number) => 0.75 * antipodal(0.4 * gamma);
    expect(() => meets(golden.awgn['16-qam'], leading)).toThrow();
    expect(() => meets(golden.awgn['16-qam'], gamma => 2 * leading(gamma))).toThrow();
  });
});

describe('fading', () => {
  it.each(['bpsk', '16-qam', '64-qam'] as const satisfies Modulation[])('%s over Rayleigh', modulation => {
    meets(golden.rayleigh[modulation], gamma => bitErrorRate(modulation, gamma, rayleigh));
  });

  it('combining, Alamouti and selection', () => {
    meets(golden.rayleigh['mrc-2'], combined(2));
    meets(golden.rayleigh['mrc-4'], combined(4));
    meets(golden.rayleigh.alamouti, gamma => combined(2)(gamma / 2));
    meets(golden.rayleigh['selection-2'], selected(2), 1.1e-4);
  });

  it('zero forcing is combining with fewer branches', () => {
    expect(combined(1)(10)).toBeCloseTo(golden.zeroForcing['2x2'], 6);
    expect(combined(3)(10)).toBeCloseTo(golden.zeroForcing['4x2'], 8);
  });

  it('falls by L decades for each 10 dB', () => {
    const slope = (binary: (gamma: number) => number) => Math.log10(binary(1e3) / binary(1e4));
    for (const order of [1, 2, 4]) expect(slope(combined(order))).toBeCloseTo(order, 2);
    for (const order of [1, 2]) expect(slope(selected(order))).toBeCloseTo(order, 2);
  });

  it('Rician meets its table, is Rayleigh at K = 0 and plain noise at K → ∞', () => {
    meets(golden.rician['3'], rician(3));
    meets(golden.rician['10'], rician(10));
    for (const gamma of [0.1, 1, 10, 1000]) {
      expect(rician(0)(gamma) / rayleigh(gamma)).toBeCloseTo(1, 11);
      if (gamma <= 10) expect(rician(1e9)(gamma) / antipodal(gamma)).toBeCloseTo(1, 5);
    }
    expect([0, 3, 10].map(ricianPowerVariance)).toEqual([1, 7 / 16, 21 / 121]);
  });
});

describe('capacity', () => {
  it('of one antenna', () => {
    meets(golden.capacity.rayleigh, rayleighCapacity, 4e-4);
    meets(golden.capacity.awgn, awgnCapacity, 4e-4);
    for (const [db, expected] of Object.entries(golden.capacity['outage-1']))
      expect(rayleighOutage(1, dbToLinear(Number(db)))).toBeCloseTo(expected, 4);
    meets(golden.capacity['outage-2'], gamma => rayleighOutage(2, gamma));
  });

  it.each([
    [2, 1],
    [1, 2],
    [2, 2],
    [4, 4],
    [8, 8],
  ])('of %d receive and %d transmit antennas', (receive, transmit) => {
    const table = golden.capacity[`${receive}x${transmit}` as '2x2'];
    for (const [db, expected] of Object.entries(table)) {
      const value = telatarCapacity(receive, transmit, dbToLinear(Number(db)));
      expect(Math.abs(value - expected), `${db} dB`).toBeLessThan(FOUR_DECIMALS);
    }
  });

  it('of one antenna is Telatar’s at 1×1', () => {
    for (const gamma of [0.1, 1, 10, 1000])
      expect(telatarCapacity(1, 1, gamma) / rayleighCapacity(gamma)).toBeCloseTo(1, 11);
  });

  it('with water-filling is above equal power, most at low SNR, and meets it at high SNR', () => {
    // SciPy: the power constraint solved by brentq, then ∫ log2(x/γ0) e^(−x/γ)/γ dx by quad.
    for (const [db, expected] of [
      [-10, 0.241185352910418],
      [0, 1.02853892535948],
      [20, 5.896326002596851],
    ]) {
      const gamma = dbToLinear(db);
      expect(waterFillingCapacity(gamma)).toBeCloseTo(expected, 10);
      expect(waterFillingCapacity(gamma)).toBeGreaterThan(rayleighCapacity(gamma));
    }
    expect(waterFillingCapacity(1e4) - rayleighCapacity(1e4)).toBeLessThan(1e-3);
  });

  it('of the multiple-access channel', () => {
    expect(multipleAccessSum(2, 10)).toBeCloseTo(golden.capacity.macSum2At10Db, 4);
  });
});

describe('sequences and Doppler', () => {
  it('Welch’s bound', () => {
    for (const [sizes, bound] of Object.entries(golden.welch)) {
      const [dimensions, vectors] = sizes.split(',').map(Number);
      expect(welchBound(dimensions, vectors)).toBeCloseTo(bound, 5);
    }
  });

  it('a broadside array', () => {
    expect(broadsidePattern(8, 0.5, 0)).toBe(8);
    expect(broadsidePattern(8, 0.5, 0.25)).toBeCloseTo(0, 14);
    expect(broadsidePattern(8, 0.5, 1e-5)).toBeCloseTo(8, 6);
  });

  it('isotropic scattering', () => {
    const { firstZero, crossingsAt1 } = golden.doppler;
    expect(fadingAutocorrelation(firstZero)).toBeCloseTo(0, 4);
    expect(fadingAutocorrelation(0.1)).toBeCloseTo(golden.doppler['autocorrelationAt0.1'], 5);
    expect(crossingRate(1)).toBeCloseTo(crossingsAt1, 4);
    // Crossings per second times time below is the share of time below, 1 − e^(−ρ²).
    for (const level of [0.1, 0.5, 1, 2])
      expect(crossingRate(level) * fadeDuration(level)).toBeCloseTo(-Math.expm1(-level * level), 12);
  });
});

describe('source and estimator', () => {
  it('distortion bounds', () => {
    const sdrDb = (uses: number, gamma: number) => -10 * Math.log10(distortionBound(uses, gamma));
    for (const [db, expected] of Object.entries(golden.source.halfAt))
      expect(sdrDb(0.5, dbToLinear(Number(db)))).toBeCloseTo(expected, 3);
    for (const [entriesPerUse, expected] of Object.entries(golden.source.at10Db))
      expect(sdrDb(1 / Number(entriesPerUse), 10)).toBeCloseTo(expected, 3);
    expect(linearError(0.1)).toBeCloseTo(distortionBound(0.5, 10), 15);
    expect(greyLevelPsnrDb(1)).toBeCloseTo(golden.source.oneGreyLevelPsnrDb, 2);
  });

  it('counts', () => {
    expect(noErrorBound(1e6, 0.95)).toBeCloseTo(golden.estimator.zeroInMillionUpper95, 9);
    expect(binomialCdf(1, 3, 0.5)).toBeCloseTo(0.5, 14);
    expect(binomialCdf(3, 3, 0.2)).toBeCloseTo(1, 14);
    // N = 1: Σ p(1−p)^(n−1)/n = −p ln p/(1−p).
    expect(stoppedEstimateMean(1, 0.1)).toBeCloseTo((-0.1 * Math.log(0.1)) / 0.9, 12);
    expect(stoppedEstimateMean(20, 0.01) / 0.01).toBeGreaterThan(1.04);
  });
});
