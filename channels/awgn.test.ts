import { describe, expect, it } from 'vitest';
import { add, complexSignal, meanPower, scale, zeroSignal } from '../kernels/complex.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { awgn } from './awgn.ts';

describe('awgn', () => {
  it('adds noise of variance N0 per symbol, N0/2 per real dimension', () => {
    const length = 200_000;
    const noise = awgn(zeroSignal(length), { noiseVar: 0.4 }, randomStream('awgn'));
    for (const plane of [noise.re, noise.im]) {
      const variance = plane.reduce((sum, x) => sum + x * x, 0) / length;
      expect(Math.abs(variance - 0.2)).toBeLessThan(3.29 * 0.2 * Math.sqrt(2 / length));
    }
  });

  it('adds the same noise to any signal', () => {
    const signal = complexNormal(randomStream('signal'), 1000, 100);
    const noise = awgn(zeroSignal(1000), { noiseVar: 1 }, randomStream('noise'));
    const received = awgn(signal, { noiseVar: 1 }, randomStream('noise'));
    expect(received).toEqual(add(signal, noise));
  });

  it('makes the symbol errors of binary phase-shift keying that theory predicts', () => {
    // Q(√(2·Eb/N0)) at Eb/N0 = 4 dB is 1.2501e-2 (Proakis, "Digital Communications", equation 4.3-13).
    const length = 400_000;
    const bits = complexSignal(new Float32Array(length).fill(1), new Float32Array(length));
    const { re } = awgn(bits, { noiseVar: 10 ** -0.4 }, randomStream('bpsk'));
    const errors = re.reduce((n, x) => n + (x < 0 ? 1 : 0), 0);
    const p = 1.2501e-2;
    expect(Math.abs(errors / length - p)).toBeLessThan(3.29 * Math.sqrt((p * (1 - p)) / length));
  });

  it('changes nothing without noise, and refuses a negative variance', () => {
    const signal = scale(complexNormal(randomStream('signal'), 10), { re: 1, im: 1 });
    expect(
      meanPower(add(awgn(signal, { noiseVar: 0 }, randomStream('a')), scale(signal, { re: -1, im: 0 }))),
    ).toBe(0);
    expect(() => awgn(signal, { noiseVar: -1 }, randomStream('a'))).toThrow(
      'complexNormal: variance -1 is not in [0, ∞)',
    );
  });
});
