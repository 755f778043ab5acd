import { NumericError } from '../errors.ts';

/** Shares of counted values; within a bin they are spread evenly. */
export interface Distribution {
  /** Bin edges, and the share of values below each, from 0 to 1. */
  readonly edges: Float64Array;
  readonly shares: Float64Array;
  shareBelow(value: number): number;
  /** The value that a share p ∈ (0, 1) lies below. */
  quantile(p: number): number;
}

/**
 * Counts of values in equal bins over [−reach, reach]; values beyond it count in the outermost bins. Counts are whole
 * numbers, so histograms merge to the same result in any order.
 */
export class Histogram {
  readonly reach: number;
  readonly counts: Uint32Array;
  #total = 0;

  constructor(reach: number, bins: number) {
    this.reach = reach;
    this.counts = new Uint32Array(bins);
  }

  get total(): number {
    return this.#total;
  }

  add(value: number): void {
    const bins = this.counts.length;
    const bin = Math.floor(((value + this.reach) / (2 * this.reach)) * bins);
    this.counts[Math.min(Math.max(bin, 0), bins - 1)]++;
    this.#total++;
  }

  /** Adds the counts of another histogram with the same bins. Throws NumericError `histogram-bins` for any other. */
  merge(other: Histogram): void {
    if (other.reach !== this.reach || other.counts.length !== this.counts.length)
      throw new NumericError('histogram-bins', 'Histogram: cannot merge histograms with different bins');
    for (let i = 0; i < this.counts.length; i++) this.counts[i] += other.counts[i];
    this.#total += other.#total;
  }

  /** The distribution of the values counted so far. Throws NumericError `histogram-empty` when there are none. */
  distribution(): Distribution {
    if (this.#total === 0) throw new NumericError('histogram-empty', 'Histogram: there are no values');
    const bins = this.counts.length;
    const shares = new Float64Array(bins + 1);
    for (let i = 0; i < bins; i++) shares[i + 1] = shares[i] + this.counts[i];
    for (let i = 1; i <= bins; i++) shares[i] /= this.#total;
    const edge = (place: number) => (2 * this.reach * place) / bins - this.reach;
    return {
      edges: Float64Array.from({ length: bins + 1 }, (_, i) => edge(i)),
      shares,
      shareBelow: value => {
        const place = Math.min(Math.max(((value + this.reach) / (2 * this.reach)) * bins, 0), bins);
        const bin = Math.min(Math.floor(place), bins - 1);
        return shares[bin] + (place - bin) * (shares[bin + 1] - shares[bin]);
      },
      quantile: p => {
        if (!(p > 0 && p < 1)) throw new NumericError('probability', `quantile: ${p} is not in (0, 1)`);
        const bin = shares.findIndex(share => share >= p) - 1;
        return edge(bin + (p - shares[bin]) / (shares[bin + 1] - shares[bin]));
      },
    };
  }
}
