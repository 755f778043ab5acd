import { describe, expect, it } from 'vitest';
import { dbToLinear } from '../../kernels/power.ts';
import { scaledExponentialIntegral } from '../../kernels/special/exponentialIntegral.ts';
import type { Reception } from '../cell/schemes.ts';
import { demodulate } from '../link.ts';
import { deviation, frameOver, squaredErrors } from './fixture.ts';

const FRAMES = 1200;
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
const frames = (pilots: number, snrDb: number) =>
  Array.from(
    { length: FRAMES },
    (_, frame) => frameOver({ channel: { fading: {}, pilots }, frame, tokens: 3, snrDb })[0],
  );

describe('gains from pilots', () => {
  /**
   * ĥ ~ CN(0, 1 − σ²) with σ² = 1/(1 + n·SNR), and an unwanted power N0 + σ²: a Rayleigh channel of mean SNR
   * γ = (1 − σ²)/(N0 + σ²), whose error is e^{1/γ} E₁(1/γ)/γ (Hassibi and Hochwald 2003, equation 20).
   */
  it.each([
    [1, 0],
    [2, 5],
    [4, 10],
  ])('%d of them leave the error of their effective SNR at %d dB', (pilots, snrDb) => {
    const errorVar = 1 / (1 + pilots * dbToLinear(snrDb));
    const gamma = (1 - errorVar) / (1 / dbToLinear(snrDb) + errorVar);
    const expected = scaledExponentialIntegral(1 / gamma) / gamma;
    const errors = frames(pilots, snrDb).map(reception => mean(squaredErrors(reception)));
    expect(deviation(errors, expected)).toBeLessThan(3.29);
    const known = scaledExponentialIntegral(1 / dbToLinear(snrDb)) / dbToLinear(snrDb);
    expect(deviation(errors, known)).toBeGreaterThan(3.29);
  });

  it('tell the receiver the share that they leave', () => {
    const excess = (reception: Reception, errorShare: Float32Array) =>
      mean(squaredErrors(reception)) - mean(errorShare);
    const received = frames(1, 5);
    expect(
      deviation(
        received.map(reception => excess(reception, reception.estimate.errorShare)),
        0,
      ),
    ).toBeLessThan(3.29);
    // A receiver that takes its estimate for the gain itself believes in less noise than there is.
    const credulous = received.map(reception => {
      const { belief, sent, signal } = reception;
      if (!('budget' in belief)) throw new Error('no gains');
      const unwantedVar = Float32Array.of(1 / dbToLinear(5));
      const estimate = demodulate(signal, { ...belief, unwantedVar, shape: sent });
      return excess({ ...reception, estimate }, estimate.errorShare);
    });
    expect(deviation(credulous, 0)).toBeGreaterThan(10);
  });
});

describe('pilots of four users at once', () => {
  it.each([
    ['on one carrier', { fading: {}, pilots: 1 }],
    ['on subcarriers', { multipath: { delaySpreadNs: 100 }, pilots: 1 }],
  ] as const)('do not disturb each other %s', (_, channel) => {
    const excess = Array.from({ length: 150 }, (_, frame) => {
      const received = frameOver({ channel, scheme: 'omdma', users: 4, frame, tokens: 32, snrDb: 20 });
      return mean(received.map(r => mean(squaredErrors(r)) - mean(r.estimate.errorShare)));
    });
    expect(deviation(excess, 0)).toBeLessThan(3.29);
  });
});

describe('equal terms', () => {
  const channel = {
    multipath: { delaySpreadNs: 100 },
    ofdm: { subcarriers: 16, cyclicPrefix: 4 },
    pilots: 3,
  } as const;

  it.each(['perUser', 'total'] as const)('all schemes pay for pilots and prefixes alike, power %s', power => {
    for (const scheme of ['omdma', 'superposed', 'gaussian', 'tdma'] as const) {
      const frame = frameOver({ channel, scheme, users: 4, power, tokens: 64 });
      const end = Math.max(...frame.map(r => r.firstUse + r.channelUses));
      const energy = frame.reduce((sum, r) => sum + r.channelUses * r.link.power, 0);
      // 12 OFDM symbols of pilots and 8 of latents, 20 samples each.
      expect(end).toBe(20 * 20);
      expect(energy).toBeCloseTo(power === 'total' ? 400 : 1600, 6);
    }
  });

  it('users at once know their gains as well as in turns', () => {
    const errorVars = (scheme: 'omdma' | 'tdma') =>
      frameOver({ channel, scheme, users: 4, tokens: 64 }).map(({ belief }) =>
        'budget' in belief ? belief.budget.errorVar : Number.NaN,
      );
    // 1/(1 + 3·4·SNR).
    for (const errorVar of [...errorVars('omdma'), ...errorVars('tdma')])
      expect(errorVar).toBeCloseTo(1 / (1 + 12 * dbToLinear(5)), 6);
  });
});
