import { describe, expect, it } from 'vitest';
import type { ComplexSignal } from '../../kernels/complex.ts';
import { dbToLinear } from '../../kernels/power.ts';
import type { Reception } from '../cell/schemes.ts';
import { deviation, frameOver, miscalibration, squaredErrors } from './fixture.ts';
import { type ChannelInput, channelSchema } from './settings.ts';
import { drawWay } from './ways.ts';

const CARRIERS = 64;
const BANDWIDTH_HZ = 20e6;
const echoes = (cyclicPrefix: number): ChannelInput => ({
  multipath: { delaySpreadNs: 100 },
  ofdm: { subcarriers: CARRIERS, cyclicPrefix },
});

/** |Σ_l h_l e^{−2πjfl/N}|² term by term. */
function powerOn(carrier: number, taps: ComplexSignal): number {
  let [re, im] = [0, 0];
  for (let l = 0; l < taps.length; l++) {
    const phase = (-2 * Math.PI * carrier * l) / CARRIERS;
    re += taps.re[l] * Math.cos(phase) - taps.im[l] * Math.sin(phase);
    im += taps.re[l] * Math.sin(phase) + taps.im[l] * Math.cos(phase);
  }
  return re * re + im * im;
}

/** Residual variance of each subcarrier over its formula N0/|H|², with the taps that the frame met. */
function ratios({ sent, estimate }: Reception, cyclicPrefix: number, snrDb: number): number[] {
  const settings = channelSchema.parse(echoes(cyclicPrefix));
  const way = drawWay(settings, BANDWIDTH_HZ, [1, 'test', 0], 0);
  if (way.kind !== 'echoes') throw new Error('no taps');
  const { taps } = way;
  return Array.from({ length: CARRIERS }, (_, f) => {
    const v = 1 / (powerOn(f, taps) * dbToLinear(snrDb));
    let [sum, count] = [0, 0];
    for (let i = 0; i < sent.values.length; i++)
      if ((i >> 1) % CARRIERS === f) {
        sum += (estimate.mean[i] * (1 + v) - sent.values[i]) ** 2;
        count++;
      }
    return sum / count / v;
  });
}

describe('one user over OFDM', () => {
  // Entries of a subcarrier: 2 · 320; their mean square has relative standard error √(2/640).
  const tokens = 2 * 16 * 320;
  const error = Math.sqrt(2 / 640);

  it('leaves N0/|H|² on every subcarrier when the prefix reaches over all echoes', () => {
    const [reception] = frameOver({ channel: echoes(16), tokens, snrDb: 15 });
    const found = ratios(reception, 16, 15);
    // 0.1 % over 64 subcarriers together: 4.3 standard errors each.
    for (const ratio of found) expect(Math.abs(ratio - 1)).toBeLessThan(4.3 * error);
    const mean = found.reduce((sum, ratio) => sum + ratio, 0) / CARRIERS;
    expect(Math.abs(mean - 1)).toBeLessThan((3.29 * error) / Math.sqrt(CARRIERS));
  });

  it('is caught with a prefix that is too short, where symbols run into each other', () => {
    const [reception] = frameOver({ channel: echoes(0), tokens, snrDb: 15 });
    const found = ratios(reception, 0, 15);
    const mean = found.reduce((sum, ratio) => sum + ratio, 0) / CARRIERS;
    expect(mean - 1).toBeGreaterThan(10 * error);
  });

  it('reads latents that do not fill their last OFDM symbol', () => {
    const [reception] = frameOver({ channel: echoes(16), tokens: 7, snrDb: 60 });
    // 14 symbols on 64 subcarriers: one OFDM symbol of 80 samples.
    expect(reception.channelUses).toBe(80);
    expect(reception.overheadUses).toBe(66);
    const worst = Math.max(...squaredErrors(reception));
    expect(worst).toBeLessThan(1e-3);
  });
});

describe('four users over OFDM', () => {
  it.each(['omdma', 'superposed', 'gaussian', 'tdma'] as const)(
    'have the share of the subcarrier that carried each entry under %s',
    scheme => {
      const frame = frameOver({ channel: echoes(16), scheme, users: 4, snrDb: 10 });
      for (const reception of frame) {
        const errors = squaredErrors(reception);
        const { errorShare } = reception.estimate;
        expect(
          deviation(
            Array.from(errors, (e, i) => e - errorShare[i]),
            0,
          ),
        ).toBeLessThan(3.29);
        expect(miscalibration(errors, errorShare)).toBeLessThan(3.29);
        expect(miscalibration(errors, errorShare.toReversed())).toBeGreaterThan(5);
      }
    },
  );
});
