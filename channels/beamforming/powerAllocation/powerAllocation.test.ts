import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal } from '../../../kernels/random/normal.ts';
import { randomStream } from '../../../kernels/random/stream.ts';
import { maxMinPowers } from './maxMin.ts';
import { waterFilling } from './waterFilling.ts';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** How far powers are from the Karush–Kuhn–Tucker conditions: slopes g/(1 + gp) equal where p > 0, not above it elsewhere. */
function kktViolation(gains: readonly number[], powers: readonly number[]): number {
  const slopes = gains.map((gain, k) => gain / (1 + gain * powers[k]));
  const level = Math.max(...slopes);
  return Math.max(...slopes.map((slope, k) => (powers[k] > 0 ? (level - slope) / level : 0)));
}

describe('waterFilling', () => {
  it('meets the KKT conditions and spends the power', () => {
    const gain = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(gain, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (gains, power) => {
          fc.pre(gains.some(g => g > 1e-6));
          const powers = waterFilling(gains, power);
          expect(sum(powers) / power).toBeCloseTo(1, 9);
          expect(Math.min(...powers)).toBeGreaterThanOrEqual(0);
          expect(kktViolation(gains, powers)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('by hand: 1/g = 1, 2, 10 and P = 5 fill the first two to 4', () => {
    const powers = waterFilling([1, 0.1, 0.5], 5);
    [3, 0, 2].forEach((power, k) => {
      expect(powers[k]).toBeCloseTo(power, 12);
    });
  });

  it('is never below equal power, and equal to it when power is plenty', () => {
    const rate = (gains: readonly number[], powers: readonly number[]) =>
      sum(gains.map((gain, k) => Math.log2(1 + gain * powers[k])));
    const gains = [3, 1, 0.2];
    for (const power of [0.1, 1, 10]) {
      const equal = gains.map(() => power / 3);
      expect(rate(gains, waterFilling(gains, power))).toBeGreaterThan(rate(gains, equal));
      expect(kktViolation(gains, equal)).toBeGreaterThan(1e-3);
    }
    expect(rate(gains, waterFilling(gains, 1e6)) - rate(gains, [1e6 / 3, 1e6 / 3, 1e6 / 3])).toBeLessThan(
      1e-5,
    );
  });

  it('refuses what is no power and no gain', () => {
    expect(() => waterFilling([1], -1)).toThrow('waterFilling: power -1 is not in [0, ∞)');
    expect(() => waterFilling([0, 0], 1)).toThrow('waterFilling: gains 0, 0 are not in [0, ∞), or all 0');
    expect(() => waterFilling([1, Number.NaN], 1)).toThrow('gains 1, NaN');
  });
});

describe('maxMinPowers', () => {
  const NOISE = 0.1;
  const coupling = (users: number, seed: number) => {
    const stream = randomStream('coupling', users, seed);
    const data = Float64Array.from({ length: users * users }, () => normal(stream) ** 2 + 0.01);
    return { rows: users, cols: users, data };
  };
  const sinrs = ({ rows, data }: ReturnType<typeof coupling>, powers: readonly number[]) =>
    powers.map((power, k) => {
      const others = sum(powers.map((p, j) => (j === k ? 0 : data[k * rows + j] * p)));
      return (data[k * rows + k] * power) / (others + NOISE);
    });

  it('makes all SINRs equal, spends the power, and no other split helps the weakest', () => {
    for (let seed = 0; seed < 20; seed++) {
      const users = 1 + (seed % 5);
      const couplings = coupling(users, seed);
      const { powers, sinr } = maxMinPowers(couplings, NOISE, 2);
      expect(sum(powers)).toBeCloseTo(2, 10);
      for (const reached of sinrs(couplings, powers)) expect(reached / sinr).toBeCloseTo(1, 10);
      const stream = randomStream('perturb', seed);
      for (let i = 0; i < 50; i++) {
        const moved = powers.map(power => power * Math.exp(0.1 * normal(stream)));
        const scaled = moved.map(power => (2 * power) / sum(moved));
        expect(Math.min(...sinrs(couplings, scaled))).toBeLessThanOrEqual(sinr * (1 + 1e-9));
      }
    }
  });

  it('has the SINR of the Perron eigenvalue: 1/t is the spectral radius of D(F + N0·1ᵀ/P)', () => {
    // Two users: D F + N0 D 1 1ᵀ/P = [[a, b], [c, d]] has the radius ((a + d) + √((a − d)² + 4bc))/2.
    const couplings = { rows: 2, cols: 2, data: Float64Array.of(2, 0.5, 0.3, 1) };
    const [a, b, c, d] = [NOISE / 2 / 2, (0.5 + NOISE / 2) / 2, 0.3 + NOISE / 2, NOISE / 2];
    const radius = (a + d + Math.sqrt((a - d) ** 2 + 4 * b * c)) / 2;
    expect(maxMinPowers(couplings, NOISE, 2).sinr).toBeCloseTo(1 / radius, 10);
    const equal = sinrs(couplings, [1, 1]);
    expect(Math.min(...equal)).toBeLessThan(1 / radius - 0.01);
  });

  it('balances beams that hardly disturb each other, at any SNR', () => {
    const couplings = { rows: 2, cols: 2, data: Float64Array.of(1, 1e-18, 1e-18, 4) };
    expect(maxMinPowers(couplings, 1e-9, 1).sinr).toBeCloseTo(0.8e9, 0);
  });

  it('refuses a user that does not hear its own beam', () => {
    const couplings = { rows: 2, cols: 2, data: Float64Array.of(1, 0, 0, 0) };
    expect(() => maxMinPowers(couplings, 1, 1)).toThrow('maxMinPowers: user 1 hears 0 of its own beam');
    expect(() => maxMinPowers(coupling(2, 1), 0, 1)).toThrow('power 1 and noise 0 are not in (0, ∞)');
  });
});
