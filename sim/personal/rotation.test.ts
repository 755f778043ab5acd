import { beforeAll, describe, expect, it } from 'vitest';
import { float64Algebra } from '../../kernels/orthogonalization/float64.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { keepChannels } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { averagingCodec } from '../fixture.ts';
import { picturesOf } from './fixture.ts';
import { randomRotation, rotatedCodec } from './rotation.ts';

const stream = (name: string | number) => randomStream('rotation test', name);

describe('randomRotation', () => {
  it('is orthogonal', () => {
    const q = randomRotation(16, stream('orthogonal'));
    const { data } = float64Algebra.multiply(float64Algebra.transpose(q), q);
    data.forEach((value, i) => {
      expect(value).toBeCloseTo(i % 17 === 0 ? 1 : 0, 12);
    });
  });

  it('turns in every direction alike: E q = 0 and E q² = 1/n, E q⁴ = 3/(n(n+2)) for every entry', () => {
    const [size, draws] = [4, 4000];
    const all = Array.from({ length: draws }, (_, i) => randomRotation(size, stream(i)).data);
    for (let entry = 0; entry < size * size; entry++) {
      const mean = (power: number) => all.reduce((sum, q) => sum + q[entry] ** power, 0) / draws;
      // 99.9 % for each of 48 means at once: 4.1 σ.
      const gate = (variance: number) => 4.1 * Math.sqrt(variance / draws);
      const [second, fourth, eighth] = [1 / 4, 3 / 24, (3 * 5 * 7) / (4 * 6 * 8 * 10)];
      expect(Math.abs(mean(1))).toBeLessThan(gate(second));
      expect(Math.abs(mean(2) - second)).toBeLessThan(gate(fourth - second ** 2));
      expect(Math.abs(mean(4) - fourth)).toBeLessThan(gate(eighth - fourth ** 2));
    }
  });
});

describe('rotatedCodec', () => {
  const codecOf = (channels: number, name: string) =>
    rotatedCodec(averagingCodec, randomRotation(channels, stream(name)));
  let plain: Latent;
  let original: Awaited<ReturnType<ReturnType<typeof picturesOf>[0]['tested']['read']>>;
  beforeAll(async () => {
    original = await picturesOf(1)[0].tested.read(0);
    [plain] = await averagingCodec.encode([original]);
  });
  const received = ({ values, ...shape }: Latent, share = 0) => ({
    ...shape,
    mean: values,
    errorShare: new Float32Array(values.length).fill(share),
  });

  it.each([16, 8, 5])('gives its owner the same picture when %i channels are sent', async channels => {
    const codec = codecOf(channels, 'own');
    const [turned] = await codec.encode([original]);
    const [sent, sentPlain] = [turned, plain].map(latent => keepChannels(latent, channels));
    expect(sent.values.reduce((sum, z) => sum + z * z, 0) / sent.values.length).toBeCloseTo(1, 5);
    const [own] = await codec.decode([received(sent)]);
    const [expected] = await averagingCodec.decode([received(sentPlain)]);
    own.data.forEach((value, i) => {
      expect(value).toBeCloseTo(expected.data[i], 5);
    });
  });

  it('is not understood by others', async () => {
    const [sent] = await codecOf(16, 'one').encode([original]);
    const [own] = await codecOf(16, 'one').decode([received(sent)]);
    const [other] = await codecOf(16, 'other').decode([received(sent)]);
    const error = (data: Float32Array) => data.reduce((sum, x, i) => sum + (x - own.data[i]) ** 2, 0);
    expect(error(other.data)).toBeGreaterThan(100 * error(own.data) + 1);
  });

  it('keeps equal shares, and makes Σ Q² share of others', async () => {
    const seen: Float32Array[] = [];
    const rotation = randomRotation(16, stream('shares'));
    const spy = rotatedCodec(
      {
        ...averagingCodec,
        decode(estimates) {
          seen.push(...estimates.map(({ errorShare }) => errorShare));
          return averagingCodec.decode(estimates);
        },
      },
      rotation,
    );
    const first = { ...received(plain), errorShare: new Float32Array(plain.values.length) };
    for (let i = 0; i < first.errorShare.length; i += 16) first.errorShare[i] = 0.8;
    await spy.decode([received(plain, 0.3), received(plain, 1), first]);
    for (const share of seen[0]) expect(share).toBeCloseTo(0.3, 6);
    for (const share of seen[1]) expect(share).toBeLessThanOrEqual(1);
    // z = Qᵀz', so that entry i has Q_0i² of the first one's share.
    for (let i = 0; i < 16; i++) expect(seen[2][i]).toBeCloseTo(0.8 * rotation.data[i] ** 2, 6);
  });
});
