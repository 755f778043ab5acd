import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComplexSignal, complexSignal, meanPower, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { mapBits } from '../digital/qam.ts';
import { lmmse, zeroForcing } from '../fading/equalise.ts';
import { multipath } from './channel.ts';
import { type OfdmSettings, ofdm } from './ofdm.ts';
import { exponentialProfile, tapProfile } from './profile.ts';
import { drawTaps } from './taps.ts';

const source = (length: number) => complexNormal(randomStream('ofdm', 'source'), length);

/** Largest |a − b| over the entries. */
function distance(a: ComplexSignal, b: ComplexSignal): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.hypot(a.re[i] - b.re[i], a.im[i] - b.im[i]));
  return most;
}

/** Symbols through modulator, noiseless channel and demodulator. */
function received(settings: OfdmSettings, taps: ComplexSignal, symbols: ComplexSignal): ComplexSignal {
  const { modulate, demodulate } = ofdm(settings);
  return demodulate(multipath(modulate(symbols), { taps }, { noiseVar: 0 }, randomStream('none')));
}

/** H_k·X_k for every subcarrier, by the definition of H. */
function expected({ fftSize }: OfdmSettings, taps: ComplexSignal, symbols: ComplexSignal): ComplexSignal {
  const product = zeroSignal(symbols.length);
  for (let i = 0; i < symbols.length; i++) {
    let [re, im] = [0, 0];
    for (let l = 0; l < taps.length; l++) {
      const phase = (-2 * Math.PI * (i % fftSize) * l) / fftSize;
      re += taps.re[l] * Math.cos(phase) - taps.im[l] * Math.sin(phase);
      im += taps.re[l] * Math.sin(phase) + taps.im[l] * Math.cos(phase);
    }
    product.re[i] = re * symbols.re[i] - im * symbols.im[i];
    product.im[i] = re * symbols.im[i] + im * symbols.re[i];
  }
  return product;
}

const settings = fc.integer({ min: 1, max: 7 }).chain(log2 =>
  fc.record({
    fftSize: fc.constant(2 ** log2),
    cyclicPrefix: fc.integer({ min: 0, max: 2 ** log2 }),
    seed: fc.integer(),
  }),
);

describe('ofdm', () => {
  it('gives every subcarrier H_k·X_k exactly when the prefix reaches over the echoes', () => {
    fc.assert(
      fc.property(settings, ({ seed, ...options }) => {
        const taps = complexNormal(randomStream('taps', seed), options.cyclicPrefix + 1, 0.5);
        const symbols = source(3 * options.fftSize);
        expect(distance(received(options, taps, symbols), expected(options, taps, symbols))).toBeLessThan(
          2e-5,
        );
        const { response } = ofdm(options);
        const ones = zeroSignal(options.fftSize);
        ones.re.fill(1);
        expect(distance(response(taps), expected(options, taps, ones))).toBeLessThan(1e-5);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  // An echo that comes l > CP samples late carries (l − CP)/N of the symbol before and misses as much of its own: 2(l − CP)/N.
  it.each([
    [16, 0],
    [8, 8],
    [0, 16],
  ])('with a prefix of %d samples lets an echo of 16 disturb %d samples worth', (cyclicPrefix, late) => {
    const options = { fftSize: 64, cyclicPrefix };
    const taps = zeroSignal(17);
    taps.re[0] = 0.6;
    taps.im[16] = 0.8;
    const symbols = source(64 * 2000);
    const [is, should] = [received(options, taps, symbols), expected(options, taps, symbols)];
    const error = complexSignal(
      is.re.map((x, i) => x - should.re[i]),
      is.im.map((x, i) => x - should.im[i]),
    );
    const disturbance = 0.64 * 2 * (late / 64);
    // Within one OFDM symbol the errors hang together: no more than `late` of the 64 are independent.
    const bound = (3.29 * disturbance) / Math.sqrt(2000 * Math.max(late, 1));
    expect(Math.abs(meanPower(error) - disturbance)).toBeLessThan(bound + 1e-9);
  });

  it('keeps power and noise as they are, and counts the prefix', () => {
    const { modulate, demodulate, cost } = ofdm({ fftSize: 64, cyclicPrefix: 16 });
    const symbols = source(64 * 500);
    const samples = modulate(symbols);
    expect(samples.length).toBe(cost(symbols.length).channelUses);
    const noise = complexNormal(randomStream('noise'), samples.length, 0.3);
    expect(Math.abs(meanPower(demodulate(noise)) - 0.3)).toBeLessThan(
      (3.29 * 0.3) / Math.sqrt(symbols.length),
    );
    // A prefix repeats samples of the symbol that it belongs to, so it has their mean power.
    expect(Math.abs(meanPower(samples) / meanPower(symbols) - 1)).toBeLessThan(0.02);
    const plain = ofdm({ fftSize: 64, cyclicPrefix: 0 });
    expect(meanPower(plain.modulate(symbols))).toBeCloseTo(meanPower(symbols), 6);
    expect(distance(demodulate(samples), symbols)).toBeLessThan(1e-5);
    expect(cost(100)).toEqual({
      ofdmSymbols: 2,
      channelUses: 160,
      usesPerSymbol: 1.6,
      prefixLossDb: 10 * Math.log10(80 / 64),
    });
  });

  it('fills the last OFDM symbol with zeros', () => {
    const { modulate, demodulate } = ofdm({ fftSize: 8, cyclicPrefix: 2 });
    const back = demodulate(modulate(source(11)));
    expect(back.length).toBe(16);
    expect(distance(complexSignal(back.re.slice(0, 11), back.im.slice(0, 11)), source(11))).toBeLessThan(
      1e-6,
    );
    expect(Math.max(...back.re.slice(11).map(Math.abs))).toBeLessThan(1e-6);
  });

  it.each([
    [{ fftSize: 48, cyclicPrefix: 4 }, 'fftSize: 48 is not a power of two from 2 to 65536'],
    [{ fftSize: 1, cyclicPrefix: 0 }, 'fftSize: 1 is not a power of two'],
    [{ fftSize: 64, cyclicPrefix: 65 }, 'cyclicPrefix: 65 is not a whole number between 0 and 64'],
  ])('refuses %j', (options, message) => {
    expect(() => ofdm(options)).toThrow(message);
  });

  it('refuses samples that are no whole OFDM symbols', () => {
    expect(() => ofdm({ fftSize: 8, cyclicPrefix: 2 }).demodulate(zeroSignal(25))).toThrow(
      '25 samples are not a whole number of OFDM symbols of 10',
    );
  });
});

describe('a link over OFDM', () => {
  const link = ofdm({ fftSize: 16, cyclicPrefix: 4 });
  const profile = exponentialProfile({ decayNs: 100, spacingNs: 50, taps: 5 });
  const sampleRateHz = 20e6;

  it('makes the errors of Rayleigh theory on its subcarriers', () => {
    // ½(1 − √(γ/(1 + γ))) at 5 dB. One bit of each channel draw counts, so that errors are independent.
    const [draws, noiseVar] = [20_000, 10 ** -0.5];
    const stream = randomStream('ofdm', 'bpsk');
    const samples = link.modulate(mapBits(new Uint8Array(16), 'bpsk'));
    let errors = 0;
    for (let draw = 0; draw < draws; draw++) {
      const taps = drawTaps(profile, sampleRateHz, stream);
      const state = { gains: link.response(taps), power: 1, unwantedVar: noiseVar };
      const symbols = link.demodulate(multipath(samples, { taps }, { noiseVar }, stream));
      if (zeroForcing(symbols, state).signal.re[draw % 16] > 0) errors++;
    }
    const { low, high } = binomialInterval(errors, draws, 0.999);
    expect(errors).toBeGreaterThan(400);
    expect(6.4183e-2).toBeGreaterThan(low);
    expect(6.4183e-2).toBeLessThan(high);
  });

  it('knows the noise of every subcarrier', () => {
    const noiseVar = 0.1;
    const taps = drawTaps(profile, sampleRateHz, randomStream('ofdm', 'taps'));
    const gains = link.response(taps);
    const symbols = source(16 * 4000);
    const state = { gains, power: 1, unwantedVar: noiseVar };
    const arrived = link.demodulate(
      multipath(link.modulate(symbols), { taps }, { noiseVar }, randomStream('ofdm', 'noise')),
    );
    const { signal, errorShare } = lmmse(arrived, state);
    const measured = new Float64Array(16);
    for (let i = 0; i < symbols.length; i++)
      measured[i % 16] += (signal.re[i] - symbols.re[i]) ** 2 + (signal.im[i] - symbols.im[i]) ** 2;
    // 16 gates at once: 4.0 standard deviations for 99.9 % in all.
    for (let k = 0; k < 16; k++)
      expect(Math.abs(measured[k] / 4000 / errorShare[k] - 1)).toBeLessThan(4 / Math.sqrt(4000));
    expect(Math.max(...errorShare) / Math.min(...errorShare)).toBeGreaterThan(2);
  });

  it('meets a null of two equal rays with LMMSE only', () => {
    const taps = zeroSignal(2);
    taps.re.fill(0.5);
    const gains = ofdm({ fftSize: 4, cyclicPrefix: 1 }).response(taps);
    expect(Math.hypot(gains.re[2], gains.im[2])).toBe(0);
    const state = { gains, power: 1, unwantedVar: 0.5 };
    expect(lmmse(source(4), state).errorShare[2]).toBe(1);
    expect(() => zeroForcing(source(4), state)).toThrow('the gain of symbol 2 is 0');
  });

  it('can be asked for a channel with no taps', () => {
    expect(() => multipath(source(4), { taps: zeroSignal(3) }, { noiseVar: 1 }, randomStream('a'))).toThrow(
      'multipath: all 3 taps are 0, nothing arrives',
    );
    expect(() => tapProfile([{ delayNs: 0, powerDb: Number.NEGATIVE_INFINITY }])).toThrow(
      'taps: none of 1 taps has power, at least one must',
    );
  });
});
