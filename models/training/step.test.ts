import { describe, expect, it } from 'vitest';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { float64Steps, relativeGap } from '../../tests/optimizerRuns.ts';
import { elementCount } from '../graph/graph.ts';
import { add, mean, mul, reshape, scale, sub } from '../graph/ops.ts';
import { type NamedOptimizer, OPTIMIZER_NAMES, optimizerNamed } from '../optimizers/named.ts';
import { openSession } from '../runtime/session.ts';
import { type Objective, trainingStep } from './step.ts';

const WEIGHTS = [
  { name: 'first', shape: [6, 4], hidden: true },
  { name: 'filter', shape: [5, 2, 3, 2], hidden: true },
  { name: 'bias', shape: [7], hidden: false },
  { name: 'second', shape: [6, 4], hidden: true },
];
const normals = (name: string, length: number) =>
  fillNormal(randomStream('step', name), new Float32Array(length));
const target = (name: string, shape: readonly number[]) => normals(`${name} target`, elementCount(shape));

/** ½Σ(w − target)², so that a gradient is w − target. */
const objective: Objective = (graph, weights) => {
  const losses = WEIGHTS.map(({ name, shape, hidden }) => {
    const difference = sub(weights(name, shape, 'zeros', hidden), graph.constant(target(name, shape), shape));
    return scale(mean(mul(difference, difference)), elementCount(shape) / 2);
  });
  return { loss: losses.reduce((a, b) => reshape(add(a, b), [])), readouts: {} };
};

/** Worst gap over three steps between the weights of a graph with one optimizer and single parameters with another. */
async function worstGap(ran: NamedOptimizer, expected: NamedOptimizer): Promise<number> {
  let gap = 0;
  const { model, layout, stateLength, numbers } = trainingStep('step', objective, ran);
  const session = await openSession(model, { device: 'cpu', threads: 1 });
  let weights = normals('start', layout.length);
  let state: Float32Array = new Float32Array(stateLength);
  const exact = layout.weights.map(({ name, shape, hidden, offset }) => ({
    name,
    shape,
    hidden,
    offset,
    values: Array.from(weights.subarray(offset, offset + elementCount(shape))) as ArrayLike<number>,
    makeStep: float64Steps(
      hidden ? expected.hidden : expected.others,
      shape,
      weights.slice(offset, offset + elementCount(shape)),
    ),
  }));
  for (let step = 1; step <= 3; step++) {
    const input = numbers(step, ran.learningRate);
    const out = await session.run({
      weights: { shape: [layout.length], data: weights },
      state: { shape: [stateLength], data: state },
      numbers: { shape: [input.length], data: input },
    });
    weights = out['weights.next'].data as Float32Array<ArrayBuffer>;
    state = out['state.next'].data as Float32Array;
    for (const parameter of exact) {
      const { name, shape, hidden, offset, values, makeStep } = parameter;
      const goal = target(name, shape);
      const gradient = Float64Array.from(values, (w, i) => w - goal[i]);
      const rate = hidden ? expected.learningRate : expected.othersRate * expected.learningRate;
      parameter.values = makeStep(gradient, rate).weights;
      const got = weights.subarray(offset, offset + elementCount(shape));
      gap = Math.max(gap, relativeGap(got, parameter.values));
    }
  }
  await session.close();
  return gap;
}

it.each(OPTIMIZER_NAMES)(
  '%s updates every hidden matrix on its own, stacked or not, and the rest at its own rate',
  async name => {
    const optimizer = optimizerNamed(name, { weightDecay: 0.1 });
    expect(await worstGap(optimizer, optimizer)).toBeLessThan(1e-5);
  },
);

it('would notice a wrong rate of the rest, and another optimizer', async () => {
  const optimizer = optimizerNamed('normuon:official');
  expect(await worstGap({ ...optimizer, othersRate: 1 }, optimizer)).toBeGreaterThan(1e-3);
  expect(
    await worstGap({ ...optimizer, hidden: optimizerNamed('muon:kj').hidden }, optimizer),
  ).toBeGreaterThan(1e-3);
});

describe('trainingStep', () => {
  const withHiddenBias: Objective = (graph, weights) =>
    objective(graph, (name, shape, start, hidden) => weights(name, shape, start, hidden || name === 'bias'));

  it('refuses a vector that is marked as hidden, unless its optimizer takes vectors', () => {
    expect(() => trainingStep('step', withHiddenBias, optimizerNamed('normuon'))).toThrow(
      'bias: is a vector (1×7), which cannot be orthogonalized',
    );
    expect(trainingStep('step', withHiddenBias, optimizerNamed('sgd')).layout.banks).toHaveLength(3);
  });

  it('refuses a weight that the loss does not reach', () => {
    const idle: Objective = (graph, weights) => {
      weights('idle', [3, 3], 'zeros', true);
      return objective(graph, weights);
    };
    expect(() => trainingStep('step', idle, optimizerNamed('muon'))).toThrow('does not depend on');
  });
});
