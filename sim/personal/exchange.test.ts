import { describe, expect, it } from 'vitest';
import { float64Algebra } from '../../kernels/orthogonalization/float64.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Codec } from '../../models/codec/codec.ts';
import type { Latent, LatentEstimate } from '../../models/codec/latent.ts';
import { averagingCodec } from '../fixture.ts';
import { exchangeBy } from './exchange.ts';
import { picturesOf } from './fixture.ts';
import type { Access } from './results.ts';
import { randomRotation, rotatedCodec } from './rotation.ts';

const USERS = 3;
const CHANNELS = 16;
const pictures = await Promise.all(picturesOf(USERS).map(({ tested }) => tested.read(0)));
const plain = await averagingCodec.encode(pictures);
const settings = { seed: 1, frame: 0, channels: CHANNELS, streamName: ['exchange test'] };

/** What a user's decoder reads, times 1 + v: y of the wanted latent at unit mean square. */
async function heard(codec: Codec, estimate: LatentEstimate, variance: number): Promise<Float32Array> {
  let seen = new Float32Array();
  const spy = {
    ...averagingCodec,
    decode(estimates: readonly LatentEstimate[]) {
      seen = Float32Array.from(estimates[0].mean, value => value * (1 + variance));
      return averagingCodec.decode(estimates);
    },
  };
  await (codec === averagingCodec ? spy : rotatedCodec(spy, rotationOf(codecs.indexOf(codec)))).decode([
    estimate,
  ]);
  return seen;
}

const rotationOf = (user: number) => randomRotation(CHANNELS, randomStream('exchange test', user));
const codecs = Array.from({ length: USERS }, (_, user) => rotatedCodec(averagingCodec, rotationOf(user)));

/** Σ_j QₖᵀQ_j z_j: what the rotated latents of all users are in the features of user k. */
function superposedFor(k: number, latents: readonly Latent[]): Float64Array {
  const { multiply, transpose } = float64Algebra;
  const sum = new Float64Array(latents[0].values.length);
  latents.forEach(({ values }, j) => {
    const { data } = multiply(transpose(rotationOf(k)), rotationOf(j));
    for (let i = 0; i < sum.length; i++)
      for (let c = 0; c < CHANNELS; c++)
        sum[i] += data[(i % CHANNELS) * CHANNELS + c] * values[i - (i % CHANNELS) + c];
  });
  return sum;
}

function meanSquare(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length;
}

const minus = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a, (value, i) => value - b[i]);

describe('exchangeBy', () => {
  it('puts the latents of equal features on top of each other without keys', () => {
    const receptions = exchangeBy('no-keys', plain, { ...settings, snrDb: 60 });
    const sum = plain[0].values.map((value, i) => value + plain[1].values[i] + plain[2].values[i]);
    for (const { estimate, predictedVariance } of receptions) {
      expect(predictedVariance).toBeCloseTo(USERS - 1, 4);
      const y = estimate.mean.map(value => value * (1 + predictedVariance));
      // Noise of −60 dB is all that is left.
      expect(meanSquare(minus(y, sum))).toBeLessThan(2e-6);
    }
  });

  it('turns the others by QₖᵀQ_j where features are rotated, and leaves the own latent as it is', async () => {
    const latents = (await Promise.all(codecs.map((codec, user) => codec.encode([pictures[user]])))).flat();
    const receptions = exchangeBy('no-keys', latents, { ...settings, snrDb: 60 });
    for (const [user, { estimate, predictedVariance }] of receptions.entries()) {
      const y = await heard(codecs[user], estimate, predictedVariance);
      expect(meanSquare(minus(y, superposedFor(user, plain)))).toBeLessThan(2e-6);
      // Another's decoder turns the wanted latent too.
      const wrong = await heard(codecs[(user + 1) % USERS], estimate, predictedVariance);
      expect(meanSquare(minus(wrong, superposedFor(user, plain)))).toBeGreaterThan(0.5);
    }
  });

  it.each<[Access, number]>([
    ['keys', USERS - 1],
    ['gaussian', USERS - 1],
    ['alone', 0],
  ])('leaves a residual of (K − 1) + N0 with %s', (access, others) => {
    const receptions = exchangeBy(access, plain, { ...settings, snrDb: 10 });
    expect(receptions).toHaveLength(USERS);
    for (const { estimate, predictedVariance, sent } of receptions) {
      expect(predictedVariance).toBeCloseTo(others + 0.1, 6);
      const error = minus(
        estimate.mean.map(value => value * (1 + predictedVariance)),
        sent.values,
      );
      // Shuffled latents have exactly their own mean square; their products with each other and with the noise do not vanish: 99.9 %.
      const variances = others * (others - 1) + 2 * others * 0.1 + 0.01;
      const gate = 3.29 * Math.sqrt((2 * (variances + others)) / error.length);
      expect(Math.abs(meanSquare(error) - predictedVariance)).toBeLessThan(gate);
    }
  });

  it('meets the same noise whatever the codec', () => {
    const silent = plain.map(latent => ({ ...latent, values: latent.values.map(z => -z) }));
    const [a, b] = [plain, silent].map(latents =>
      exchangeBy('alone', latents, { ...settings, snrDb: 10 }).map(({ estimate, sent }) =>
        minus(
          estimate.mean.map(value => value * 1.1),
          sent.values,
        ),
      ),
    );
    a.forEach((noise, user) => {
      expect(meanSquare(minus(noise, b[user]))).toBeLessThan(1e-10);
    });
    expect(meanSquare(minus(a[0], a[1]))).toBeGreaterThan(0.1);
  });
});
