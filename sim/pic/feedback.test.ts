import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillNormal, normal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import { damped, extrinsic, type Feedback, posterior, probed, type Reading } from './feedback.ts';

const ENTRIES = 20_000;
/** Sparse entries are 0, or with chance ρ normal of variance 1/ρ. */
const SPARSITY = 0.1;

type EntryDenoiser = (y: number, v: number) => { mean: number; variance: number };

function noisy(z: Float32Array, variance: (i: number) => number) {
  const noise = fillNormal(randomStream('noise'), new Float32Array(z.length)).map(
    (x, i) => x * Math.sqrt(variance(i)),
  );
  const reading = {
    mean: z.map((x, i) => (x + noise[i]) / (1 + variance(i))),
    errorShare: z.map((_, i) => variance(i) / (1 + variance(i))),
  };
  return { noise, reading };
}

function denoise(denoiser: EntryDenoiser, { mean, errorShare }: Reading) {
  const results = Array.from(mean, (m, i) =>
    denoiser(m / (1 - errorShare[i]), errorShare[i] / (1 - errorShare[i])),
  );
  return {
    mean: Float32Array.from(results, each => each.mean),
    errorShare: Float32Array.from(results, each => each.variance),
  };
}

function feedbackOf(denoiser: EntryDenoiser, reading: Reading): Feedback {
  const { mean, probe } = probed(reading, randomStream('probe'));
  const probedClean = denoise(denoiser, { ...reading, mean }).mean;
  return extrinsic(reading, { clean: denoise(denoiser, reading), probedClean, probe });
}

/** Posterior of a Gaussian entry of variance s. */
const gaussian =
  (s: number): EntryDenoiser =>
  (y, v) => ({ mean: (s * y) / (s + v), variance: (s * v) / (s + v) });

/** Posterior mean and variance of a sparse entry that was received as y = z + w. */
function sparsePosterior(y: number, v: number): { mean: number; variance: number } {
  const total = 1 / SPARSITY + v;
  const odds =
    ((1 - SPARSITY) / SPARSITY) * Math.sqrt(total / v) * Math.exp((y * y * (1 / total - 1 / v)) / 2);
  const chance = 1 / (1 + odds);
  const gain = 1 / SPARSITY / total;
  const mean = chance * gain * y;
  return { mean, variance: chance * (gain * gain * y * y + gain * v) - mean * mean };
}

function sparse(name: number): Float32Array {
  const stream = randomStream('sparse', name);
  const deviation = Math.sqrt(1 / SPARSITY);
  return Float32Array.from({ length: ENTRIES }, () =>
    uniform(stream) < SPARSITY ? deviation * normal(stream) : 0,
  );
}

describe('extrinsic', () => {
  it('is nothing where the denoiser adds nothing to a prior, whatever the noise of each entry', () => {
    const variance = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(1, 0.3, 0.05),
        fc.array(variance, { minLength: 8, maxLength: 40 }),
        (s, all) => {
          const z = fillNormal(randomStream('z'), new Float32Array(all.length)).map(x => x * Math.sqrt(s));
          const { reading } = noisy(z, i => all[i]);
          const { values, variance: left } = feedbackOf(gaussian(s), reading);
          for (const value of values) expect(Math.abs(value)).toBeLessThan(0.01);
          expect(Math.abs(left / s - 1)).toBeLessThan(0.02);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has an error that does not know the noise, which that of the denoised latent does', () => {
    const z = sparse(0);
    const { noise, reading } = noisy(z, () => 0.8);
    const correlation = ({ values }: Pick<Feedback, 'values'>) => {
      const products = values.map((value, i) => (value - z[i]) * noise[i]);
      const mean = products.reduce((sum, x) => sum + x, 0) / ENTRIES;
      const spread = Math.sqrt(products.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / ENTRIES;
      return Math.abs(mean) / spread;
    };
    const clean = denoise(sparsePosterior, reading);
    expect(correlation(feedbackOf(sparsePosterior, reading))).toBeLessThan(3.29);
    expect(correlation(posterior({ clean }))).toBeGreaterThan(10);
  });

  it('knows the variance of its own error, and meets 1/τ = 1/e − 1/v for a posterior mean', () => {
    const z = sparse(1);
    const v = 0.8;
    const { reading } = noisy(z, () => v);
    const { values, variance } = feedbackOf(sparsePosterior, reading);
    const squares = values.map((value, i) => (value - z[i]) ** 2);
    const mean = squares.reduce((sum, x) => sum + x, 0) / ENTRIES;
    const spread = Math.sqrt(squares.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / ENTRIES;
    expect(Math.abs(mean - variance)).toBeLessThan(3.29 * spread);
    const e = posterior({ clean: denoise(sparsePosterior, reading) }).variance;
    expect(Math.abs(variance * (1 / e - 1 / v) - 1)).toBeLessThan(0.02);
  });

  it('takes what the denoiser says of an entry that was not received', () => {
    const reading = { mean: Float32Array.of(0, 0.5), errorShare: Float32Array.of(1, 0.5) };
    const clean = { mean: Float32Array.of(0.7, 0.5), errorShare: Float32Array.of(0.4, 0.5) };
    const { mean, probe } = probed(reading, randomStream('probe'));
    expect(mean[0]).toBe(0);
    const probedClean = Float32Array.of(0.7, mean[1]);
    expect(extrinsic(reading, { clean, probedClean, probe }).values[0]).toBeCloseTo(0.7, 6);
  });

  it('refuses denoised latents of another length, and entries without noise', () => {
    const reading = { mean: Float32Array.of(0.1), errorShare: Float32Array.of(0.5) };
    const [one, two] = [new Float32Array(1), new Float32Array(2)];
    const clean = (mean: Float32Array) => ({ mean, errorShare: new Float32Array(mean.length) });
    expect(() => extrinsic(reading, { clean: clean(two), probedClean: two, probe: one })).toThrow(
      'extrinsic: 1 entries were received, 2 and 2 denoised',
    );
    const silent = { ...reading, errorShare: Float32Array.of(0) };
    expect(() => extrinsic(silent, { clean: clean(one), probedClean: one, probe: one })).toThrow(
      'extrinsic: an entry was received without noise',
    );
  });
});

describe('damped', () => {
  it('mixes values and deviations, and leaves the new alone at 1', () => {
    const fresh = { values: Float32Array.of(1, 2), variance: 1 };
    const old = { values: Float32Array.of(3, -2), variance: 4 };
    expect(damped(fresh, old, 1)).toBe(fresh);
    expect(damped(fresh, old, 0.75)).toEqual({ values: Float32Array.of(1.5, 1), variance: 1.25 ** 2 });
  });
});
