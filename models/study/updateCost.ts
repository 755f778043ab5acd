import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { graphAlgebra } from '../graph/algebra.ts';
import { elementCount, Graph } from '../graph/graph.ts';
import { openSession, type SessionOptions, type Value } from '../runtime/session.ts';
import type { Contestant } from './contestants.ts';

const MOST_REPEATS = 20;
/** No repeat begins after this time; the first one always does. */
const ENOUGH_SECONDS = 3;

/**
 * Shortest time in seconds of one update of a square matrix, in a graph of its own: weights, gradient and state go in, new weights and new
 * state come out. The copies in and out are part of it, as they are in a training step.
 */
export async function timeUpdate(
  { hidden }: Contestant,
  size: number,
  options: SessionOptions,
): Promise<number> {
  const graph = new Graph(`update-${size}`);
  const shape = { name: 'matrix', rows: size, cols: size };
  const square = [size, size];
  const stateShapes = hidden.init(shape).map(({ rows, cols }) => [rows, cols]);
  const numbers = hidden.numbers(1, 1e-3);
  const next = hidden.update(graphAlgebra, {
    shape,
    weights: graph.input('weights', square),
    gradient: graph.input('gradient', square),
    state: stateShapes.map((sides, i) => graph.input(`state${i}`, sides)),
    numbers: numbers.map((_, i) => graph.input(`number${i}`, [1, 1])),
  });
  graph.output('weights.next', next.weights);
  for (const [i, state] of next.state.entries()) graph.output(`state${i}.next`, state);

  const stream = randomStream('update cost', size);
  const random = (): Value => ({ shape: square, data: fillNormal(stream, new Float32Array(size * size)) });
  const inputs: Record<string, Value> = { weights: random(), gradient: random() };
  for (const [i, sides] of stateShapes.entries())
    inputs[`state${i}`] = { shape: sides, data: new Float32Array(elementCount(sides)) };
  for (const [i, number] of numbers.entries())
    inputs[`number${i}`] = { shape: [1, 1], data: Float32Array.of(number) };
  const session = await openSession(graph.toBytes(), options);
  try {
    return await shortest(() => session.run(inputs));
  } finally {
    await session.close();
  }
}

async function shortest(work: () => Promise<unknown>): Promise<number> {
  let [best, spent] = [Number.POSITIVE_INFINITY, 0];
  for (let repeat = 0; repeat < MOST_REPEATS && spent < ENOUGH_SECONDS; repeat++) {
    const startedAt = performance.now();
    await work();
    const seconds = (performance.now() - startedAt) / 1000;
    best = Math.min(best, seconds);
    spent += seconds;
  }
  return best;
}
