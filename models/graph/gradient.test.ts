import { describe, expect, it } from 'vitest';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { openSession } from '../runtime/session.ts';
import { gradient } from './gradient.ts';
import { elementCount, Graph, type Shape, type Tensor } from './graph.ts';
import { linear, matmul } from './matrix.ts';
import {
  abs,
  add,
  atLeast,
  atMost,
  concat,
  detach,
  div,
  exp,
  gatherLast,
  log,
  logSoftmax,
  lookUp,
  mean,
  mul,
  permuteRows,
  reshape,
  rmsNorm,
  scale,
  select,
  shift,
  sigmoid,
  silu,
  slice,
  softmax,
  softplus,
  sqrt,
  sub,
  sum,
  transpose,
} from './ops.ts';

/** Every operation with a derivative: a function of one or two inputs. A new one joins by adding a row. */
const OPERATIONS: Record<string, { shapes: Shape[]; build: (...inputs: Tensor[]) => Tensor }> = {
  add: {
    shapes: [
      [3, 4],
      [3, 4],
    ],
    build: add,
  },
  'add, broadcast': { shapes: [[2, 3, 4], [4]], build: add },
  sub: {
    shapes: [
      [3, 4],
      [3, 1],
    ],
    build: sub,
  },
  mul: {
    shapes: [
      [3, 4],
      [3, 4],
    ],
    build: mul,
  },
  'mul, broadcast': {
    shapes: [
      [2, 3, 4],
      [2, 1, 1],
    ],
    build: mul,
  },
  div: {
    shapes: [
      [3, 4],
      [1, 4],
    ],
    build: (a, b) => div(a, shift(mul(b, b), 1)),
  },
  scale: { shapes: [[5]], build: x => scale(x, -2.5) },
  sqrt: { shapes: [[5]], build: x => sqrt(shift(mul(x, x), 0.5)) },
  log: { shapes: [[5]], build: x => log(shift(mul(x, x), 0.5)) },
  exp: { shapes: [[5]], build: exp },
  abs: { shapes: [[7]], build: x => abs(shift(x, 3)) },
  'abs, negative': { shapes: [[7]], build: x => abs(shift(x, -3)) },
  'atLeast, mostly above': { shapes: [[7]], build: x => atLeast(mul(shift(x, 5), shift(x, 5)), 2) },
  'atMost, mostly below': { shapes: [[7]], build: x => atMost(mul(shift(x, 5), shift(x, 5)), 90) },
  'atMost, ceiling': { shapes: [[7]], build: x => add(mul(x, x), atMost(x, -9)) },
  'atLeast, floor': { shapes: [[7]], build: x => add(mul(x, x), atLeast(x, 9)) },
  select: {
    shapes: [
      [3, 4],
      [3, 1],
    ],
    build: (a, b) => select(a.graph.constant([1, 0, 1, 0], [4]), a, b),
  },
  gatherLast: { shapes: [[2, 3]], build: x => gatherLast(x, [2, 0, 2, 1]) },
  sigmoid: { shapes: [[3, 4]], build: sigmoid },
  softplus: { shapes: [[3, 4]], build: softplus },
  silu: { shapes: [[3, 4]], build: silu },
  softmax: { shapes: [[3, 5]], build: softmax },
  logSoftmax: { shapes: [[3, 5]], build: logSoftmax },
  rmsNorm: { shapes: [[3, 8]], build: x => rmsNorm(x) },
  sum: { shapes: [[2, 3, 4]], build: x => sum(x, [0, 2]) },
  mean: { shapes: [[2, 3]], build: mean },
  reshape: { shapes: [[2, 6]], build: x => reshape(x, [3, 4]) },
  transpose: { shapes: [[2, 3, 4]], build: x => transpose(x, [2, 0, 1]) },
  slice: { shapes: [[5, 3]], build: x => slice(x, 0, 1, 4) },
  concat: {
    shapes: [
      [2, 3],
      [2, 2],
    ],
    build: (a, b) => concat([a, b], 1),
  },
  permuteRows: {
    shapes: [[4, 3]],
    build: x => permuteRows(x, x.graph.indices([2, 0, 3, 1]), x.graph.indices([1, 3, 0, 2])),
  },
  lookUp: { shapes: [[3, 2]], build: table => lookUp(table, [0, 2, 2, 1, 2]) },
  linear: {
    shapes: [
      [4, 3],
      [3, 5],
    ],
    build: (x, w) => linear(x, w),
  },
  'linear, transposed': {
    shapes: [
      [4, 3],
      [5, 3],
    ],
    build: (x, w) => linear(x, w, { transposed: true }),
  },
  matmul: {
    shapes: [
      [2, 3, 4],
      [2, 4, 5],
    ],
    build: matmul,
  },
  'matmul, one factor for a stack': {
    shapes: [
      [4, 3],
      [2, 3, 5],
    ],
    build: matmul,
  },
};

const STEP = 2e-2;

/**
 * Largest difference between the graph's derivative along random directions and the central difference of the loss, relative to the
 * gradient's length. The loss weighs every output entry differently, so no entry can hide.
 */
async function worstError(shapes: readonly Shape[], build: (...inputs: Tensor[]) => Tensor): Promise<number> {
  const stream = randomStream(7, 'gradient-check');
  const graph = new Graph('check');
  const inputs = shapes.map((shape, i) => graph.input(`x${i}`, shape));
  const y = build(...inputs);
  const weights = graph.constant(fillNormal(stream, new Float32Array(elementCount(y.shape))), y.shape);
  const loss = reshape(
    sum(
      mul(y, weights),
      y.shape.map((_, i) => i),
    ),
    [],
  );
  graph.output('loss', loss);
  for (const [i, g] of gradient(loss, inputs).entries()) graph.output(`g${i}`, g);
  const session = await openSession(graph.toBytes(), { device: 'cpu', threads: 1 });
  const at = (points: readonly Float32Array[]) =>
    session.run(Object.fromEntries(points.map((data, i) => [`x${i}`, { shape: shapes[i], data }])));

  const points = shapes.map(shape => fillNormal(stream, new Float32Array(elementCount(shape))));
  const here = await at(points);
  let worst = 0;
  for (const [i, shape] of shapes.entries())
    for (let trial = 0; trial < 4; trial++) {
      const direction = fillNormal(stream, new Float32Array(elementCount(shape)));
      const moved = async (sign: number) => {
        const changed = points.map((p, j) =>
          j === i ? p.map((value, k) => value + sign * STEP * direction[k]) : p,
        );
        return (await at(changed)).loss.data[0] as number;
      };
      const numeric = ((await moved(1)) - (await moved(-1))) / (2 * STEP);
      const g = here[`g${i}`].data as Float32Array;
      const analytic = g.reduce((total, value, k) => total + value * direction[k], 0);
      const length = Math.hypot(...g) * Math.hypot(...direction);
      worst = Math.max(worst, Math.abs(numeric - analytic) / (length + 1e-6));
    }
  await session.close();
  return worst;
}

describe('gradient', () => {
  it.each(Object.entries(OPERATIONS))(
    'of %s agrees with central differences',
    async (_, { shapes, build }) => {
      expect(await worstError(shapes, build)).toBeLessThan(2e-3);
    },
  );

  it('adds up where a value is used twice', async () => {
    expect(await worstError([[3]], x => add(mul(x, x), silu(x)))).toBeLessThan(2e-3);
  });

  it('catches a derivative that is wrong by a constant factor', async () => {
    const wrongScale = (x: Tensor) =>
      x.graph.apply('Mul', [x, x.graph.constant([2], [])], [x.shape], {}, ([g]) => [
        scale(g!, 1.9),
        undefined,
      ])[0];
    expect(await worstError([[4]], wrongScale)).toBeGreaterThan(5e-3);
  });

  it('does not flow through detach', async () => {
    const graph = new Graph('detached');
    const x = graph.input('x', [1]);
    const loss = reshape(mul(x, detach(x)), []);
    graph.output('g', gradient(loss, [x])[0]);
    const session = await openSession(graph.toBytes(), { device: 'cpu' });
    const { g } = await session.run({ x: { shape: [1], data: Float32Array.of(3) } });
    expect(g.data[0]).toBe(3);
    await session.close();
  });

  it('refuses a loss that is no scalar, and one that does not depend on the weight', () => {
    const graph = new Graph('refused');
    const [x, w] = [graph.input('x', [2]), graph.input('w', [2])];
    expect(() => gradient(mul(x, x), [x])).toThrow('has shape [2], not []');
    expect(() => gradient(mean(x), [w])).toThrow('does not depend on w');
  });
});
