import { describe, expect, it } from 'vitest';
import { broadcast } from '../../channels/broadcast.ts';
import { userKey } from '../../kernels/permutation.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { channelSchema } from '../channel/settings.ts';
import { modulate } from '../link.ts';
import type { LatentScheme } from './results.ts';
import { exchangeFrame, type FrameSettings, type Reception } from './schemes.ts';

const NOISE_VAR = 0.1;
/** |h|² of three users at unequal distances. */
const GAINS = [1, 0.3, 0.05];

function whiteLatent(user: number): Latent {
  const values = fillNormal(randomStream('downlink source', user), new Float32Array(24_000));
  const scale = Math.sqrt(values.length / values.reduce((sum, x) => sum + x * x, 0));
  const shape = { rows: 40, cols: 50, channels: 12, width: 200, height: 160 };
  return { ...shape, values: values.map(x => x * scale) };
}

const senders = GAINS.map((gain, user) => ({
  ...{ user, latent: whiteLatent(user), gain: { re: 0, im: Math.sqrt(gain) }, key: userKey(1, user) },
}));

function exchange(scheme: LatentScheme, changes: Partial<FrameSettings> = {}): Reception[] {
  const settings = { scheme, channels: 12, power: 'perUser', snrDb: 10, frame: 0 } as const;
  return exchangeFrame(senders, {
    ...{ ...settings, direction: 'downlink', streamName: [1, 'downlink', 10, 0] },
    ...changes,
  });
}

/** Distance of a reception's squared error from v/(1+v), in 99.9 % half-widths for Gaussian entries. */
function distance({ estimate, sent }: Reception, v: number): number {
  const error = estimate.mean.reduce((sum, m, i) => sum + (m - sent.values[i]) ** 2, 0) / sent.values.length;
  const halfWidth = (3.29 * Math.sqrt((4 * v ** 3 + 2 * v ** 2) / sent.values.length)) / (1 + v) ** 2;
  return Math.abs(error - v / (1 + v)) / halfWidth;
}

describe.each(['omdma', 'superposed', 'gaussian'] as const)('the downlink of %s', scheme => {
  it('reaches every user through its own gain: v = K − 1 + N0/|h|²', () => {
    exchange(scheme).forEach((reception, k) => {
      const v = GAINS.length - 1 + NOISE_VAR / GAINS[k];
      expect(reception.predictedVariance).toBeCloseTo(v, 9);
      expect(distance(reception, v)).toBeLessThan(1);
    });
  });

  it('would be noticed if interferers came through gains of their own, as in the uplink', () => {
    exchange(scheme, { direction: 'uplink' }).forEach((reception, k) => {
      const others = GAINS.reduce((sum, gain, j) => (j === k ? sum : sum + gain), 0);
      expect(reception.predictedVariance).toBeCloseTo((others + NOISE_VAR) / GAINS[k], 9);
      expect(distance(reception, GAINS.length - 1 + NOISE_VAR / GAINS[k])).toBeGreaterThan(1);
    });
  });
});

describe('the downlink', () => {
  it('is the broadcast channel with noise of each user’s own', () => {
    const layers = senders.map(({ latent }) => ({ signal: modulate(latent), power: 1 }));
    const listeners = senders.map(({ user, gain }) => ({
      ...{ gain, noiseVar: NOISE_VAR, stream: randomStream(1, 'downlink', 10, 0, 'noise', user) },
    }));
    const heard = broadcast(layers, listeners);
    exchange('superposed').forEach(({ signal }, k) => {
      const worst = signal.re.reduce((most, x, i) => Math.max(most, Math.abs(x - heard[k].re[i])), 0);
      expect(worst).toBeLessThan(1e-5);
    });
  });

  it('sends to one user at a time as that user would send', () => {
    expect(exchange('tdma')).toEqual(exchange('tdma', { direction: 'uplink' }));
  });

  it('takes the fade of the listener for everything that it hears', () => {
    const air = {
      settings: channelSchema.parse({ fading: { time: 'block' } }),
      bandwidthHz: 1e6,
      frameName: [1, 'downlink', 0],
    };
    for (const reception of exchange('omdma', { air })) {
      // Whatever the fade, interference alone leaves v = 2.
      expect(reception.predictedVariance).toBeGreaterThan(2);
      expect(distance(reception, reception.predictedVariance)).toBeLessThan(1);
    }
    // In the uplink somebody who fades less drowns somebody else.
    const uplink = exchange('omdma', { air, direction: 'uplink' });
    expect(Math.min(...uplink.map(({ predictedVariance }) => predictedVariance))).toBeLessThan(2);
  });

  it.each(['omdma-pic', 'omdma-sic'] as const)('refuses %s: nobody holds all keys', scheme => {
    expect(() => exchange(scheme)).toThrow('in the downlink every user holds only its own');
  });
});
