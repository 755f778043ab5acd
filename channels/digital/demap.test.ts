import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexSignal } from '../../kernels/complex.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { awgn } from '../awgn.ts';
import { demap } from './demap.ts';
import { BITS_PER_SYMBOL, MODULATIONS, type Modulation, mapBits } from './qam.ts';

/** ln P(0|y)/P(1|y) of each bit by running over all points of the plane. */
function bruteForce(re: number, im: number, noiseVar: number, modulation: Modulation): number[] {
  const m = BITS_PER_SYMBOL[modulation];
  const sums = Array.from({ length: m }, () => [0, 0]);
  for (let value = 0; value < 2 ** m; value++) {
    const bits = Uint8Array.from({ length: m }, (_, j) => (value >> (m - 1 - j)) & 1);
    const point = mapBits(bits, modulation);
    const density = Math.exp(-((re - point.re[0]) ** 2 + (im - point.im[0]) ** 2) / noiseVar);
    bits.forEach((bit, j) => {
      sums[j][bit] += density;
    });
  }
  return sums.map(([zero, one]) => Math.log(zero / one));
}

const symbol = (re: number, im: number) => complexSignal(Float32Array.of(re), Float32Array.of(im));

describe.each(MODULATIONS)('%s', modulation => {
  it('exact: agrees with the sum over all points', () => {
    const coordinate = fc.float({ min: -1.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, fc.constantFrom(0.05, 0.3, 1, 4), (re, im, noiseVar) => {
        const llr = demap(symbol(re, im), noiseVar, modulation, 'exact');
        bruteForce(Math.fround(re), Math.fround(im), noiseVar, modulation).forEach((expected, j) => {
          expect(Math.abs(llr[j] - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('max-log: has the sign of the nearest point and meets the exact value when noise is small', () => {
    const received = symbol(0.43, -0.21);
    const exact = demap(received, 0.001, modulation, 'exact');
    const maxLog = demap(received, 0.001, modulation, 'max-log');
    exact.forEach((value, j) => {
      expect(Math.abs(maxLog[j] - value)).toBeLessThan(0.01 * Math.abs(value));
    });
  });

  it('exact: says how often it is wrong, and would not with 3 dB more or less noise than it believes', () => {
    expect(Math.abs(surprise(modulation, 1))).toBeLessThan(3.29);
    expect(Math.abs(surprise(modulation, 2))).toBeGreaterThan(3.29);
    expect(Math.abs(surprise(modulation, 0.5))).toBeGreaterThan(3.29);
  });
});

/**
 * Wrong bits minus what the ratios predict, Σ 1/(1 + e^|L|), in standard deviations, when noise is `slip` times what the
 * demapper believes. One bit of each symbol, so that they are independent.
 */
function surprise(modulation: Modulation, slip: number): number {
  const m = BITS_PER_SYMBOL[modulation];
  const symbols = 20_000;
  const stream = randomStream('demap', modulation);
  const bits = Uint8Array.from({ length: symbols * m }, () => stream.uint32() & 1);
  const noiseVar = 2 / 2 ** m;
  const llr = demap(
    awgn(mapBits(bits, modulation), { noiseVar: slip * noiseVar }, stream),
    noiseVar,
    modulation,
    'exact',
  );
  let difference = 0;
  let variance = 0;
  for (let i = 0; i < symbols; i++) {
    const place = i * m + (i % m);
    const p = 1 / (1 + Math.exp(Math.abs(llr[place])));
    difference += ((llr[place] < 0 ? 1 : 0) ^ bits[place]) - p;
    variance += p * (1 - p);
  }
  return difference / Math.sqrt(variance);
}

describe('demap', () => {
  it('stays finite far outside the constellation and refuses noise that is none', () => {
    expect(demap(symbol(1e4, -1e4), 1e-4, '256-qam', 'exact').every(Number.isFinite)).toBe(true);
    for (const noiseVar of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => demap(symbol(0, 0), noiseVar, 'qpsk', 'exact')).toThrow(
        `N0 = ${noiseVar} is not in (0, ∞)`,
      );
  });
});
