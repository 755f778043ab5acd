import { describe, expect, it } from 'vitest';
import { awgn } from '../channels/awgn.ts';
import { meanPower, scale, zeroSignal } from '../kernels/complex.ts';
import { keyedPermutation, userKey } from '../kernels/permutation.ts';
import { noiseVariance } from '../kernels/power.ts';
import { fillNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { keepChannels } from '../models/codec/codec.ts';
import type { Latent } from '../models/codec/latent.ts';
import { demodulate, modulate } from './link.ts';
import { interferenceVariance } from './noiseShare.ts';

const ENTRIES = 200_000;

function whiteLatent(name: string, rows = 100, cols = 100, channels = 20): Latent {
  const values = fillNormal(randomStream(name), new Float32Array(rows * cols * channels));
  return keepChannels({ rows, cols, channels, width: 8 * cols, height: 8 * rows, values }, channels);
}

/**
 * A white Gaussian source at one complex use per two reals: linear transmission with LMMSE scaling is optimal and its mean
 * square error is 1/(1+SNR) (Goblick 1965). Entry errors are (v·z − e)/(1+v) with e ~ N(0, v) and Σz² fixed, so their
 * squares have the variance (4v³ + 2v²)/(1+v)⁴; 3.29 standard errors make the 99.9 % interval.
 */
function closedForm(snrDb: number): { mse: number; halfWidth: number } {
  const v = 10 ** (-snrDb / 10);
  return {
    mse: v / (1 + v),
    halfWidth: (3.29 * Math.sqrt((4 * v ** 3 + 2 * v ** 2) / ENTRIES)) / (1 + v) ** 2,
  };
}

/** One user through the link; `slip` multiplies the noise that the channel adds, but not what the receiver believes. */
function uncodedError(snrDb: number, slip = 1): number {
  const latent = whiteLatent('white source');
  const order = keyedPermutation(userKey(1, 0), 0, ENTRIES);
  const link = { gain: { re: 0.6, im: -1.1 }, power: 2.5 };
  const noiseVar = noiseVariance(snrDb, (0.6 ** 2 + 1.1 ** 2) * link.power);
  const amplitude = Math.sqrt(link.power);
  const sent = scale(modulate(latent, order), { re: 0.6 * amplitude, im: -1.1 * amplitude });
  const received = awgn(sent, { noiseVar: slip * noiseVar }, randomStream('noise', snrDb));
  const variance = interferenceVariance(link, [], noiseVar);
  const { mean } = demodulate(received, { shape: latent, link, variance, order });
  return mean.reduce((sum, x, i) => sum + (x - latent.values[i]) ** 2, 0) / ENTRIES;
}

describe('the link', () => {
  it.each([-5, 0, 10, 20])('carries a white Gaussian source with MSE 1/(1+SNR) at %d dB', snrDb => {
    const { mse, halfWidth } = closedForm(snrDb);
    expect(Math.abs(uncodedError(snrDb) - mse)).toBeLessThan(halfWidth);
  });

  it.each([-5, 0, 10, 20])('would be caught 3 dB off, either way, at %d dB', snrDb => {
    const { mse, halfWidth } = closedForm(snrDb);
    expect(Math.abs(uncodedError(snrDb, 2) - mse)).toBeGreaterThan(halfWidth);
    expect(Math.abs(uncodedError(snrDb, 0.5) - mse)).toBeGreaterThan(halfWidth);
  });

  it('sends unit mean power and takes back what it sent', () => {
    const latent = whiteLatent('power', 6, 5, 4);
    const order = keyedPermutation(userKey(1, 0), 3, 120);
    const signal = modulate(latent, order);
    expect(signal.length).toBe(60);
    expect(meanPower(signal)).toBeCloseTo(1, 5);
    const estimate = demodulate(signal, {
      shape: latent,
      link: { gain: { re: 1, im: 0 }, power: 1 },
      variance: 0,
      order,
    });
    estimate.mean.forEach((x, i) => {
      expect(x).toBeCloseTo(latent.values[i], 5);
    });
    expect(estimate).toMatchObject({ rows: 6, cols: 5, channels: 4, width: 40, height: 48 });
  });

  it('pads an odd latent with one zero', () => {
    const latent = whiteLatent('odd', 3, 3, 3);
    const signal = modulate(latent);
    expect(signal.length).toBe(14);
    expect(signal.im[13]).toBe(0);
    const state = { shape: latent, link: { gain: { re: 0, im: 2 }, power: 1 }, variance: 1 };
    const { mean, errorShare } = demodulate(scale(signal, { re: 0, im: 2 }), state);
    expect(mean).toHaveLength(27);
    mean.forEach((x, i) => {
      expect(x).toBeCloseTo(latent.values[i] / 2, 5);
    });
    expect([...errorShare]).toEqual(new Array(27).fill(0.5));
  });

  it('refuses to equalise silence', () => {
    const shape = whiteLatent('silence', 2, 2, 2);
    const silent = { shape, link: { gain: { re: 0, im: 0 }, power: 1 }, variance: 1 };
    expect(() => demodulate(zeroSignal(4), silent)).toThrow(
      'demodulate: gain 0+0i and power 1 cannot be equalised',
    );
  });
});
