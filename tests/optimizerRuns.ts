import { float64Algebra, type Matrix } from '../kernels/orthogonalization/float64.ts';
import { graphAlgebra } from '../models/graph/algebra.ts';
import { elementCount, Graph, type Tensor } from '../models/graph/graph.ts';
import { reshape, slice } from '../models/graph/ops.ts';
import type { Optimizer } from '../models/optimizers/optimizer.ts';
import type { MatrixShape } from '../models/optimizers/parameterShape.ts';
import { parameterShape } from '../models/optimizers/parameterShape.ts';
import { openSession } from '../models/runtime/session.ts';

/** One parameter, where it starts, and what gradients it meets; undefined where a step has none. */
export interface Course {
  readonly shape: readonly number[];
  readonly start: ArrayLike<number>;
  readonly gradients: readonly (ArrayLike<number> | undefined)[];
  readonly learningRate: number;
}

/** Where a parameter stood after a step. */
export interface Stand {
  readonly weights: ArrayLike<number> & Iterable<number>;
  readonly state: readonly (ArrayLike<number> & Iterable<number>)[];
}

export function matrix({ rows, cols }: MatrixShape, values: ArrayLike<number>): Matrix {
  return { rows, cols, data: Float64Array.from(values) };
}

const scalar = (value: number) => matrix({ rows: 1, cols: 1 }, [value]);

/** A parameter on Float64 arrays; each call makes one step. */
export function float64Steps(
  optimizer: Optimizer,
  shape: readonly number[],
  start: ArrayLike<number>,
): (gradient: ArrayLike<number> | undefined, learningRate: number) => Stand {
  const parameter = parameterShape('w', shape);
  let step = 0;
  let weights = matrix(parameter, start);
  let state: readonly Matrix[] = optimizer
    .init(parameter)
    .map(slot => matrix(slot, new Float64Array(slot.rows * slot.cols)));
  return (gradient, learningRate) => {
    step++;
    ({ weights, state } = optimizer.update(float64Algebra, {
      shape: parameter,
      weights,
      gradient: gradient && matrix(parameter, gradient),
      state,
      numbers: optimizer.numbers(step, learningRate).map(scalar),
    }));
    return { weights: weights.data, state: state.map(slot => slot.data) };
  };
}

/** Runs an optimizer over Float64 arrays. */
export function float64Run(optimizer: Optimizer, { shape, start, gradients, learningRate }: Course): Stand[] {
  const makeStep = float64Steps(optimizer, shape, start);
  return gradients.map(gradient => makeStep(gradient, learningRate));
}

/**
 * Runs an optimizer as a graph of single precision, as training does.
 */
export async function graphRun(
  optimizer: Optimizer,
  { shape, start, gradients, learningRate }: Course,
): Promise<Stand[]> {
  const parameter = parameterShape('w', shape);
  const side = [1, parameter.rows, parameter.cols];
  const slots = optimizer.init(parameter).map(({ rows, cols }) => [1, rows, cols]);
  const numbersOf = (step: number) => Float32Array.from(optimizer.numbers(step, learningRate));
  const model = (present: boolean): Uint8Array => {
    const graph = new Graph('optimizer');
    const numbers = graph.input('numbers', [numbersOf(1).length]);
    const next = optimizer.update<Tensor>(graphAlgebra, {
      shape: parameter,
      weights: graph.input('weights', side),
      gradient: present ? graph.input('gradient', side) : undefined,
      state: slots.map((slot, i) => graph.input(`slot${i}`, slot)),
      numbers: Array.from(numbersOf(1), (_, i) => reshape(slice(numbers, 0, i, i + 1), [1, 1])),
    });
    graph.output('next', next.weights);
    for (const [i, slot] of next.state.entries()) graph.output(`next${i}`, slot);
    return graph.toBytes();
  };
  const sessions = new Map<boolean, Awaited<ReturnType<typeof openSession>>>();
  let weights: Float32Array = Float32Array.from(start);
  let state: Float32Array[] = slots.map(slot => new Float32Array(elementCount(slot)));
  const path: Stand[] = [];
  for (const [i, gradient] of gradients.entries()) {
    const present = gradient !== undefined;
    const session =
      sessions.get(present) ?? (await openSession(model(present), { device: 'cpu', threads: 1 }));
    sessions.set(present, session);
    const numbers = numbersOf(i + 1);
    const out = await session.run({
      weights: { shape: side, data: weights },
      ...(gradient && { gradient: { shape: side, data: Float32Array.from(gradient) } }),
      numbers: { shape: [numbers.length], data: numbers },
      ...Object.fromEntries(state.map((data, k) => [`slot${k}`, { shape: slots[k], data }])),
    });
    weights = out.next.data as Float32Array;
    state = slots.map((_, k) => out[`next${k}`].data as Float32Array);
    path.push({ weights, state });
  }
  for (const session of sessions.values()) await session.close();
  return path;
}

/** max|got − want| / max|want| */
export function relativeGap(got: ArrayLike<number>, want: ArrayLike<number>): number {
  let [gap, size] = [0, 0];
  for (let i = 0; i < want.length; i++) {
    const difference = Math.abs(got[i] - want[i]);
    gap = difference > gap || Number.isNaN(difference) ? difference : gap;
    size = Math.max(size, Math.abs(want[i]));
  }
  return size === 0 ? gap : gap / size;
}
