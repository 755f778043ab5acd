import { float64Algebra, type Matrix } from '../kernels/orthogonalization/float64.ts';
import { newtonSchulz } from '../kernels/orthogonalization/newtonSchulz.ts';
import { qr } from '../kernels/orthogonalization/qr.ts';
import { fillNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { graphAlgebra } from '../models/graph/algebra.ts';
import { Graph, type Tensor } from '../models/graph/graph.ts';
import { matmul } from '../models/graph/matrix.ts';
import { openSession } from '../models/runtime/session.ts';

const STEPS = 5;
const ROUNDS = 30;
/** Stacks [count, rows, cols] as a codec has them: square projections and tall feed-forward weights. */
const STACKS = [
  [16, 128, 128],
  [8, 512, 128],
] as const;

/** Rate of Newton–Schulz beside that of the same matrix products alone, both in graphs on one thread. */
export interface ProductRate {
  readonly name: string;
  readonly unit: 'GFLOP/CPU s';
  readonly best: number;
  readonly plainProducts: number;
  readonly ratio: number;
}

/** The products of Newton–Schulz with nothing between them: A = XY, AA, (AA)X, where Y has the shape of Xᵀ. */
function plainProducts(x: Tensor, y: Tensor): Tensor {
  let result = x;
  for (let step = 0; step < STEPS; step++) {
    const gram = matmul(result, y);
    result = matmul(matmul(gram, gram), result);
  }
  return result;
}

export async function newtonSchulzRates(): Promise<ProductRate[]> {
  const rates: ProductRate[] = [];
  for (const [count, rows, cols] of STACKS) {
    const [small, large] = [Math.min(rows, cols), Math.max(rows, cols)];
    const flops = count * STEPS * (4 * small ** 2 * large + 2 * small ** 3);
    // Orthonormal rows, so that chains of products neither grow nor vanish.
    const { q } = qr(float64Algebra, normalMatrix(large, small));
    const [xT, x] = [q, float64Algebra.transpose(q)].map(matrix => stackOf(count, matrix));
    const contestants = [
      await contestant([rows < cols ? x : xT], ([g]) => newtonSchulz(graphAlgebra, g)),
      await contestant([x, xT], ([a, b]) => plainProducts(a, b)),
    ];
    // In turns, so that whatever else the machine does meets both alike.
    for (let round = 0; round < ROUNDS; round++) for (const { run } of contestants) await run();
    const [iteration, plain] = contestants.map(({ times }) => flops / Math.min(...times) / 1e6);
    for (const { close } of contestants) await close();
    rates.push({
      name: `Newton–Schulz, ${count} × ${rows} × ${cols}`,
      unit: 'GFLOP/CPU s',
      best: Number(iteration.toFixed(1)),
      plainProducts: Number(plain.toFixed(1)),
      ratio: Number((iteration / plain).toFixed(3)),
    });
  }
  return rates;
}

function normalMatrix(rows: number, cols: number): Matrix {
  const values = fillNormal(randomStream('bench', 'newton-schulz'), new Float32Array(rows * cols));
  return { rows, cols, data: Float64Array.from(values) };
}

function stackOf(count: number, { rows, cols, data }: Matrix) {
  const values = Float32Array.from({ length: count * data.length }, (_, i) => data[i % data.length]);
  return { shape: [count, rows, cols], data: values };
}

async function contestant(
  values: readonly { readonly shape: readonly number[]; readonly data: Float32Array }[],
  build: (inputs: readonly Tensor[]) => Tensor,
) {
  const graph = new Graph('rate');
  const inputs = values.map(({ shape }, i) => graph.input(`x${i}`, shape));
  // One number per row goes out, so that copying results is not measured.
  graph.output('sums', graphAlgebra.rowSums(build(inputs)));
  const session = await openSession(graph.toBytes(), { device: 'cpu', threads: 1 });
  const feeds = Object.fromEntries(values.map((value, i) => [`x${i}`, value]));
  await session.run(feeds);
  const times: number[] = [];
  return {
    times,
    close: () => session.close(),
    async run() {
      const start = process.cpuUsage();
      await session.run(feeds);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    },
  };
}
