import { describe, expect, it } from 'vitest';
import { meanPower, scale, zeroSignal } from '../../kernels/complex.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import golden from '../../tests/golden/digital.json' with { type: 'json' };
import { awgn } from '../awgn.ts';
import { demap } from './demap.ts';
import { BITS_PER_SYMBOL, grayAxis, MODULATIONS, type Modulation, mapBits } from './qam.ts';

/** All labels of a constellation, one after the other. */
function allLabels(modulation: Modulation): Uint8Array {
  const m = BITS_PER_SYMBOL[modulation];
  return Uint8Array.from({ length: 2 ** m * m }, (_, i) => (Math.floor(i / m) >> (m - 1 - (i % m))) & 1);
}

const randomBits = (length: number, ...name: (string | number)[]) => {
  const stream = randomStream(...name);
  return Uint8Array.from({ length }, () => stream.uint32() & 1);
};

describe.each(MODULATIONS)('%s', modulation => {
  it('has unit mean energy and one bit between neighbours', () => {
    const points = mapBits(allLabels(modulation), modulation);
    expect(meanPower(points)).toBeCloseTo(1, 6);
    const { levels, bits } = grayAxis(modulation);
    const inOrder = [...levels.keys()].sort((a, b) => levels[a] - levels[b]);
    for (let i = 1; i < inOrder.length; i++) {
      const difference = inOrder[i] ^ inOrder[i - 1];
      expect(difference & (difference - 1)).toBe(0);
      expect(levels[inOrder[i]] - levels[inOrder[i - 1]]).toBeCloseTo(
        levels[inOrder[1]] - levels[inOrder[0]],
        12,
      );
    }
    expect(levels.length).toBe(2 ** bits);
  });

  const errorRates = Object.entries(golden.uncoded[modulation]).map(([db, rate]) => [Number(db), rate]);
  it.each(errorRates)('at Eb/N0 = %d dB makes the bit errors of the closed form', (ebN0Db, expected) => {
    const interval = measure(modulation, ebN0Db, expected, 1);
    expect(interval.low).toBeLessThan(expected);
    expect(interval.high).toBeGreaterThan(expected);
  });

  it('would show noise that is 3 dB off, either way', () => {
    const [ebN0Db, expected] = errorRates[1];
    expect(measure(modulation, ebN0Db, expected, 2).low).toBeGreaterThan(expected);
    expect(measure(modulation, ebN0Db, expected, 0.5).high).toBeLessThan(expected);
  });
});

/**
 * 99.9 % interval of the bit error rate of hard decisions, with noise `slip` times what Eb/N0 asks for. One bit of each
 * symbol is looked at, its place going round, so that trials are independent.
 */
function measure(modulation: Modulation, ebN0Db: number, expected: number, slip: number) {
  const m = BITS_PER_SYMBOL[modulation];
  const noiseVar = 1 / (m * dbToLinear(ebN0Db));
  const symbols = Math.ceil(600 / expected);
  const bits = randomBits(symbols * m, 'qam', modulation, ebN0Db);
  const stream = randomStream('qam', modulation, ebN0Db, 'noise');
  const received = awgn(mapBits(bits, modulation), { noiseVar: slip * noiseVar }, stream);
  const llr = demap(received, noiseVar, modulation, 'max-log');
  let errors = 0;
  for (let i = 0; i < symbols; i++) {
    const place = i * m + (i % m);
    errors += (llr[place] < 0 ? 1 : 0) ^ bits[place];
  }
  if (slip >= 1) expect(errors).toBeGreaterThanOrEqual(400);
  return binomialInterval(errors, symbols, 0.999);
}

describe('mapBits', () => {
  it('puts the first half of the bits in phase and the second in quadrature', () => {
    const { re, im } = mapBits(Uint8Array.of(0, 0, 1, 0), '16-qam');
    expect(re[0]).toBeCloseTo(-3 / Math.sqrt(10), 6);
    expect(im[0]).toBeCloseTo(3 / Math.sqrt(10), 6);
    expect(mapBits(Uint8Array.of(0, 1), 'bpsk')).toEqual(
      scale({ ...zeroSignal(2), re: Float32Array.of(-1, 1) }, { re: 1, im: 0 }),
    );
  });

  it('refuses other constellations and half symbols', () => {
    expect(() => mapBits(new Uint8Array(3), 'qpsk')).toThrow('3 bits do not fill symbols of 2');
    expect(() => mapBits(new Uint8Array(3), '8-psk' as Modulation)).toThrow(
      "no '8-psk', expected one of bpsk, qpsk, 16-qam, 64-qam, 256-qam",
    );
  });
});
