import { describe, expect, it } from 'vitest';
import { normal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { exchangeTrial, latencyMs, placesOf } from './place.ts';
import { parseScenario } from './scenario.ts';
import type { SentPictures } from './sentPictures.ts';

const scenario = parseScenario({
  name: 'test',
  power: 'perUser',
  users: [1, 2, 4],
  snrDb: [5, 10],
  trials: 3,
});

/** White Gaussian latents in place of pictures. */
const pictures: SentPictures = {
  picture: () => Promise.reject(new Error('no pictures here')),
  latent(trial, user): Latent {
    const stream = randomStream('latent', trial, user);
    const values = Float32Array.from({ length: 1024 }, () => normal(stream));
    return { rows: 8, cols: 8, channels: 16, width: 32, height: 32, values };
  },
};

/** Noise at the antenna in the first frame: what was received by user 0, less what all users sent. */
function noise(users: number, snrDb: number, seed = 1): number[] {
  const place = { scheme: 'superposed', snrDb, users } as const;
  const [reception, ...others] = exchangeTrial(0, place, { scenario, seed, pictures });
  const { re } = reception.signal;
  const sent = [reception, ...others].map(other => other.sent.values);
  return Array.from(re, (value, i) =>
    sent.reduce((rest, values) => rest - values[2 * i] * Math.SQRT1_2, value),
  );
}

describe('exchangeTrial', () => {
  it('keeps the noise whatever the number of users', () => {
    const alone = noise(1, 5);
    for (const users of [2, 4]) {
      const shared = noise(users, 5);
      for (const [i, value] of alone.entries()) expect(shared[i]).toBeCloseTo(value, 5);
    }
  });

  it('draws other noise for another SNR and another seed', () => {
    const scaled = noise(1, 10).map(value => value * Math.sqrt(10 ** 0.5));
    expect(Math.abs(scaled[0] - noise(1, 5)[0])).toBeGreaterThan(1e-3);
    expect(Math.abs(noise(1, 5, 2)[0] - noise(1, 5)[0])).toBeGreaterThan(1e-3);
  });

  it('lets user 1 be received alike in tdma among two users and in a scenario with more', () => {
    const two = exchangeTrial(1, { scheme: 'tdma', snrDb: 5, users: 2 }, { scenario, seed: 1, pictures });
    const { estimate } = exchangeTrial(
      1,
      { scheme: 'tdma', snrDb: 5, users: 2 },
      {
        scenario: parseScenario({ ...scenario, users: [2], snrDb: 5, schemes: 'tdma', gallery: {} }),
        seed: 1,
        pictures,
      },
    )[1];
    expect(estimate).toEqual(two[1].estimate);
  });

  it('gives each user its gain', () => {
    const unequal = parseScenario({ ...scenario, users: 2, gains: [0, -6], gallery: {} });
    const place = { scheme: 'omdma', snrDb: 10, users: 2 } as const;
    const [strong, weak] = exchangeTrial(0, place, { scenario: unequal, seed: 1, pictures });
    // v = (|h_j|² + N0)/|h_k|² with |h|² = 1 and 10^(−0.6), N0 = 0.1.
    expect(strong.predictedVariance).toBeCloseTo(10 ** -0.6 + 0.1, 6);
    expect(weak.predictedVariance).toBeCloseTo(1.1 * 10 ** 0.6, 6);
  });
});

describe('placesOf', () => {
  it('orders the grid by users, SNR and scheme', () => {
    const places = placesOf(
      parseScenario({ ...scenario, users: [2, 1], snrDb: [0, 5], schemes: ['tdma', 'omdma'], gallery: {} }),
    );
    expect(places.map(({ users, snrDb, scheme }) => `${users} ${snrDb} ${scheme}`)).toEqual([
      '2 0 tdma',
      '2 0 omdma',
      '2 5 tdma',
      '2 5 omdma',
      '1 0 tdma',
      '1 0 omdma',
      '1 5 tdma',
      '1 5 omdma',
    ]);
  });
});

describe('latencyMs', () => {
  it('averages over users first: four turns of 0.25 ms end after 0.625 ms in the mean', () => {
    const uses = [250, 250, 250];
    expect(latencyMs({ scheme: 'tdma', snrDb: 0, users: 4 }, scenario, uses)).toEqual({
      mean: 0.625,
      low: 0.625,
      high: 0.625,
      count: 3,
    });
    expect(latencyMs({ scheme: 'omdma', snrDb: 0, users: 4 }, scenario, [1000, 1000]).mean).toBe(1);
  });
});
