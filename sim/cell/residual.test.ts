import { describe, expect, it } from 'vitest';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { fillUniform } from '../../kernels/random/uniform.ts';
import { normalCdf, normalDensity } from '../../kernels/statistics/normal.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { type ReceivedEntries, ResidualAccumulator } from './residual.ts';
import type { Point } from './results.ts';

const ROWS = 50;
const COLS = 40;
const CHANNELS = 10;
const ENTRIES = ROWS * COLS * CHANNELS;
const POINT: Point = { scheme: 'omdma', denoiserSteps: 0, snrDb: 0, users: 2 };

/** A reception whose residual is √v times the given values. */
function reception(u: Float32Array, predictedVariance: number, name: string): ReceivedEntries {
  const shape = { rows: ROWS, cols: COLS, channels: CHANNELS, width: 8 * COLS, height: 8 * ROWS };
  const sent: Latent = {
    ...shape,
    values: fillNormal(randomStream('sent', name), new Float32Array(ENTRIES)),
  };
  const mean = sent.values.map((z, i) => (z + Math.sqrt(predictedVariance) * u[i]) / (1 + predictedVariance));
  const errorShare = new Float32Array(ENTRIES).fill(predictedVariance / (1 + predictedVariance));
  return { sent, estimate: { ...shape, mean, errorShare }, predictedVariance };
}

const gaussian = (name: string) => fillNormal(randomStream(name), new Float32Array(ENTRIES));
/** Uniform with unit variance. */
const flat = (name: string) =>
  fillUniform(randomStream(name), new Float32Array(ENTRIES)).map(x => (x - 0.5) * Math.sqrt(12));
/** Each value half the one before plus fresh noise: correlation 0.5 at lag 1. */
function dependent(name: string): Float32Array {
  const values = gaussian(name);
  for (let i = 1; i < ENTRIES; i++) values[i] = 0.5 * values[i - 1] + Math.sqrt(0.75) * values[i];
  return values;
}

function gather(make: (name: string) => Float32Array, frames = 4): ResidualAccumulator {
  const accumulator = new ResidualAccumulator();
  for (let frame = 0; frame < frames; frame++)
    accumulator.addFrame([
      reception(make(`${frame} near`), 0.5, `${frame} near`),
      reception(make(`${frame} far`), 3, `${frame} far`),
    ]);
  return accumulator;
}

describe('statistics', () => {
  it('find nothing in Gaussian noise of the predicted variance', () => {
    const found = gather(gaussian).statistics();
    expect(found.entries).toBe(8 * ENTRIES);
    expect(found.predictedVariance).toBe(1.75);
    expect(found.variance.count).toBe(4);
    // Mean of 0.5·χ²/n and 3·χ²/n over eight users; 3.29 standard errors.
    const error = Math.sqrt(((0.5 ** 2 + 3 ** 2) / 2) * (2 / found.entries));
    expect(Math.abs(found.variance.mean - 1.75)).toBeLessThan(3.29 * error);
    expect(Math.abs(found.excessKurtosis)).toBeLessThan(3.29 * Math.sqrt(24 / found.entries));
    expect(found.maxAutocorrelation).toBeLessThan(found.whiteBound);
    expect(found.whiteBound).toBe(4 / Math.sqrt(8 * ENTRIES));
    // 99.9 % quantile of the Kolmogorov distribution is 1.949.
    expect(found.ksDistance).toBeLessThan(1.949 / Math.sqrt(found.entries));
  });

  it('find a flat distribution: kurtosis −6/5 and its distance to the normal one', () => {
    const found = gather(flat).statistics();
    expect(found.excessKurtosis).toBeCloseTo(-1.2, 1);
    // sup |F − Φ| of the unit-variance uniform distribution, where its density meets the normal one.
    const x = Math.sqrt(-2 * Math.log(Math.sqrt(2 * Math.PI) / Math.sqrt(12)));
    const atCrossing = Math.abs(0.5 + x / Math.sqrt(12) - normalCdf(x));
    const atEdge = 1 - normalCdf(Math.sqrt(3));
    expect(found.ksDistance).toBeCloseTo(Math.max(atCrossing, atEdge), 2);
    expect(found.maxAutocorrelation).toBeLessThan(found.whiteBound);
  });

  it('find dependence between neighbours', () => {
    const found = gather(dependent).statistics();
    expect(found.maxAutocorrelation).toBeCloseTo(0.5, 1);
    expect(found.maxAutocorrelation).toBeGreaterThan(10 * found.whiteBound);
  });

  it('notice a variance 3 dB off the prediction', () => {
    const { variance } = gather(name => gaussian(name).map(x => x * Math.SQRT2)).statistics();
    expect(variance.low).toBeGreaterThan(1.75 * 1.9);
  });
});

describe('entries of unequal noise', () => {
  /** Every second entry ten times as noisy; the networks are told the average. */
  function unequal(name: string, factor = 1): ReceivedEntries {
    const whole = reception(gaussian(name), 1, name);
    const v = whole.sent.values.map((_, i) => (i % 2 === 0 ? 0.2 : 2));
    const u = gaussian(`${name} u`);
    const mean = whole.sent.values.map((z, i) => (z + Math.sqrt(factor * v[i]) * u[i]) / (1 + v[i]));
    const entryShares = v.map(x => x / (1 + x));
    return { ...whole, estimate: { ...whole.estimate, mean }, entryShares };
  }

  it('are Gaussian and of the predicted variance, each over its own deviation', () => {
    const accumulator = new ResidualAccumulator();
    for (let f = 0; f < 4; f++) accumulator.addFrame([unequal(`${f}`)]);
    const found = accumulator.statistics();
    expect(Math.abs(found.variance.mean - 1)).toBeLessThan(3.29 * Math.sqrt(2 / found.entries));
    expect(Math.abs(found.excessKurtosis)).toBeLessThan(3.29 * Math.sqrt(24 / found.entries));
    // The same entries over one common deviation are a mixture, and far from Gaussian.
    const mixed = new ResidualAccumulator();
    for (let f = 0; f < 4; f++) {
      const { entryShares, ...rest } = unequal(`${f}`);
      const estimate = { ...rest.estimate, errorShare: entryShares! };
      mixed.addFrame([{ ...rest, estimate }]);
    }
    expect(mixed.statistics().excessKurtosis).toBeGreaterThan(1);
  });

  it('show noise that is 3 dB more than predicted', () => {
    const accumulator = new ResidualAccumulator();
    for (let f = 0; f < 2; f++) accumulator.addFrame([unequal(`${f}`, 2)]);
    expect(accumulator.statistics().variance.mean).toBeGreaterThan(1.9);
  });

  it('tell nothing where they did not arrive', () => {
    const whole = unequal('a');
    const entryShares = whole.entryShares!.map((beta, i) => (i < 100 ? 1 : beta));
    const mean = whole.estimate.mean.map((m, i) => (i < 100 ? 0 : m));
    const accumulator = new ResidualAccumulator();
    const silent = { ...whole, estimate: { ...whole.estimate, mean }, entryShares };
    for (let f = 0; f < 2; f++) accumulator.addFrame([silent]);
    const found = accumulator.statistics();
    expect(found.entries).toBe(2 * (ENTRIES - 100));
    expect(found.variance.mean).toBeCloseTo(1, 1);
  });
});

describe('shape', () => {
  it('follows the bell curve for Gaussian noise', () => {
    const { edges, density, gaussianQuantiles, residualQuantiles } = gather(gaussian).shape(POINT);
    expect(edges).toHaveLength(101);
    expect([edges[0], edges[100]]).toEqual([-5, 5]);
    density.forEach((share, i) => {
      expect(Math.abs(share - normalDensity((edges[i] + edges[i + 1]) / 2))).toBeLessThan(0.02);
    });
    expect(gaussianQuantiles.at(-1)).toBeCloseTo(3.8, 9);
    gaussianQuantiles.forEach((x, i) => {
      expect(Math.abs(residualQuantiles[i] - x)).toBeLessThan(Math.abs(x) < 3 ? 0.05 : 0.5);
    });
  });

  it('bends the Q–Q pairs of a flat distribution', () => {
    const { gaussianQuantiles, residualQuantiles } = gather(flat).shape(POINT);
    const at3 = gaussianQuantiles.findIndex(x => Math.abs(x - 3) < 1e-9);
    expect(residualQuantiles[at3]).toBeCloseTo(Math.sqrt(12) * (normalCdf(3) - 0.5), 2);
  });

  it('is plain JSON', () => {
    const shape = gather(gaussian, 1).shape(POINT);
    expect(JSON.parse(JSON.stringify(shape))).toEqual(shape);
  });
});

describe('merge', () => {
  it('gives the same bits as one pass, wherever the frames are split', () => {
    const frames = [0, 1, 2, 3, 4].map(f => [reception(gaussian(`${f}`), 0.1 + f, `${f}`)]);
    const whole = new ResidualAccumulator();
    for (const frame of frames) whole.addFrame(frame);
    for (const split of [1, 2, 4]) {
      const [first, second] = [new ResidualAccumulator(), new ResidualAccumulator()];
      frames.forEach((frame, i) => {
        (i < split ? first : second).addFrame(frame);
      });
      first.merge(second);
      expect(first.statistics()).toEqual(whole.statistics());
      expect(first.shape(POINT)).toEqual(whole.shape(POINT));
    }
  });
});

describe('addFrame', () => {
  it('refuses an empty frame, missing entries and entries that were not sent', () => {
    const accumulator = new ResidualAccumulator();
    expect(() => accumulator.addFrame([])).toThrow('an empty frame');
    const whole = reception(gaussian('a'), 1, 'a');
    const cut = { ...whole, estimate: { ...whole.estimate, mean: whole.estimate.mean.subarray(1) } };
    expect(() => accumulator.addFrame([cut])).toThrow(
      `${ENTRIES} entries were sent, ${ENTRIES - 1} received`,
    );
    const silent = { ...whole.estimate, errorShare: new Float32Array(ENTRIES).fill(1) };
    expect(() => accumulator.addFrame([{ ...whole, estimate: silent }])).toThrow('holds no observation');
  });
});
