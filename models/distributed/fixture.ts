import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { elementCount } from '../graph/graph.ts';
import { mul, reshape, scale, sub, sum } from '../graph/ops.ts';
import { layOut, type WeightSpec } from '../graph/weights.ts';
import { optimizerNamed } from '../optimizers/named.ts';
import { openSession } from '../runtime/session.ts';
import { type Objective, trainingStep } from '../training/step.ts';
import { assignWork, type DistributedOptions } from './distributed.ts';
import { openShard } from './shard.ts';

/** Square, tall and wide hidden matrices, whose rows do not divide by three, and a vector of odd length. */
const SPECS: readonly WeightSpec[] = [
  ...['a', 'b', 'c'].map(name => ({ name, shape: [8, 8], start: 'zeros', hidden: true }) as const),
  ...['d', 'e'].map(name => ({ name, shape: [16, 8], start: 'zeros', hidden: true }) as const),
  { name: 'f', shape: [7, 10], start: 'zeros', hidden: true },
  { name: 'g', shape: [13], start: 'zeros', hidden: false },
];
export const layout = layOut(SPECS);

const random = (name: string) => fillNormal(randomStream('quadratic', name), new Float32Array(layout.length));
export const start = random('start');
const target = random('target');
/** Curvatures in [0.5, ∞): no direction is flat, none is like another. */
const curvature = random('curvature').map(value => 0.5 + Math.abs(value));

/** Gradient of ½ Σ c(w − t)². */
export function quadraticGradient(weights: Float32Array): Float32Array {
  return Float32Array.from(weights, (w, i) => curvature[i] * Math.fround(w - target[i]));
}

const quadratic: Objective = (graph, weights) => {
  const at = (values: Float32Array, { shape, offset }: (typeof layout.weights)[number]) =>
    graph.constant(values.slice(offset, offset + elementCount(shape)), shape);
  const terms = layout.weights.map(placed => {
    const distance = sub(weights(placed.name, placed.shape, 'zeros', placed.hidden), at(target, placed));
    const cost = mul(at(curvature, placed), mul(distance, distance));
    return reshape(
      scale(
        sum(
          cost,
          placed.shape.map((_, axis) => axis),
        ),
        0.5,
      ),
      [],
    );
  });
  const loss = terms.reduce((a, b) => a.graph.apply('Add', [a, b], [[]], {}, ([g]) => [g, g])[0]);
  return { loss, readouts: {} };
};

/** The training step of the quadratic as a single graph: what the distributed optimizer must reproduce. */
export async function trainInGraph(optimizer: string, steps: number, learningRate: number) {
  const step = trainingStep('quadratic', quadratic, optimizerNamed(optimizer));
  const session = await openSession(step.model, { device: 'cpu', threads: 1 });
  let weights = start;
  let state: Float32Array = new Float32Array(step.stateLength);
  for (let number = 1; number <= steps; number++) {
    const numbers = step.numbers(number, learningRate);
    const results = await session.run({
      weights: { shape: [weights.length], data: weights },
      state: { shape: [state.length], data: state },
      numbers: { shape: [numbers.length], data: numbers },
    });
    weights = results['weights.next'].data as typeof weights;
    state = results['state.next'].data as Float32Array;
  }
  await session.close();
  return { weights, state, step };
}

/** The shards of all workers in this thread, taking turns: a distributed optimizer without the start of threads. */
export async function openInProcess(options: DistributedOptions) {
  const assignments = assignWork(options);
  const { weights, gradient, numbers, state } = assignments[0].memory;
  const everyone = meetingPoint(options.workers);
  const shards = await Promise.all(assignments.map(assignment => openShard(assignment, everyone)));
  return {
    weights,
    step(nextGradient: Float32Array, nextNumbers: Float32Array) {
      gradient.set(nextGradient);
      numbers.set(nextNumbers);
      return Promise.all(shards.map(shard => shard.step()));
    },
    state() {
      for (const shard of shards) shard.save();
      return state.slice();
    },
    async close() {
      for (const shard of shards) await shard.close();
    },
  };
}

/** The barrier of shards that share a thread: a promise that the last one to come resolves for all. */
function meetingPoint(count: number): () => Promise<void> {
  let arrived = 0;
  let { promise, open } = gate();
  return async () => {
    arrived++;
    if (arrived < count) return promise;
    arrived = 0;
    const release = open;
    ({ promise, open } = gate());
    release();
  };
}

function gate(): { promise: Promise<void>; open: () => void } {
  let open = () => {};
  const promise = new Promise<void>(resolve => {
    open = resolve;
  });
  return { promise, open };
}
