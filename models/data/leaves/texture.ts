import { randomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';

const SIDE = 128;
const MASK = SIDE - 1;
const tile = noiseTile();

/**
 * Smooth noise, periodic with 128 in both directions, zero mean, unit mean square: the sum of six octaves, wavelengths
 * about 2 to 64, with amplitudes falling with the fourth root of the wavelength. Linear between the points of an integer grid.
 */
export function noiseAt(x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const fy = y - top;
  const x0 = left & MASK;
  const x1 = (left + 1) & MASK;
  const y0 = (top & MASK) * SIDE;
  const y1 = ((top + 1) & MASK) * SIDE;
  const above = tile[y0 + x0] + fx * (tile[y0 + x1] - tile[y0 + x0]);
  const beneath = tile[y1 + x0] + fx * (tile[y1 + x1] - tile[y1 + x0]);
  return above + fy * (beneath - above);
}

function noiseTile(): Float64Array {
  const sum = new Float64Array(SIDE * SIDE);
  for (const cells of [4, 8, 16, 32, 64, 128]) addOctave(sum, cells, cells ** -0.25);

  let mean = 0;
  for (const value of sum) mean += value / sum.length;
  let power = 0;
  for (const value of sum) power += (value - mean) ** 2 / sum.length;
  return sum.map(value => (value - mean) / Math.sqrt(power));
}

/** Adds random values on a periodic grid of cells × cells, joined by a smooth step. */
function addOctave(sum: Float64Array, cells: number, amplitude: number): void {
  const stream = randomStream('dead leaves', 'noise', cells);
  const grid = Float64Array.from({ length: cells * cells }, () => uniform(stream) - 0.5);
  const at = (row: number, col: number) => grid[(row % cells) * cells + (col % cells)];
  const step = cells / SIDE;
  for (let y = 0; y < SIDE; y++) {
    const row = Math.floor(y * step);
    const fy = smoothStep(y * step - row);
    for (let x = 0; x < SIDE; x++) {
      const col = Math.floor(x * step);
      const fx = smoothStep(x * step - col);
      const above = at(row, col) * (1 - fx) + at(row, col + 1) * fx;
      const beneath = at(row + 1, col) * (1 - fx) + at(row + 1, col + 1) * fx;
      sum[y * SIDE + x] += amplitude * (above * (1 - fy) + beneath * fy);
    }
  }
}

/** 0 below 0, 1 above 1, 3t² − 2t³ between. */
export function smoothStep(t: number): number {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * (3 - 2 * t);
}
