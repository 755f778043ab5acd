import { NumericError } from '../../kernels/errors.ts';
import { Histogram } from '../../kernels/statistics/histogram.ts';
import { normalCdf, normalQuantile } from '../../kernels/statistics/normal.ts';
import { average, estimate } from '../estimate.ts';
import type { Point, ResidualShape, ResidualStatistics } from './results.ts';
import type { Reception } from './schemes.ts';

const LAGS = 32;
/** Residuals are counted in bins of 1/1024 of their predicted standard deviation, out to 16 of them. */
const REACH = 16;
const BINS = 2 * REACH * 1024;
/** The report's histogram, in standard deviations. */
const SHAPE_REACH = 5;
const SHAPE_BINS = 100;
const QUANTILE_STEP = 0.1;

/** What the statistics need of a reception. */
export type ReceivedEntries = Pick<Reception, 'sent' | 'estimate' | 'predictedVariance' | 'entryShares'>;

/** Sums over the standardised residual u = e/√v of one user in one frame. */
interface Sums {
  readonly predictedVariance: number;
  /** Mean of e². */
  readonly variance: number;
  readonly entries: number;
  readonly squares: number;
  readonly fourths: number;
  /** Σ u_i·u_{i+lag} for lags 1…32. */
  readonly products: Float64Array;
}

/**
 * Gathers the residual e = y − z over the users and frames of one condition: what was received minus what was sent, in
 * the latent's own order, the wanted latent at unit mean square.
 *
 * Users may arrive at different strengths. A mixture of Gaussians of different variance is not Gaussian, so the shape of
 * the distribution and the autocorrelation are those of u = e/√v, each user's residual over its predicted deviation. Where
 * entries of one reception differ, each has its own v, and the variance of the residual is given as the mean of u² times the
 * reception's predicted variance: measured over predicted is what it tells. Entries that did not arrive tell nothing.
 */
export class ResidualAccumulator {
  /** Kept apart until the end, so that merging parts gives the same bits as one pass over all frames. */
  readonly #frames: (readonly Sums[])[] = [];
  readonly #histogram = new Histogram(REACH, BINS);

  /**
   * Takes in all users of one frame.
   *
   * @throws NumericError `residual-shape` when an estimate does not have the entries that were sent, or holds no observation
   */
  addFrame(receptions: readonly ReceivedEntries[]): void {
    if (receptions.length === 0)
      throw new NumericError('residual-shape', 'ResidualAccumulator: an empty frame');
    this.#frames.push(receptions.map(reception => sums(reception, this.#histogram)));
  }

  /** Takes in everything that `later` has gathered, as if its frames had been added here. */
  merge(later: ResidualAccumulator): void {
    this.#frames.push(...later.#frames);
    this.#histogram.merge(later.#histogram);
  }

  /**
   * The interval of `variance` is over frames, because users of one frame share its noise.
   *
   * @throws NumericError `estimate-values` for fewer than two frames
   */
  statistics(): ResidualStatistics {
    const all = this.#frames.flat();
    const total = (value: (s: Sums) => number) => all.reduce((sum, s) => sum + value(s), 0);
    const entries = total(s => s.entries);
    const squares = total(s => s.squares);
    const autocorrelation = Array.from({ length: LAGS }, (_, lag) => total(s => s.products[lag]) / squares);
    return {
      predictedVariance: average(all.map(s => s.predictedVariance)),
      variance: estimate(this.#frames.map(frame => average(frame.map(s => s.variance)))),
      excessKurtosis: (entries * total(s => s.fourths)) / squares ** 2 - 3,
      maxAutocorrelation: Math.max(...autocorrelation.map(Math.abs)),
      whiteBound: 4 / Math.sqrt(entries),
      ksDistance: this.#distanceToNormal(),
      entries,
    };
  }

  /**
   * Histogram over ±5 standard deviations, and Q–Q pairs at Gaussian quantiles 0.1 apart, as far out as ten entries lie
   * beyond.
   */
  shape(point: Point): ResidualShape {
    const { shareBelow, quantile } = this.#histogram.distribution();
    const deviation = this.#deviation();
    const width = (2 * SHAPE_REACH) / SHAPE_BINS;
    const edges = Array.from({ length: SHAPE_BINS + 1 }, (_, i) => (i - SHAPE_BINS / 2) * width);
    const shares = edges.map(edge => shareBelow(edge * deviation));
    const outermost = -normalQuantile(Math.min(0.5, 10 / this.#histogram.total));
    const pairsPerSide = Math.max(0, Math.floor(outermost / QUANTILE_STEP));
    const gaussianQuantiles = Array.from(
      { length: 2 * pairsPerSide + 1 },
      (_, i) => (i - pairsPerSide) * QUANTILE_STEP,
    );
    return {
      point,
      edges,
      density: shares.slice(1).map((share, i) => (share - shares[i]) / width),
      gaussianQuantiles,
      residualQuantiles: gaussianQuantiles.map(x => quantile(normalCdf(x)) / deviation),
    };
  }

  /** Root mean square of u, about zero. */
  #deviation(): number {
    const all = this.#frames.flat();
    const squares = all.reduce((sum, s) => sum + s.squares, 0);
    return Math.sqrt(squares / all.reduce((sum, s) => sum + s.entries, 0));
  }

  /** Kolmogorov–Smirnov distance, taken at bin edges: low by at most the share of one bin. */
  #distanceToNormal(): number {
    const { edges, shares } = this.#histogram.distribution();
    const deviation = this.#deviation();
    const distances = shares.map((share, i) => Math.abs(share - normalCdf(edges[i] / deviation)));
    return distances.reduce((worst, distance) => Math.max(worst, distance));
  }
}

function sums(reception: ReceivedEntries, histogram: Histogram): Sums {
  const { sent, estimate, predictedVariance, entryShares } = reception;
  const { mean } = estimate;
  const errorShare = entryShares ?? estimate.errorShare;
  const entries = sent.values.length;
  if (mean.length !== entries || errorShare.length !== entries)
    throw new NumericError(
      'residual-shape',
      `ResidualAccumulator: ${entries} entries were sent, ${mean.length} received`,
    );
  const standardised = new Float64Array(entries);
  const scale = 1 / Math.sqrt(predictedVariance);
  let squares = 0;
  let fourths = 0;
  let silent = 0;
  for (let i = 0; i < entries; i++) {
    const beta = errorShare[i];
    if (entryShares && beta === 1) {
      silent++;
      continue;
    }
    // mean = y/(1+v) and errorShare = v/(1+v), so y = mean/(1 − errorShare).
    const u = entryShares
      ? (mean[i] - (1 - beta) * sent.values[i]) / Math.sqrt(beta * (1 - beta))
      : (mean[i] / (1 - beta) - sent.values[i]) * scale;
    if (!Number.isFinite(u))
      throw new NumericError(
        'residual-shape',
        `ResidualAccumulator: entry ${i} holds no observation with noise`,
      );
    standardised[i] = u;
    const square = u * u;
    squares += square;
    fourths += square * square;
    histogram.add(u);
  }
  return {
    predictedVariance,
    variance: (squares / (entries - silent)) * predictedVariance,
    entries: entries - silent,
    squares,
    fourths,
    products: Float64Array.from({ length: LAGS }, (_, k) => laggedProduct(standardised, k + 1)),
  };
}

function laggedProduct(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i] * values[i - lag];
  return sum;
}
