import { describe, expect, it } from 'vitest';
import { fade } from '../../channels/fading/channel.ts';
import { zeroSignal } from '../../kernels/complex.ts';
import { keyedPermutation, permute } from '../../kernels/permutation.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { scaledExponentialIntegral } from '../../kernels/special/exponentialIntegral.ts';
import type { Reception } from '../cell/schemes.ts';
import { demodulate, modulate } from '../link.ts';
import { deviation, frameOver, keyOf, miscalibration, squaredErrors, whiteLatent } from './fixture.ts';

/** E[1/(1 + γ|h|²)] for |h|² ~ Exp(1): e^{1/γ} E₁(1/γ)/γ. */
function rayleighError(snrDb: number): number {
  const gamma = dbToLinear(snrDb);
  return scaledExponentialIntegral(1 / gamma) / gamma;
}

/** Squared error of each symbol: its two entries share a fade. */
function bySymbol(reception: Reception): number[] {
  const errors = squaredErrors(reception);
  return Array.from({ length: errors.length / 2 }, (_, i) => (errors[2 * i] + errors[2 * i + 1]) / 2);
}

const fast = { fading: { time: 'fast' } } as const;

describe('fast Rayleigh fading', () => {
  it.each([0, 10, 20])('leaves a white source the error E[1/(1 + γ|h|²)] at %d dB', snrDb => {
    const [reception] = frameOver({ channel: fast, snrDb, tokens: 12_500 });
    expect(deviation(bySymbol(reception), rayleighError(snrDb))).toBeLessThan(3.29);
    // What noise in proportion to the faded signal would leave: the error of a channel that never fades.
    expect(deviation(bySymbol(reception), 1 / (1 + dbToLinear(snrDb)))).toBeGreaterThan(10);
  });

  it('is caught when the noise follows the faded power', () => {
    const latent = whiteLatent(0, 0, 12_500);
    const gains = complexNormal(randomStream('gains'), 25_000);
    const signal = fade(modulate(latent), gains);
    const noise = complexNormal(randomStream('noise'), 25_000, 0.1);
    for (let i = 0; i < signal.length; i++) {
      const magnitude = Math.hypot(gains.re[i], gains.im[i]);
      signal.re[i] += magnitude * noise.re[i];
      signal.im[i] += magnitude * noise.im[i];
    }
    const budget = { gains, errorVar: 0, distortion: 0, power: 1 };
    const unwantedVar = new Float32Array(25_000).fill(0.1);
    const estimate = demodulate(signal, { shape: latent, budget, unwantedVar });
    const errors = squaredErrors({ sent: latent, estimate });
    const symbols = Array.from({ length: 25_000 }, (_, i) => (errors[2 * i] + errors[2 * i + 1]) / 2);
    expect(deviation(symbols, rayleighError(10))).toBeGreaterThan(10);
  });

  it.each(['omdma', 'superposed', 'gaussian', 'tdma'] as const)(
    'gives each entry of four users its own share under %s',
    scheme => {
      for (const reception of frameOver({ channel: fast, scheme, users: 4, snrDb: 10 })) {
        const { errorShare } = reception.estimate;
        const errors = squaredErrors(reception);
        expect(
          deviation(
            Array.from(errors, (e, i) => e - errorShare[i]),
            0,
          ),
        ).toBeLessThan(3.29);
        expect(miscalibration(errors, errorShare)).toBeLessThan(3.29);
        // Shares left in sending order, as when only the means are put back, belong to other entries.
        const { user, frame, keyed } = reception;
        const sending = keyed
          ? permute(errorShare, keyedPermutation(keyOf(user), frame, errorShare.length))
          : errorShare.toReversed();
        expect(miscalibration(errors, sending)).toBeGreaterThan(10);
      }
    },
  );

  it('tells the average only where the channel says so, and keeps the means', () => {
    const [each] = frameOver({ channel: fast, scheme: 'omdma' });
    const [average] = frameOver({ channel: { ...fast, toldNoise: 'average' }, scheme: 'omdma' });
    expect(average.estimate.mean).toEqual(each.estimate.mean);
    expect(average.entryShares).toEqual(each.estimate.errorShare);
    expect(new Set(average.estimate.errorShare).size).toBe(1);
    const share = each.predictedVariance / (1 + each.predictedVariance);
    expect(average.estimate.errorShare[0]).toBeCloseTo(share, 6);
  });
});

describe('block fading', () => {
  it.each([undefined, 6])('has one gain for a frame, E|h|² = 1, with a K-factor of %s dB', kFactorDb => {
    const channel = { fading: { time: 'block', ...(kFactorDb === undefined ? {} : { kFactorDb }) } } as const;
    // v = N0/|h|² at 0 dB.
    const powers = Array.from({ length: 2000 }, (_, frame) => {
      const [{ predictedVariance, estimate }] = frameOver({ channel, frame, tokens: 2, snrDb: 0 });
      expect(new Set(estimate.errorShare).size).toBe(1);
      return 1 / predictedVariance;
    });
    expect(deviation(powers, 1)).toBeLessThan(3.29);
    const k = kFactorDb === undefined ? 0 : dbToLinear(kFactorDb);
    const variance = (1 + 2 * k) / (1 + k) ** 2;
    const squares = powers.map(power => (power - 1) ** 2);
    expect(deviation(squares, variance)).toBeLessThan(3.29);
  });

  it('has the same fades at every SNR and in every scheme, and others for another user and frame', () => {
    const channel = { fading: {} };
    const gainOf = (snrDb: number, frame = 0) =>
      frameOver({ channel, snrDb, frame, tokens: 2 })[0].predictedVariance * dbToLinear(snrDb);
    expect(gainOf(10) / gainOf(0)).toBeCloseTo(1, 5);
    expect(Math.abs(gainOf(10, 1) - gainOf(10))).toBeGreaterThan(1e-3);
    const alone = frameOver({ channel, scheme: 'tdma', users: 2, tokens: 2 });
    expect(Math.abs(alone[0].predictedVariance - alone[1].predictedVariance)).toBeGreaterThan(1e-3);
  });
});

describe('fading at the pace of a Doppler shift', () => {
  it('stays for a frame that is short against it and changes within a long one', () => {
    const shares = (dopplerHz: number) => {
      const [{ estimate }] = frameOver({ channel: { fading: { dopplerHz } }, bandwidthHz: 1e6 });
      return estimate.errorShare;
    };
    const spread = (values: Float32Array) => Math.max(...values) - Math.min(...values);
    expect(spread(shares(0.01))).toBeLessThan(1e-3);
    expect(spread(shares(2000))).toBeGreaterThan(0.1);
  });

  it('goes on from one turn to the next in tdma', () => {
    const frame = frameOver({
      channel: { fading: { dopplerHz: 100 } },
      scheme: 'tdma',
      users: 2,
      bandwidthHz: 1e6,
    });
    expect(frame.map(({ firstUse }) => firstUse)).toEqual([0, 2500]);
  });
});

describe('a symbol that does not arrive', () => {
  it('leaves mean 0 and share 1, and no NaN beside it', () => {
    const latent = whiteLatent(0, 0, 1);
    const gains = zeroSignal(2);
    gains.re[1] = 1;
    const budget = { gains, errorVar: 0, distortion: 0, power: 1 };
    const unwantedVar = Float32Array.of(0.5, 0.5);
    const { mean, errorShare } = demodulate(modulate(latent), { shape: latent, budget, unwantedVar });
    expect(Math.abs(mean[0]) + Math.abs(mean[1])).toBe(0);
    expect(Array.from(errorShare)).toEqual([1, 1, Math.fround(1 / 3), Math.fround(1 / 3)]);
    expect(mean[2]).toBeCloseTo(latent.values[2] / 1.5, 6);
  });
});
