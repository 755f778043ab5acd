import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../kernels/random/stream.ts';
import { drawRadius, meanSquareRadius } from './radius.ts';

const COUNT = 20_000;
const SMALLEST = 2;
const LARGEST = 30;
/** Quantile of Kolmogorov's distribution at 99.9 %. */
const KOLMOGOROV = 1.95;

function radii(name: string): number[] {
  const stream = randomStream(1, 'radius test', name);
  return Array.from({ length: COUNT }, () => drawRadius(stream, SMALLEST, LARGEST)).sort((a, b) => a - b);
}

/** Largest gap between the empirical distribution and F, in units of 1/√n. */
function kolmogorov(sorted: readonly number[], distribution: (r: number) => number): number {
  const gaps = sorted.map((r, i) => Math.abs(distribution(r) - (i + 0.5) / sorted.length));
  return Math.max(...gaps) * Math.sqrt(sorted.length);
}

/** Distribution function of the density ∝ r⁻ⁿ on [SMALLEST, LARGEST]. */
const powerLaw = (n: number) => (r: number) =>
  (SMALLEST ** (1 - n) - r ** (1 - n)) / (SMALLEST ** (1 - n) - LARGEST ** (1 - n));

describe('drawRadius', () => {
  it('follows the density r⁻³ and no close power', () => {
    const sorted = radii('law');
    expect(sorted[0]).toBeGreaterThanOrEqual(SMALLEST);
    expect(sorted[COUNT - 1]).toBeLessThanOrEqual(LARGEST);
    expect(kolmogorov(sorted, powerLaw(3))).toBeLessThan(KOLMOGOROV);
    expect(kolmogorov(sorted, powerLaw(2.8))).toBeGreaterThan(KOLMOGOROV);
    expect(kolmogorov(sorted, powerLaw(3.2))).toBeGreaterThan(KOLMOGOROV);
  });
});

describe('meanSquareRadius', () => {
  it('is the mean of r² over many draws', () => {
    const squares = radii('moment').map(r => r * r);
    const mean = squares.reduce((sum, x) => sum + x, 0) / COUNT;
    const variance = squares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (COUNT - 1);
    const halfWidth = 3.29 * Math.sqrt(variance / COUNT);
    expect(Math.abs(mean - meanSquareRadius(SMALLEST, LARGEST))).toBeLessThan(halfWidth);
  });
});
