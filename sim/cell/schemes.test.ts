import { describe, expect, it } from 'vitest';
import { add, type ComplexSignal, meanPower, scale, squaredMagnitude } from '../../kernels/complex.ts';
import { ConfigError } from '../../kernels/errors.ts';
import { keyedPermutation, userKey } from '../../kernels/permutation.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { complexNormal, fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { demodulate, modulate } from '../link.ts';
import type { LatentScheme } from './results.ts';
import { exchangeFrame, type FrameSettings, type Reception, readWithKey, type Sender } from './schemes.ts';

const SCHEMES: readonly LatentScheme[] = ['omdma', 'superposed', 'gaussian', 'tdma'];
const ROWS = 50;
const COLS = 50;

function whiteLatent(user: number, channels: number, rows = ROWS, cols = COLS): Latent {
  const values = fillNormal(randomStream('source', user), new Float32Array(rows * cols * channels));
  return { rows, cols, channels, width: 8 * cols, height: 8 * rows, values };
}

function senders(count: number, channels = 24): Sender[] {
  return Array.from({ length: count }, (_, user) => {
    const h = complexNormal(randomStream('gain', user), 1);
    const gain = { re: 0.7 + 0.3 * h.re[0], im: 0.3 * h.im[0] };
    return { user, latent: whiteLatent(user, channels), gain, key: userKey(1, user) };
  });
}

const settings = (changes: Partial<FrameSettings> = {}): FrameSettings => ({
  scheme: 'omdma',
  channels: 24,
  power: 'perUser',
  snrDb: 10,
  frame: 0,
  streamName: [1, 'test', changes.snrDb ?? 10, 0],
  ...changes,
});

function meanSquaredError({ estimate, sent }: Reception): number {
  return estimate.mean.reduce((sum, x, i) => sum + (x - sent.values[i]) ** 2, 0) / estimate.mean.length;
}

/** 99.9 % half-width of the mean square error of LMMSE estimates of Gaussian entries at unit mean square. */
function halfWidth(v: number, { sent }: Reception): number {
  return (3.29 * Math.sqrt((4 * v ** 3 + 2 * v ** 2) / sent.values.length)) / (1 + v) ** 2;
}

describe.each(SCHEMES)('%s', scheme => {
  it.each([
    [-5, 'perUser'],
    [0, 'total'],
    [10, 'perUser'],
    [20, 'total'],
  ] as const)('carries white latents of four users with MSE v/(1+v) at %d dB %s', (snrDb, power) => {
    for (const reception of exchangeFrame(senders(4), settings({ scheme, snrDb, power }))) {
      const v = reception.predictedVariance;
      expect(Math.abs(meanSquaredError(reception) - v / (1 + v))).toBeLessThan(halfWidth(v, reception));
      // A v that is 3 dB off, either way, must not pass.
      for (const slipped of [2 * v, v / 2]) {
        const { signal, sent, link } = reception;
        const order = reception.keyed
          ? keyedPermutation(userKey(1, reception.user), reception.frame, sent.values.length)
          : undefined;
        const estimate = demodulate(signal, { shape: sent, link, variance: slipped, order });
        const error = meanSquaredError({ ...reception, estimate });
        expect(Math.abs(error - slipped / (1 + slipped))).toBeGreaterThan(halfWidth(slipped, reception));
      }
    }
  });

  it('predicts v by hand for two users', () => {
    const pair = senders(2);
    const [g0, g1] = pair.map(({ gain }) => gain.re ** 2 + gain.im ** 2);
    const noiseVar = 1 / dbToLinear(10);
    const [first] = exchangeFrame(pair, settings({ scheme }));
    const expected = scheme === 'tdma' ? noiseVar / (2 * g0) : (g1 + noiseVar) / g0;
    expect(first.predictedVariance).toBeCloseTo(expected, 10);
  });

  it('spends the same uses and the same energy as any other scheme', () => {
    for (const power of ['perUser', 'total'] as const) {
      const frame = exchangeFrame(senders(4), settings({ scheme, power }));
      const end = Math.max(...frame.map(r => r.firstUse + r.channelUses));
      const energy = frame.reduce((sum, r) => sum + r.channelUses * r.link.power, 0);
      const uses = (ROWS * COLS * 24) / 2;
      expect(end).toBe(uses);
      expect(energy).toBeCloseTo(power === 'total' ? uses : 4 * uses, 6);
      for (const { sent } of frame)
        expect(sent.values.reduce((sum, x) => sum + x * x, 0) / sent.values.length).toBeCloseTo(1, 4);
    }
  });

  it('leaves the noise alone when another user comes', () => {
    const few = exchangeFrame(senders(2), settings({ scheme, snrDb: -5 }));
    const many = exchangeFrame(senders(3), settings({ scheme, snrDb: -5 }));
    few.forEach((reception, k) => {
      if (scheme === 'tdma') {
        // Slots are shorter now: the noise of the shorter one is the start of the noise of the longer one.
        const noise = noiseInSlot(many[k]);
        const before = noiseInSlot(reception);
        noise.re.forEach((x, i) => {
          expect(Math.abs(x - before.re[i])).toBeLessThan(1e-5);
        });
      } else {
        // What has been added is the new user alone. New noise would add 2·N0 = 6.3 to its power.
        const added = add(many[k].signal, scale(reception.signal, { re: -1, im: 0 }));
        const ratio = meanPower(added) / squaredMagnitude(many[2].link.gain);
        expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
      }
    });
  });

  it('gives the same bits again, and others in another trial', () => {
    const small = settings({ scheme, channels: 3 });
    const once = exchangeFrame(senders(3, 3), small);
    expect(exchangeFrame(senders(3, 3), small)).toEqual(once);
    const other = exchangeFrame(senders(3, 3), { ...small, streamName: [1, 'test', 10, 1] });
    expect(other[0].estimate.mean).not.toEqual(once[0].estimate.mean);
  });
});

describe('permuted schemes', () => {
  it('give a wrong key nothing but noise, and the right key the latent', () => {
    const [sender] = senders(1);
    const [reception] = exchangeFrame([sender], settings({ snrDb: 20 }));
    expect(readWithKey(reception, sender.key)).toEqual(reception.estimate);
    const wrong = readWithKey(reception, userKey(1, 99)).mean;
    const { values } = reception.sent;
    const correlation = wrong.reduce((sum, x, i) => sum + x * values[i], 0) / values.length;
    expect(Math.abs(correlation)).toBeLessThan(3.29 / Math.sqrt(values.length));
  });

  it('use a new order in every frame', () => {
    const [first] = exchangeFrame(senders(1), settings({ frame: 0 }));
    const [second] = exchangeFrame(senders(1), settings({ frame: 1 }));
    expect(second.sent).toEqual(first.sent);
    expect(second.signal).not.toEqual(first.signal);
  });

  it('make structured interference look white, which superposition does not', () => {
    // Every user sends the same ramp; a single entry's neighbours tell a lot about it.
    const ramp = senders(2).map(sender => ({
      ...sender,
      latent: { ...sender.latent, values: sender.latent.values.map((_, i) => Math.sin(i / 500)) },
    }));
    const lagOne = (scheme: LatentScheme) => {
      const [{ estimate, sent, predictedVariance }] = exchangeFrame(ramp, settings({ scheme, snrDb: 20 }));
      const residual = estimate.mean.map((x, i) => x * (1 + predictedVariance) - sent.values[i]);
      const energy = residual.reduce((sum, e) => sum + e * e, 0);
      return residual.reduce((sum, e, i) => sum + e * (residual[i + 2] ?? 0), 0) / energy;
    };
    expect(Math.abs(lagOne('omdma'))).toBeLessThan(0.02);
    expect(lagOne('superposed')).toBeGreaterThan(0.9);
  });
});

describe('schemes without permutation', () => {
  it.each(['superposed', 'tdma'] as const)('%s is read with any key', scheme => {
    const [reception] = exchangeFrame(senders(2), settings({ scheme }));
    expect(readWithKey(reception, userKey(1, 99))).toEqual(reception.estimate);
  });
});

describe('exchangeFrame', () => {
  it('leaves the remainder unused when users do not divide the channels', () => {
    const frame = exchangeFrame(senders(5), settings({ scheme: 'tdma' }));
    expect(frame.map(r => r.sent.channels)).toEqual([4, 4, 4, 4, 4]);
    expect(frame.map(r => r.firstUse)).toEqual([0, 5000, 10000, 15000, 20000]);
  });

  it('refuses more turns than channels', () => {
    const crowd = settings({ scheme: 'tdma', channels: 2 });
    expect(() => exchangeFrame(senders(3), crowd)).toThrow(
      new ConfigError('tdma-channels', [
        { path: 'users', message: 'tdma shares 2 latent channels among at most 2 users, got 3' },
      ]),
    );
  });

  it('refuses pictures of different sizes in one frame, and an empty frame', () => {
    const [first, second] = senders(2);
    const mixed = [first, { ...second, latent: whiteLatent(1, 24, 10, 20) }];
    expect(() => exchangeFrame(mixed, settings())).toThrow(
      'images: users of one frame need pictures of one size ' +
        '(user 0: 400×400 pixels, 60000 entries; user 1: 80×160 pixels, 4800 entries)',
    );
    expect(() => exchangeFrame([], settings())).toThrow('exchangeFrame: nobody sends');
  });
});

/** The noise of a turn in which nobody else was on the air. */
function noiseInSlot({ signal, sent, link }: Reception): ComplexSignal {
  const amplitude = -Math.sqrt(link.power);
  return add(signal, scale(modulate(sent), { re: amplitude * link.gain.re, im: amplitude * link.gain.im }));
}
