import { describe, expect, it } from 'vitest';
import { add, type ComplexSignal, complexSignal, meanPower, scale, zeroSignal } from '../kernels/complex.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { awgn } from './awgn.ts';
import { broadcast } from './broadcast.ts';

const symbol = (re: number, im: number) => complexSignal(Float32Array.of(re), Float32Array.of(im));
const gain = { re: 1, im: 0 };

/** Real part of the mean of a·b*, over √(E|a|²E|b|²). */
function correlation(a: ComplexSignal, b: ComplexSignal): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a.re[i] * b.re[i] + a.im[i] * b.im[i];
  return sum / a.length / Math.sqrt(meanPower(a) * meanPower(b));
}

describe('broadcast', () => {
  it('sends the sum of all layers through the gain of each listener', () => {
    const layers = [
      { signal: symbol(1, 0), power: 4 },
      { signal: symbol(0, 1), power: 1 },
    ];
    const listeners = [
      { gain, noiseVar: 0, stream: randomStream('a') },
      { gain: { re: 0, im: 2 }, noiseVar: 0, stream: randomStream('b') },
    ];
    // 2 + i, and that times 2i.
    expect(broadcast(layers, listeners)).toEqual([symbol(2, 1), symbol(-2, 4)]);
  });

  it('gives every listener noise of its own, as loud as its own receiver', () => {
    const length = 50_000;
    const listeners = [0.1, 0.4, 0.1].map((noiseVar, k) => ({
      gain,
      noiseVar,
      stream: randomStream('n', k),
    }));
    const heard = broadcast([{ signal: zeroSignal(length), power: 1 }], listeners);
    heard.forEach((noise, k) => {
      const { noiseVar } = listeners[k];
      expect(Math.abs(meanPower(noise) - noiseVar)).toBeLessThan((3.29 * noiseVar) / Math.sqrt(length));
    });
    const bound = 3.29 / Math.sqrt(2 * length);
    expect(Math.abs(correlation(heard[0], heard[2]))).toBeLessThan(bound);
    // One noise for all listeners would hang together.
    const shared = awgn(zeroSignal(length), { noiseVar: 0.1 }, randomStream('n', 0));
    expect(correlation(heard[0], shared)).toBeGreaterThan(bound);
  });

  it('gives a listener the same, whoever else listens', () => {
    const layers = [{ signal: complexNormal(randomStream('s'), 100), power: 2 }];
    const listener = (k: number) => ({ gain, noiseVar: 0.3, stream: randomStream('n', k) });
    const [alone] = broadcast(layers, [listener(1)]);
    expect(broadcast(layers, [listener(0), listener(1)])[1]).toEqual(alone);
    const sent = scale(layers[0].signal, { re: Math.SQRT2, im: 0 });
    expect(alone).toEqual(awgn(add(zeroSignal(100), sent), { noiseVar: 0.3 }, randomStream('n', 1)));
  });

  it('refuses nothing to send, a negative power and a shared stream', () => {
    const stream = randomStream('a');
    const listener = { gain, noiseVar: 1, stream };
    const layer = { signal: zeroSignal(2), power: 1 };
    expect(() => broadcast([], [listener])).toThrow('broadcast: there is nothing to send');
    expect(() => broadcast([layer, { ...layer, power: -2 }], [listener])).toThrow(
      'layers.1.power: -2 is not a number of at least 0',
    );
    expect(() => broadcast([layer], [listener, listener])).toThrow(
      'broadcast: two listeners share a stream of noise',
    );
  });
});
