import { describe, expect, it } from 'vitest';
import {
  type ComplexSignal,
  meanPower,
  pair,
  scale,
  squaredMagnitude,
  unpair,
} from '../../kernels/complex.ts';
import { testMatrix } from '../../kernels/linear/fixture.ts';
import {
  type ComplexMatrix,
  entryOf,
  innerProduct,
  multiply,
  plus,
  squaredNorm,
} from '../../kernels/linear/matrix.ts';
import { keyedPermutation } from '../../kernels/permutation.ts';
import { normal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { combineSignals, mimoChannel } from '../arrays/mimo.ts';
import { independentUsers, sentCorrelation } from './correlation.ts';
import { correlationOf, randomCorrelation } from './fixture.ts';
import { rateGradient } from './rateGradient.ts';
import { radiatedPower, receptions, sumRate } from './reception.ts';

const NOISE_VAR = 0.5;

describe('receptions', () => {
  it('are SINRs when nobody is correlated, and one symbol for all when everybody is the same', () => {
    const gains = testMatrix(4, 4, 1);
    const power = (k: number, j: number) => squaredMagnitude(entryOf(gains, k, j));
    receptions(gains, independentUsers(4), NOISE_VAR).forEach(({ snr }, k) => {
      const interference = [0, 1, 2, 3].filter(j => j !== k).reduce((sum, j) => sum + power(k, j), 0);
      expect(snr).toBeCloseTo(power(k, k) / (interference + NOISE_VAR), 12);
    });
    receptions(gains, correlationOf(4, new Array(6).fill(1)), NOISE_VAR).forEach(({ snr }, k) => {
      const row = [0, 1, 2, 3].map(j => entryOf(gains, k, j));
      const sum = row.reduce((a, b) => ({ re: a.re + b.re, im: a.im + b.im }));
      expect(snr).toBeCloseTo(squaredMagnitude(sum) / NOISE_VAR, 8);
    });
  });

  it('rates add up', () => {
    const gains = testMatrix(3, 3, 2);
    const rates = receptions(gains, independentUsers(3), 1).map(({ snr }) => Math.log2(1 + snr));
    expect(sumRate(gains, independentUsers(3), 1)).toBeCloseTo(rates[0] + rates[1] + rates[2], 12);
  });
});

/** Four users in two groups, whose latents really go through keys, antennas and noise. */
describe('a downlink of correlated latents', () => {
  const GROUPS = [0, 0, 1, 1];
  const SYMBOLS = 40_000;
  const ENTRIES = 2 * SYMBOLS;
  const correlation = correlationOf(4, [0.8, 0.5, 0.5, 0.5, 0.5, 0.8]);
  const channel = testMatrix(4, 3, 3);
  // Beams of mates point the same way, so that their correlated parts add up.
  const shared = testMatrix(3, 4, 4);
  const precoder: ComplexMatrix = plus(shared, multiply(shared, pairSwap()));
  const gains = multiply(channel, precoder);
  const sent = sentCorrelation(correlation, GROUPS);

  const latents = correlatedLatents();
  const orders = GROUPS.map(group => keyedPermutation(new Uint8Array(32).fill(group + 1), 0, ENTRIES));
  const symbols = latents.map((latent, k) => pair(latent.map((_, i) => latent[orders[k][i]])));
  const radiated = combineSignals(precoder, symbols);
  const received = mimoChannel(
    channel,
    radiated,
    { noiseVar: NOISE_VAR },
    GROUPS.map((_, k) => randomStream('downlink', 'noise', k)),
  );

  function pairSwap(): ComplexMatrix {
    const at = [1, 0, 3, 2];
    return {
      rows: 4,
      cols: 4,
      re: Float64Array.from({ length: 16 }, (_, i) => (at[i >> 2] === i % 4 ? 1 : 0)),
      im: new Float64Array(16),
    };
  }

  /** z_0 and z_1 = 0.8 z_0 + 0.6 e and so on: a common part of all four, a part of each group, and an own part. */
  function correlatedLatents(): Float32Array[] {
    const stream = randomStream('downlink', 'latents');
    const values = GROUPS.map(() => new Float32Array(ENTRIES));
    for (let i = 0; i < ENTRIES; i++) {
      const common = Math.sqrt(0.5) * normal(stream);
      const ofGroup = [0, 1].map(() => Math.sqrt(0.3) * normal(stream));
      GROUPS.forEach((group, k) => {
        values[k][i] = common + ofGroup[group] + Math.sqrt(0.2) * normal(stream);
      });
    }
    return values;
  }

  /** E|y|² if the streams of another group added as powers, as if mates there had keys of their own. */
  function powerWithoutOthersCorrelation(k: number): number {
    const mates = [0, 1, 2, 3].filter(j => GROUPS[j] === GROUPS[k]);
    const others = [0, 1, 2, 3].filter(j => GROUPS[j] !== GROUPS[k]);
    const [a, b] = mates.map(j => entryOf(gains, k, j));
    const own = squaredMagnitude(a) + squaredMagnitude(b) + 1.6 * (a.re * b.re + a.im * b.im);
    return own + others.reduce((sum, j) => sum + squaredMagnitude(entryOf(gains, k, j)), NOISE_VAR);
  }

  /** 99.9 % half-width of a mean of |x|², relative: x is complex Gaussian, entry by entry independent. */
  const HALF_WIDTH = 3.29 / Math.sqrt(SYMBOLS);

  it('is received with power p', () => {
    receptions(gains, sent, NOISE_VAR).forEach(({ power }, k) => {
      expect(Math.abs(meanPower(received[k]) / power - 1)).toBeLessThan(HALF_WIDTH);
      expect(Math.abs(meanPower(received[k]) / powerWithoutOthersCorrelation(k) - 1)).toBeGreaterThan(
        HALF_WIDTH,
      );
    });
  });

  it('is estimated with mean square error 1/(1 + γ), entry by entry', () => {
    receptions(gains, sent, NOISE_VAR).forEach(({ wanted, power, snr }, k) => {
      const best = { re: wanted.re / power, im: -wanted.im / power };
      expect(Math.abs(errorAfter(received[k], best, k) * (1 + snr) - 1)).toBeLessThan(HALF_WIDTH);
      const { snr: assumed } = receptions(gains, independentUsers(4), NOISE_VAR)[k];
      expect(Math.abs(errorAfter(received[k], best, k) * (1 + assumed) - 1)).toBeGreaterThan(HALF_WIDTH);
    });
  });

  function errorAfter(signal: ComplexSignal, gain: { re: number; im: number }, k: number): number {
    const estimate = unpair(scale(signal, gain), ENTRIES);
    let sum = 0;
    orders[k].forEach((entry, i) => {
      sum += (estimate[i] - latents[k][entry]) ** 2;
    });
    return sum / ENTRIES;
  }

  it('radiates tr(W C Wᴴ), not Σ‖w‖²', () => {
    const measured = radiated.reduce((sum, signal) => sum + meanPower(signal), 0);
    // Antennas carry the same streams, so their powers may vary together: no more than all of them at once.
    expect(Math.abs(measured / radiatedPower(precoder, sent) - 1)).toBeLessThan(HALF_WIDTH);
    expect(Math.abs(measured / squaredNorm(precoder) - 1)).toBeGreaterThan(HALF_WIDTH);
    expect(radiatedPower(precoder, independentUsers(4))).toBeCloseTo(squaredNorm(precoder), 10);
  });
});

describe('rateGradient', () => {
  const objective = (channel: ComplexMatrix, w: ComplexMatrix, c: ReturnType<typeof independentUsers>) =>
    sumRate(multiply(channel, w), c, 0.3) * Math.LN2;

  it('is the slope in every direction', () => {
    for (let seed = 0; seed < 20; seed++) {
      const channel = testMatrix(4, 3, seed);
      const precoder = testMatrix(3, 4, seed);
      const correlation = sentCorrelation(randomCorrelation(4, 1, randomStream('gradient', seed)), [
        0,
        0,
        1,
        seed % 2,
      ]);
      const gradient = rateGradient(channel, precoder, correlation, 0.3);
      for (let direction = 0; direction < 5; direction++) {
        const step = testMatrix(3, 4, 100 + 5 * seed + direction);
        const h = 1e-5;
        const ahead = objective(channel, plus(precoder, step, h), correlation);
        const behind = objective(channel, plus(precoder, step, -h), correlation);
        const slope = (ahead - behind) / (2 * h);
        expect(Math.abs(2 * innerProduct(gradient, step) - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
      }
    }
  });

  it('of another correlation is another', () => {
    const [channel, precoder] = [testMatrix(2, 2, 1), testMatrix(2, 2, 2)];
    const right = rateGradient(channel, precoder, correlationOf(2, [0.9]), 0.3);
    const wrong = rateGradient(channel, precoder, independentUsers(2), 0.3);
    expect(squaredNorm(plus(right, wrong, -1))).toBeGreaterThan(0.1);
  });
});
