import { describe, expect, it } from 'vitest';
import { userKey } from '../../kernels/permutation.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { ResidualAccumulator } from './residual.ts';
import { exchangeFrame, type Reception, readWithKey, type ShuffleUnit } from './schemes.ts';

const FRAMES = 12;
const TOKENS = 1024;
const CHANNELS = 8;
const LIKENESS = 0.8;
/** LIKENESS of neighbours within a token, none between tokens. */
const UNITS: readonly ShuffleUnit[] = ['scalar', 'symbol', 'token'];

function structuredLatent(user: number, frame: number): Latent {
  const fresh = fillNormal(randomStream('units', user, frame), new Float32Array(CHANNELS * TOKENS));
  const values = fresh.slice();
  for (let i = 0; i < values.length; i++)
    if (i % CHANNELS > 0) values[i] = LIKENESS * values[i - 1] + Math.sqrt(1 - LIKENESS ** 2) * fresh[i];
  const scale = Math.sqrt(values.length / values.reduce((sum, x) => sum + x * x, 0));
  const shape = { rows: 1, cols: TOKENS, channels: CHANNELS, width: 4 * TOKENS, height: 4 };
  return { ...shape, values: values.map(x => x * scale) };
}

function exchange(users: number, shuffleUnit: ShuffleUnit, frame = 0, snrDb = 20): Reception[] {
  const senders = Array.from({ length: users }, (_, user) => ({
    ...{ user, latent: structuredLatent(user, frame), gain: { re: 1, im: 0 }, key: userKey(1, user) },
  }));
  const settings = { scheme: 'omdma', channels: CHANNELS, power: 'perUser', snrDb, frame } as const;
  return exchangeFrame(senders, { ...settings, shuffleUnit, streamName: [1, 'units', frame] });
}

/** Residuals of the first user of two, over its predicted deviation. */
function residuals(unit: ShuffleUnit): Float32Array[] {
  return Array.from({ length: FRAMES }, (_, frame) => {
    const [{ estimate, sent, predictedVariance: v }] = exchange(2, unit, frame);
    return estimate.mean.map((m, i) => (m * (1 + v) - sent.values[i]) / Math.sqrt(v));
  });
}

function correlation(all: readonly Float32Array[], lag: number): number {
  const sum = all.reduce((s, u) => s + u.reduce((t, x, i) => t + x * (u[i + lag] ?? 0), 0), 0);
  return sum / (all.length * all[0].length);
}

/** Lag l among units of n entries: (n − l)/n of the pairs lie in one unit, where they have LIKENESS^l; noise of a hundredth dilutes it. */
function expected(lag: number, unit: number): number {
  return (Math.max(0, unit - lag) / unit) * (LIKENESS ** lag / 1.01);
}

describe('the residual behind units', () => {
  it.each(UNITS)('of one %s has the predicted variance', unit => {
    const accumulator = new ResidualAccumulator();
    for (let frame = 0; frame < FRAMES; frame++) accumulator.addFrame(exchange(2, unit, frame));
    const { variance, predictedVariance } = accumulator.statistics();
    // Student's t with 11 degrees of freedom, 99.9 % instead of 95 %.
    const margin = ((variance.high - variance.mean) * 4.44) / 2.2;
    expect(Math.abs(variance.mean - predictedVariance)).toBeLessThan(margin);
  });

  it('is white for scalars, and keeps what lies within a symbol or a token', () => {
    const sizes = { scalar: 1, symbol: 2, token: CHANNELS };
    // 3.29/√N, with the pairs of a token counted once: they depend on each other.
    const margin = 3.29 / Math.sqrt(FRAMES * TOKENS);
    for (const unit of UNITS) {
      const all = residuals(unit);
      for (const lag of [1, 2, 4, CHANNELS])
        expect(Math.abs(correlation(all, lag) - expected(lag, sizes[unit]))).toBeLessThan(margin);
    }
    expect(expected(1, 2)).toBeGreaterThan(margin);
    expect(expected(4, CHANNELS)).toBeGreaterThan(margin);
  });
});

describe('a wrong key', () => {
  /** How well each received token is like the sent one that it is most like, either way up: mean |cosine|. */
  function recognised(unit: ShuffleUnit): number {
    const [reception] = exchange(1, unit, 0, 30);
    const wrong = readWithKey(reception, userKey(1, 99)).mean;
    const tokensOf = (values: Float32Array) =>
      Array.from({ length: TOKENS / 8 }, (_, t) => values.subarray(t * CHANNELS, (t + 1) * CHANNELS));
    const all = Array.from({ length: TOKENS }, (_, t) =>
      reception.sent.values.subarray(t * CHANNELS, (t + 1) * CHANNELS),
    );
    const best = tokensOf(wrong).map(token => Math.max(...all.map(other => Math.abs(cosine(token, other)))));
    return best.reduce((sum, c) => sum + c, 0) / best.length;
  }

  it('finds every token whole where tokens are moved, and nothing of the kind where entries are', () => {
    expect(recognised('token')).toBeGreaterThan(0.99);
    expect(recognised('scalar')).toBeLessThan(0.97);
  });

  it('reads nothing in place, whatever the unit', () => {
    for (const unit of UNITS) {
      const [reception] = exchange(1, unit, 0, 30);
      const wrong = readWithKey(reception, userKey(1, 99)).mean;
      const product = wrong.reduce((sum, x, i) => sum + x * reception.sent.values[i], 0) / wrong.length;
      expect(Math.abs(product)).toBeLessThan(3.29 / Math.sqrt(TOKENS));
      expect(readWithKey(reception, userKey(1, 0))).toEqual(reception.estimate);
    }
  });

  it('would be noticed if tokens were read entry by entry', () => {
    const [reception] = exchange(1, 'token', 0, 30);
    const misread = readWithKey({ ...reception, shuffleUnit: 'scalar' }, userKey(1, 0));
    expect(misread.mean).not.toEqual(reception.estimate.mean);
    const product = misread.mean.reduce((sum, x, i) => sum + x * reception.sent.values[i], 0);
    expect(Math.abs(product / misread.mean.length)).toBeLessThan(3.29 / Math.sqrt(TOKENS));
  });
});

function cosine(a: Float32Array, b: Float32Array): number {
  let [product, squares, others] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    squares += a[i] ** 2;
    others += b[i] ** 2;
  }
  return product / Math.sqrt(squares * others);
}
