import { describe, expect, it } from 'vitest';
import { complexSignal, meanPower, squaredMagnitude, zeroSignal } from '../kernels/complex.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { awgn } from './awgn.ts';
import { multipleAccess } from './multipleAccess.ts';

const symbol = (re: number, im: number) => complexSignal(Float32Array.of(re), Float32Array.of(im));

describe('multipleAccess', () => {
  it('adds h·√P·s over the users', () => {
    const users = [
      { signal: symbol(1, 0), gain: { re: 0, im: 1 }, power: 4 },
      { signal: symbol(1, 1), gain: { re: 2, im: 0 }, power: 1 },
    ];
    // 2i + (2 + 2i)
    expect(multipleAccess(users, { noiseVar: 0 }, randomStream('a'))).toEqual(symbol(2, 4));
  });

  it('is plain noise for one user of unit gain and power', () => {
    const signal = complexNormal(randomStream('signal'), 50);
    const alone = multipleAccess(
      [{ signal, gain: { re: 1, im: 0 }, power: 1 }],
      { noiseVar: 0.5 },
      randomStream('n'),
    );
    expect(alone).toEqual(awgn(signal, { noiseVar: 0.5 }, randomStream('n')));
  });

  it('receives Σ|h|²P + N0 from independent users', () => {
    const length = 100_000;
    const users = [0, 1, 2].map(k => ({
      signal: complexNormal(randomStream('signal', k), length),
      gain: { re: 0.5 + k, im: -0.2 * k },
      power: 1 / (k + 1),
    }));
    const expected = users.reduce((sum, { gain, power }) => sum + squaredMagnitude(gain) * power, 0.3);
    const received = meanPower(multipleAccess(users, { noiseVar: 0.3 }, randomStream('noise')));
    // The received symbols are CN(0, expected); |y|² has that as its standard deviation.
    expect(Math.abs(received - expected)).toBeLessThan((3.29 * expected) / Math.sqrt(length));
  });

  it('refuses an empty air, unequal signals and a negative power', () => {
    const gain = { re: 1, im: 0 };
    const stream = randomStream('a');
    expect(() => multipleAccess([], { noiseVar: 1 }, stream)).toThrow('multipleAccess: nobody transmits');
    const unequal = [3, 4].map(length => ({ signal: zeroSignal(length), gain, power: 1 }));
    expect(() => multipleAccess(unequal, { noiseVar: 1 }, stream)).toThrow('signals of 3 and 4 entries');
    const negative = [{ signal: zeroSignal(3), gain, power: -1 }];
    expect(() => multipleAccess(negative, { noiseVar: 1 }, stream)).toThrow(
      'multipleAccess: power -1 is not in [0, ∞)',
    );
  });
});
