import { describe, expect, it } from 'vitest';
import type { ShuffleKind } from '../../kernels/permutation.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { deviation, keyOf } from '../channel/fixture.ts';
import { ResidualAccumulator } from './residual.ts';
import { exchangeFrame } from './schemes.ts';

const FRAMES = 12;
const TOKENS = 1024;
const USERS = [2, 4, 8, 16] as const;

/** Like the latents of pictures: a mean, neighbours that are alike, tails heavier than Gaussian; unit mean square. */
function structuredLatent(user: number, frame: number): Latent {
  const steps = fillNormal(randomStream('structured', user, frame), new Float32Array(4 * TOKENS));
  const smooth = steps.map((x, i) => 0.3 + x + 0.9 * (steps[i - 4] ?? 0));
  const values = smooth.map(x => x * Math.abs(x));
  const scale = Math.sqrt(values.length / values.reduce((sum, x) => sum + x * x, 0));
  return {
    rows: 1,
    cols: TOKENS,
    channels: 4,
    width: 4 * TOKENS,
    height: 4,
    values: values.map(x => x * scale),
  };
}

function excessKurtosis(values: Float32Array): number {
  const power = (exponent: number) => values.reduce((sum, x) => sum + x ** exponent, 0) / values.length;
  return power(4) / power(2) ** 2 - 3;
}

/** Received powers of the users: 2 dB apart from one to the next, over and over in fours. */
const powerOf = (user: number) => 10 ** (-0.2 * (user % 4));

function frames(users: number, shuffle: ShuffleKind) {
  return Array.from({ length: FRAMES }, (_, frame) => {
    const senders = Array.from({ length: users }, (_, user) => ({
      user,
      latent: structuredLatent(user, frame),
      gain: { re: Math.sqrt(powerOf(user)), im: 0 },
      key: keyOf(user),
    }));
    const settings = { scheme: 'omdma', channels: 4, power: 'perUser', snrDb: 20, frame, shuffle } as const;
    return exchangeFrame(senders, { ...settings, streamName: [1, 'white', frame] });
  });
}

function whiteness(users: number, shuffle: ShuffleKind) {
  const residual = new ResidualAccumulator();
  for (const receptions of frames(users, shuffle)) residual.addFrame(receptions);
  return residual.statistics();
}

describe('the residual of several users', () => {
  it.each(USERS)('is white behind permutation and signs, %d users', users => {
    const { maxAutocorrelation, whiteBound } = whiteness(users, 'permutation+signs');
    expect(maxAutocorrelation).toBeLessThan(whiteBound);
  });

  it('is not white behind a permutation alone: it keeps the mean of the latents', () => {
    const { maxAutocorrelation, whiteBound } = whiteness(16, 'permutation');
    expect(maxAutocorrelation).toBeGreaterThan(3 * whiteBound);
  });

  it.each(USERS)('has excess kurtosis Σ P_j²κ_j/(Σ P_j + N0)² over the others, %d users', users => {
    const received = frames(users, 'permutation+signs');
    const apart = (exponent: number) =>
      deviation(
        received.map(([{ estimate, predictedVariance, sent }, ...others]) => {
          const residual = estimate.mean.map((m, i) => m * (1 + predictedVariance) - sent.values[i]);
          const powers = others.map(({ link }) => link.gain.re ** 2);
          const unwanted = powers.reduce((sum, p) => sum + p, 0.01);
          const expected = others.reduce(
            (sum, other, j) => sum + (powers[j] / unwanted) ** exponent * excessKurtosis(other.sent.values),
            0,
          );
          return excessKurtosis(residual) - expected;
        }),
        0,
      );
    // Student's t with 11 degrees of freedom, 99.9 % two-sided.
    expect(apart(2)).toBeLessThan(4.44);
    // As if fourth moments added up like powers.
    if (users > 2) expect(apart(1)).toBeGreaterThan(4.44);
  });
});
