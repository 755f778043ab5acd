import { describe, expect, it } from 'vitest';
import { type ComplexSignal, meanPower, scale, squaredMagnitude, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { type RandomStream, randomStream } from '../../kernels/random/stream.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { mapBits } from '../digital/qam.ts';
import { blockFading, type FadingProcess } from './block.ts';
import { fading } from './channel.ts';
import { zeroForcing } from './equalise.ts';
import { ricianGain } from './gain.ts';

const GATE = 3.29;
const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;

/** |h|² of independent gains. */
function squaredGains(kFactor: number, count: number): Float64Array {
  const process = blockFading({ symbolsPerBlock: 1, kFactor }, randomStream('moments', kFactor));
  const { re, im } = process.gains(0, count);
  return Float64Array.from(re, (x, i) => x * x + im[i] * im[i]);
}

describe('a Rician gain', () => {
  // Var|h|² = (1 + 2K)/(1 + K)²; Simon and Alouini 2005, table 2.2.
  it.each([0, 0.5, 3, 10])('has E|h|² = 1 and the right spread at K = %d', kFactor => {
    const count = 200_000;
    const power = squaredGains(kFactor, count);
    const variance = (1 + 2 * kFactor) / (1 + kFactor) ** 2;
    expect(Math.abs(mean(power) - 1)).toBeLessThan(GATE * Math.sqrt(variance / count));
    const squares = power.map(x => (x - 1) ** 2);
    const spread = Math.sqrt((mean(squares.map(x => x * x)) - variance ** 2) / count);
    expect(Math.abs(mean(squares) - variance)).toBeLessThan(GATE * spread);
  });

  it('is circular without a line of sight, and not circular with one', () => {
    const count = 100_000;
    const { re, im } = blockFading({ symbolsPerBlock: 1 }, randomStream('circular')).gains(0, count);
    const pseudo = Float64Array.from(re, (x, i) => x * x - im[i] * im[i]);
    // Var(x² − y²) is 1 for x, y ~ N(0, ½).
    expect(Math.abs(mean(pseudo))).toBeLessThan(GATE / Math.sqrt(count));
    expect(Math.abs(mean(Float64Array.from(re)))).toBeLessThan(GATE / Math.sqrt(2 * count));
    const steady = ricianGain({ kFactor: 1e12, losPhaseRad: Math.PI / 2 }, randomStream('steady'));
    expect(steady.re).toBeCloseTo(0, 5);
    expect(steady.im).toBeCloseTo(1, 5);
  });

  it('fails those checks as the real magnitudes that some codes call Rayleigh fading', () => {
    const count = 100_000;
    const { re, im } = blockFading({ symbolsPerBlock: 1 }, randomStream('circular')).gains(0, count);
    const pseudo = Float64Array.from(re, (x, i) => x * x + im[i] * im[i]);
    expect(Math.abs(mean(pseudo))).toBeGreaterThan(GATE / Math.sqrt(count));
  });

  it('refuses a K-factor below zero', () => {
    const stream = randomStream('a');
    expect(() => ricianGain({ kFactor: -0.5 }, stream)).toThrow(
      'kFactor: -0.5 is not a number of at least 0',
    );
    expect(() => blockFading({ symbolsPerBlock: 0 }, stream)).toThrow(
      'symbolsPerBlock: 0 is not a whole number of at least 1',
    );
  });
});

describe('block fading', () => {
  it('keeps a gain for a block and draws the same gains in any order', () => {
    const open = () => blockFading({ symbolsPerBlock: 7, kFactor: 1 }, randomStream('blocks'));
    const whole = open().gains(0, 100);
    for (let i = 0; i < 100; i++) expect(whole.re[i] === whole.re[7 * Math.floor(i / 7)]).toBe(true);
    expect(new Set(whole.re).size).toBe(15);
    const process = open();
    for (const [first, count] of [
      [60, 40],
      [3, 20],
      [0, 0],
      [99, 1],
    ])
      expect(process.gains(first, count).im).toEqual(whole.im.slice(first, first + count));
  });
});

/** Errors of coherent BPSK in `count` symbols, sent in calls of `batch`. */
type Transmit = (
  signal: ComplexSignal,
  gains: ComplexSignal,
  noiseVar: number,
  stream: RandomStream,
) => ComplexSignal;
const sound: Transmit = (signal, gains, noiseVar, stream) =>
  fading([{ signal, gains, power: 1 }], { noiseVar }, stream);

function bpskErrors(
  process: FadingProcess,
  snrDb: number,
  batch: number,
  count: number,
  send = sound,
): number {
  const stream = randomStream('bpsk', 'noise', snrDb);
  const noiseVar = 10 ** (-snrDb / 10);
  const signal = mapBits(new Uint8Array(batch), 'bpsk');
  let errors = 0;
  for (let first = 0; first < count; first += batch) {
    const gains = process.gains(first, batch);
    const received = zeroForcing(send(signal, gains, noiseVar, stream), {
      gains,
      power: 1,
      unwantedVar: noiseVar,
    });
    for (const x of received.signal.re) if (x > 0) errors++;
  }
  return errors;
}

const rayleigh = () => blockFading({ symbolsPerBlock: 1 }, randomStream('bpsk', 'gains'));

describe('coherent BPSK over flat fading', () => {
  // ½(1 − √(γ/(1 + γ))), γ = SNR; Proakis, "Digital Communications", equation 14.3-7.
  it.each([
    [0, 1.4645e-1, 64_000],
    [5, 6.4183e-2, 64_000],
    [10, 2.3269e-2, 128_000],
    [15, 7.723e-3, 128_000],
    [20, 2.4814e-3, 320_000],
  ])('makes the errors of Rayleigh theory at %d dB, alone and 64 at a time', (snrDb, expected, count) => {
    const errors = bpskErrors(rayleigh(), snrDb, 64, count);
    expect(errors).toBeGreaterThan(400);
    const { low, high } = binomialInterval(errors, count, 0.999);
    expect(expected).toBeGreaterThan(low);
    expect(expected).toBeLessThan(high);
    expect(bpskErrors(rayleigh(), snrDb, 1, count)).toBe(errors);
  });

  // The MGF integral of Simon and Alouini 2005, equation 8.102, evaluated with SciPy.
  it.each([
    [3, 5, 3.3882e-2],
    [3, 10, 7.6108e-3],
    [10, 0, 9.2551e-2],
    [10, 5, 1.4847e-2],
  ])('makes the errors of Rician theory at K = %d and %d dB', (kFactor, snrDb, expected) => {
    const count = 128_000;
    const process = blockFading(
      { symbolsPerBlock: 1, kFactor, losPhaseRad: 2 },
      randomStream('bpsk', 'gains', kFactor),
    );
    const errors = bpskErrors(process, snrDb, 64, count);
    const { low, high } = binomialInterval(errors, count, 0.999);
    expect(expected).toBeGreaterThan(low);
    expect(expected).toBeLessThan(high);
  });

  it('notices noise that follows the received power, and that its errors depend on the batch', () => {
    const following: Transmit = (signal, gains, noiseVar, stream) => {
      const faded = sound(signal, gains, 0, randomStream('unused'));
      return fading(
        [{ signal: faded, gains: unit(faded.length), power: 1 }],
        { noiseVar: noiseVar * meanPower(faded) },
        stream,
      );
    };
    const count = 64_000;
    const alone = bpskErrors(rayleigh(), 10, 1, count, following);
    expect(binomialInterval(alone, count, 0.999).high).toBeLessThan(2.3269e-2);
    expect(bpskErrors(rayleigh(), 10, 64, count, following)).toBeGreaterThan(100 * Math.max(alone, 1));
  });

  it('notices power normalised over the batch', () => {
    const normalised: Transmit = (signal, gains, noiseVar, stream) => {
      const level = 1 / Math.sqrt(meanPower(gains));
      return sound(signal, scale(gains, { re: level, im: 0 }), noiseVar, stream);
    };
    const count = 64_000;
    const alone = bpskErrors(rayleigh(), 10, 1, count, normalised);
    expect(binomialInterval(alone, count, 0.999).high).toBeLessThan(2.3269e-2);
    expect(bpskErrors(rayleigh(), 10, 64, count, normalised)).not.toBe(alone);
  });

  it('notices a real Rayleigh gain whose phase the receiver does not see', () => {
    const magnitudes: Transmit = (signal, { re, im, length }, noiseVar, stream) => {
      const gains = zeroSignal(length);
      for (let i = 0; i < length; i++) gains.re[i] = Math.hypot(re[i], im[i]);
      return sound(signal, gains, noiseVar, stream);
    };
    const count = 64_000;
    const errors = bpskErrors(rayleigh(), 10, 64, count, magnitudes);
    expect(binomialInterval(errors, count, 0.999).low).toBeGreaterThan(2.3269e-2);
  });
});

/** log₂(1 + γ|h|²) of independent Rayleigh gains. */
function rates(snrDb: number, count: number): Float64Array {
  return squaredGains(0, count).map(power => Math.log2(1 + 10 ** (snrDb / 10) * power));
}

describe('the rate of a Rayleigh channel', () => {
  // Ergodic capacity e^{1/γ} E₁(1/γ)/ln 2; Goldsmith, "Wireless Communications" 2005, section 4.2.
  it.each([
    [0, 0.8603],
    [10, 2.9065],
    [20, 5.884],
  ])('has the ergodic mean at %d dB', (snrDb, capacity) => {
    const values = rates(snrDb, 100_000);
    const centre = mean(values);
    const deviation = Math.sqrt(mean(values.map(x => (x - centre) ** 2)) / values.length);
    expect(Math.abs(centre - capacity)).toBeLessThan(GATE * deviation + 5e-5);
  });

  // 1 − exp(−(2^R − 1)/γ).
  it.each([
    [10, 1, 9.5163e-2],
    [20, 2, 2.9554e-2],
    [0, 1, 0.6321],
  ])('is in outage at %d dB below %d bit as often as it should', (snrDb, rate, expected) => {
    const values = rates(snrDb, 100_000);
    const outages = values.reduce((n, x) => n + (x < rate ? 1 : 0), 0);
    const { low, high } = binomialInterval(outages, values.length, 0.999);
    expect(expected).toBeGreaterThan(low);
    expect(expected).toBeLessThan(high);
  });
});

describe('fading', () => {
  it('adds h_i·√P·s_i over the users and one noise', () => {
    const length = 40_000;
    const users = [0, 1, 2].map(k => ({
      signal: complexNormal(randomStream('s', k), length),
      gains: blockFading({ symbolsPerBlock: 1 }, randomStream('h', k)).gains(0, length),
      power: k + 1,
    }));
    const arrived = users.reduce(
      (sum, { gains, power }) =>
        sum + power * mean(Float64Array.from(gains.re, (re, i) => squaredMagnitude({ re, im: gains.im[i] }))),
      0.2,
    );
    const received = meanPower(fading(users, { noiseVar: 0.2 }, randomStream('n')));
    // |y|² of a product of two normal numbers has no more than √3 times its mean as standard deviation.
    expect(Math.abs(received - arrived)).toBeLessThan((GATE * Math.sqrt(3) * arrived) / Math.sqrt(length));
  });

  it('refuses an empty air, a negative power and gains that do not fit', () => {
    const stream = randomStream('a');
    const user = { signal: zeroSignal(3), gains: unit(3), power: 1 };
    expect(() => fading([], { noiseVar: 1 }, stream)).toThrow('fading: nobody transmits');
    expect(() => fading([user, { ...user, power: -1 }], { noiseVar: 1 }, stream)).toThrow(
      'users.1.power: -1 is not a number of at least 0',
    );
    expect(() => fading([{ ...user, gains: unit(2) }], { noiseVar: 1 }, stream)).toThrow(
      'fade: 2 gains for 3 symbols',
    );
  });
});

function unit(length: number): ComplexSignal {
  const gains = zeroSignal(length);
  gains.re.fill(1);
  return gains;
}
