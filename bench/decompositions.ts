import { float64Algebra, type Matrix } from '../kernels/orthogonalization/float64.ts';
import { newtonSchulz } from '../kernels/orthogonalization/newtonSchulz.ts';
import { productSvd } from '../kernels/orthogonalization/productSvd.ts';
import { qr } from '../kernels/orthogonalization/qr.ts';
import { svd } from '../kernels/orthogonalization/svd.ts';
import { fillNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';

const WIDTH = 768;
const RANKS = [8, 16, 32, 64];
const ROUNDS = 15;

/** Processor time of decompositions of thin factors on Float64 arrays. */
export interface DecompositionCost {
  readonly name: string;
  readonly unit: 'CPU ms';
  readonly min: number;
  readonly median: number;
}

export function decompositionCosts(): DecompositionCost[] {
  return RANKS.flatMap(rank => {
    const [tall, wide] = [normalMatrix(WIDTH, rank), normalMatrix(rank, WIDTH)];
    const contestants: Record<string, () => unknown> = {
      qr: () => qr(float64Algebra, tall),
      svd: () => svd(float64Algebra, tall),
      'svd of a product': () => productSvd(float64Algebra, tall, wide),
      'Newton–Schulz': () => newtonSchulz(float64Algebra, tall),
    };
    return Object.entries(contestants).map(([name, run]) => {
      const times = Array.from({ length: ROUNDS }, () => {
        const start = process.cpuUsage();
        run();
        return process.cpuUsage(start).user / 1000;
      }).sort((a, b) => a - b);
      return {
        name: `${name}, ${WIDTH} × ${rank}`,
        unit: 'CPU ms' as const,
        min: Number(times[0].toFixed(2)),
        median: Number(times[ROUNDS >> 1].toFixed(2)),
      };
    });
  });
}

function normalMatrix(rows: number, cols: number): Matrix {
  const values = fillNormal(randomStream('bench', rows, cols), new Float32Array(rows * cols));
  return { rows, cols, data: Float64Array.from(values) };
}
