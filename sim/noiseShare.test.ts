import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexSignal } from '../kernels/complex.ts';
import { noiseShare, noiseVariance } from '../kernels/power.ts';
import { interferenceVariance, unwantedVariances } from './noiseShare.ts';

const link = (re: number, im: number, power = 1) => ({ gain: { re, im }, power });
const positive = fc.double({ min: 0.01, max: 100, noNaN: true });

describe('interferenceVariance', () => {
  it('is N0/P for one user, per real entry and without a factor of two', () => {
    expect(interferenceVariance(link(1, 0), [], noiseVariance(10))).toBeCloseTo(0.1, 12);
    expect(interferenceVariance(link(0, 1, 4), [], 0.4)).toBeCloseTo(0.1, 12);
  });

  it('adds the received power of the others', () => {
    // (|1+i|²·2 + |0.5|²·4 + 0.3) / (|0.6+0.8i|²·0.5) = 5.3 / 0.5
    expect(interferenceVariance(link(0.6, 0.8, 0.5), [link(1, 1, 2), link(0.5, 0, 4)], 0.3)).toBeCloseTo(
      10.6,
      12,
    );
  });

  it('does not change when all powers and the noise change together', () => {
    fc.assert(
      fc.property(positive, positive, positive, positive, (own, other, noise, factor) => {
        const v = interferenceVariance(link(1, 0, own), [link(0, 1, other)], noise);
        const louder = interferenceVariance(
          link(1, 0, own * factor),
          [link(0, 1, other * factor)],
          noise * factor,
        );
        expect(louder / v).toBeCloseTo(1, 9);
      }),
    );
  });

  it('refuses a user who does not arrive', () => {
    expect(() => interferenceVariance(link(0, 0), [link(1, 0)], 0.5)).toThrow(
      'interferenceVariance: received power 0 against 1.5 of interference and noise gives no variance',
    );
  });
});

describe('unwantedVariances', () => {
  it('counts of a cancelled user what is left of its symbols, and all that its gain and transmitter leave open', () => {
    const budget = (re: number, errorVar: number, distortion: number, power: number) => ({
      gains: complexSignal(Float32Array.of(re), Float32Array.of(0)),
      ...{ errorVar, distortion, power },
    });
    const others = [budget(2, 0.5, 0.25, 3), budget(1, 0, 0, 2)];
    // Own: 0.1·4; others: (4·(0.125 + 0.25) + 0.5)·3 and 1·0.5·2; N0 = 0.5.
    const [left] = unwantedVariances(budget(1, 0.1, 0, 4), others, 0.5, [0.125, 0.5]);
    expect(left).toBeCloseTo(0.4 + 6 + 1 + 0.5, 6);
    const [all] = unwantedVariances(budget(1, 0.1, 0, 4), others, 0.5);
    expect(all).toBeCloseTo(0.4 + 16.5 + 2 + 0.5, 6);
  });
});

describe('noiseShare', () => {
  it('is v/(1+v): 1/(1+SNR) at v = 1/SNR', () => {
    expect(noiseShare(0)).toBe(0);
    expect(noiseShare(1)).toBe(0.5);
    fc.assert(
      fc.property(positive, snr => {
        expect(noiseShare(1 / snr)).toBeCloseTo(1 / (1 + snr), 12);
      }),
    );
  });

  it('refuses a negative variance', () => {
    expect(() => noiseShare(-0.1)).toThrow('noiseShare: variance -0.1 is not in [0, ∞)');
  });
});
