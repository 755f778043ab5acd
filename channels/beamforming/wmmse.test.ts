import { describe, expect, it } from 'vitest';
import { solvePositive } from '../../kernels/linear/cholesky.ts';
import { testMatrix } from '../../kernels/linear/fixture.ts';
import {
  adjoint,
  type ComplexMatrix,
  complexMatrix,
  diagonalMatrix,
  entryOf,
  innerProduct,
  multiply,
  plus,
  rowGram,
  scaleSides,
  squaredNorm,
} from '../../kernels/linear/matrix.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { below, uniform } from '../../kernels/random/uniform.ts';
import { bisect } from '../../kernels/statistics/bisection.ts';
import { ascend } from './ascent.ts';
import { independentUsers, sentCorrelation } from './correlation.ts';
import { correlationOf, equallyCorrelated, randomCorrelation } from './fixture.ts';
import { maximumRatioTransmission, zeroForcingPrecoder } from './precoder.ts';
import { rateGradient } from './rateGradient.ts';
import { radiatedPower, receptions, sumRate } from './reception.ts';
import { cooperativeWmmse, wmmse } from './wmmse.ts';

const NOISE_VAR = 1;

/**
 * WMMSE as published: M × M systems, ‖W‖² ≤ P by a multiplier found by bisection, started at maximum ratio (Shi, Razaviyayn, Luo, He
 * 2011, table I). Returns the sum rate after every iteration. `weigh` off keeps all weights at 1.
 */
function publishedWmmse(channel: ComplexMatrix, power: number, iterations: number, weigh = true): number[] {
  const users = channel.rows;
  const alone = independentUsers(users);
  let precoder = maximumRatioTransmission(channel, { power, noiseVar: NOISE_VAR });
  const rates: number[] = [];
  for (let i = 0; i < iterations; i++) {
    const heard = receptions(multiply(channel, precoder), alone, NOISE_VAR);
    const weights = heard.map(({ snr }) => (weigh ? 1 + snr : 1));
    const loads = heard.map(
      ({ wanted, power: p }, k) => (weights[k] * (wanted.re ** 2 + wanted.im ** 2)) / p ** 2,
    );
    const sides = complexMatrix(users, users, (r, c) => {
      if (r !== c) return { re: 0, im: 0 };
      const { wanted, power: p } = heard[r];
      return { re: (weights[r] * wanted.re) / p, im: (weights[r] * wanted.im) / p };
    });
    const system = rowGram(scaleSides(adjoint(channel), { right: loads.map(Math.sqrt) }));
    const right = multiply(adjoint(channel), sides);
    const solved = (logMultiplier: number) =>
      solvePositive(
        plus(system, diagonalMatrix(new Float64Array(channel.cols).fill(10 ** logMultiplier))),
        right,
      );
    precoder = solved(bisect(x => squaredNorm(solved(x)) > power, [-6, 5], 40));
    rates.push(sumRate(multiply(channel, precoder), alone, NOISE_VAR));
  }
  return rates;
}

describe('wmmse', () => {
  it('comes to the rate of the published algorithm', () => {
    for (const [users, antennas, power, seed] of [
      [2, 2, 3, 1],
      [3, 4, 10, 2],
      [4, 4, 10, 3],
      [4, 6, 30, 4],
    ]) {
      const channel = testMatrix(users, antennas, seed);
      const rates = publishedWmmse(channel, power, 250);
      const settings = { power, noiseVar: NOISE_VAR, tolerance: 1e-12 };
      const expected = rates[rates.length - 1];
      expect(Math.abs(wmmse(channel, settings).sumRate / expected - 1)).toBeLessThan(1e-6);
      const cooperation = { correlation: independentUsers(users), groups: new Array<number>(users).fill(0) };
      expect(Math.abs(cooperativeWmmse(channel, cooperation, settings).sumRate / expected - 1)).toBeLessThan(
        1e-6,
      );
      const mates = { correlation: equallyCorrelated(users, 0.8), groups: cooperation.groups };
      expect(cooperativeWmmse(channel, mates, settings).sumRate).toBeGreaterThan(expected * 1.05);
    }
  });

  it('does not depend on correlation between groups', () => {
    const channel = testMatrix(4, 4, 5);
    const settings = { power: 10, noiseVar: NOISE_VAR };
    const apart = { correlation: equallyCorrelated(4, 0.9), groups: [0, 1, 2, 3] };
    expect(cooperativeWmmse(channel, apart, settings).sumRate).toBeCloseTo(
      wmmse(channel, settings).sumRate,
      5,
    );
  });

  it('says when it ran out of iterations', () => {
    const channel = testMatrix(4, 4, 6);
    expect(wmmse(channel, { power: 1000, noiseVar: 1, maxIterations: 3 }).converged).toBe(false);
    expect(wmmse(channel, { power: 1000, noiseVar: 1 }).converged).toBe(true);
  });
});

describe('the objective', () => {
  const never = (values: readonly number[]) =>
    values.slice(1).every((value, i) => value >= values[i] - 1e-12 * Math.abs(value));

  it('never falls, from any start, for any correlation', () => {
    for (let seed = 0; seed < 60; seed++) {
      const stream = randomStream('monotone', seed);
      const users = 1 + below(stream, 5);
      const channel = testMatrix(users, 1 + below(stream, 5), seed);
      const groups = Array.from({ length: users }, () => below(stream, 2));
      const sent = sentCorrelation(randomCorrelation(users, 2, stream), groups);
      const settings = {
        power: 10 ** (4 * uniform(stream)),
        noiseVar: 1,
        tolerance: 1e-8,
        maxIterations: 300,
      };
      const { objectives } = ascend(rowGram(channel), sent, testMatrix(users, users, seed), settings);
      expect(objectives.length).toBeGreaterThan(1);
      expect(never(objectives)).toBe(true);
    }
  });

  it('falls somewhere when the weights are left out', () => {
    const falls = [1, 2, 3, 4, 5].some(
      seed => !never(publishedWmmse(testMatrix(4, 4, seed), 100, 60, false)),
    );
    expect(falls).toBe(true);
    expect(never(publishedWmmse(testMatrix(4, 4, 1), 100, 60))).toBe(true);
  });

  it('ends where its gradient under the power constraint is zero', () => {
    const power = 10;
    for (let seed = 0; seed < 10; seed++) {
      const channel = testMatrix(3, 4, seed);
      const correlation = randomCorrelation(3, 1, randomStream('stationary', seed));
      const groups = [0, 0, seed % 2];
      const sent = sentCorrelation(correlation, groups);
      const slopeLeft = (precoder: ComplexMatrix) => {
        const gradient = rateGradient(channel, precoder, sent, NOISE_VAR);
        const mixed = multiply(precoder, { ...sent, re: sent.data, im: new Float64Array(9) });
        const multiplier = innerProduct(precoder, gradient) / power;
        return Math.sqrt(squaredNorm(plus(gradient, mixed, -multiplier)) / squaredNorm(gradient));
      };
      const settings = { power, noiseVar: NOISE_VAR, tolerance: 1e-13 };
      expect(slopeLeft(cooperativeWmmse(channel, { correlation, groups }, settings).precoder)).toBeLessThan(
        1e-4,
      );
      const start = maximumRatioTransmission(channel, settings);
      const scale = Math.sqrt(power / radiatedPower(start, sent));
      expect(slopeLeft(scaleSides(start, { right: [scale, scale, scale] }))).toBeGreaterThan(1e-2);
    }
  });
});

describe('cooperativeWmmse', () => {
  /** Best Σ log2(1 + |h_kᴴw|²/N0) over w = √P (cos t, sin t·e^{iφ}), which is every w but for a common phase. */
  function bestMulticast(channel: ComplexMatrix, power: number): number {
    const steps = 300;
    const rows = [0, 1].map(k => [entryOf(channel, k, 0), entryOf(channel, k, 1)]);
    let best = 0;
    for (let i = 0; i <= steps; i++) {
      const t = ((Math.PI / 2) * i) / steps;
      const [cos, sin] = [Math.cos(t), Math.sin(t)];
      for (let j = 0; j < steps; j++) {
        const angle = (2 * Math.PI * j) / steps;
        const [re, im] = [sin * Math.cos(angle), sin * Math.sin(angle)];
        const rate = rows.reduce((sum, [a, b]) => {
          const x = a.re * cos + b.re * re - b.im * im;
          const y = a.im * cos + b.re * im + b.im * re;
          return sum + Math.log2(1 + (power * (x * x + y * y)) / NOISE_VAR);
        }, 0);
        best = Math.max(best, rate);
      }
    }
    return best;
  }

  it('is the best multicast for two users of the same latent', () => {
    for (let seed = 0; seed < 12; seed++) {
      const channel = testMatrix(2, 2, seed);
      const power = [1, 10, 100][seed % 3];
      const same = { correlation: correlationOf(2, [1]), groups: [0, 0] };
      const { sumRate: reached } = cooperativeWmmse(channel, same, { power, noiseVar: NOISE_VAR });
      const best = bestMulticast(channel, power);
      expect(Math.abs(reached / best - 1)).toBeLessThan(0.01);
      expect(reached).toBeGreaterThan(best * (1 - 1e-3));
      expect(wmmse(channel, { power, noiseVar: NOISE_VAR }).sumRate).toBeLessThan(best * 0.99);
    }
  });

  it('is never below WMMSE, zero-forcing and maximum ratio in 1000 draws, with keys of their own or shared', () => {
    let better = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const stream = randomStream('never worse', seed);
      const users = 1 + below(stream, 4);
      const channel = testMatrix(users, 1 + below(stream, 4), seed);
      const settings = { power: 10 ** (3 * uniform(stream)), noiseVar: NOISE_VAR, tolerance: 1e-6 };
      const correlation = randomCorrelation(users, uniform(stream), stream);
      const groups = Array.from({ length: users }, () => below(stream, 2));
      const sent = sentCorrelation(correlation, groups);
      const { sumRate: rate } = cooperativeWmmse(channel, { correlation, groups }, settings);
      const others = [
        maximumRatioTransmission(channel, settings),
        wmmse(channel, settings).precoder,
        ...(users <= channel.cols ? [zeroForcingPrecoder(channel, settings)] : []),
      ];
      for (const precoder of others) {
        const gains = multiply(channel, precoder);
        const ownKeys = sumRate(gains, independentUsers(users), NOISE_VAR);
        // With shared keys the same precoder radiates another power, so it is scaled back: N0 up or down is the same.
        const noise = (NOISE_VAR * radiatedPower(precoder, sent)) / settings.power;
        const sharedKeys = sumRate(gains, sent, noise);
        expect(rate).toBeGreaterThan(Math.max(ownKeys, sharedKeys) * (1 - 1e-9));
        if (rate > ownKeys * 1.01) better++;
      }
    }
    expect(better).toBeGreaterThan(500);
  });

  it('refuses a matrix that is no correlation', () => {
    const channel = testMatrix(3, 3, 1);
    const impossible = { correlation: correlationOf(3, [0.5, -0.8, 0.9]), groups: [0, 0, 0] };
    expect(() => cooperativeWmmse(channel, impossible, { power: 1, noiseVar: 1 })).toThrow(
      'correlation: the eigenvalue -0.4788 is negative',
    );
  });
});
