import { gradient } from '../graph/gradient.ts';
import { elementCount, Graph, type Shape, type Tensor } from '../graph/graph.ts';
import { concat, reshape, slice } from '../graph/ops.ts';
import { collectWeights, layOut, viewsOf, type WeightLayout, type Weights } from '../graph/weights.ts';
import type { GraphOptimizer } from '../optimizers/optimizer.ts';

/** A network with a loss: asks for weights, declares its data inputs on the graph, names what else is to be read out. */
export type Objective = (
  graph: Graph,
  weights: Weights,
) => { loss: Tensor; readouts: Readonly<Record<string, Tensor>> };

export interface TrainingStep {
  readonly model: Uint8Array;
  readonly layout: WeightLayout;
  /** Entries of the optimizer state vector. */
  readonly stateLength: number;
}

/**
 * One training step as a single ONNX graph: forward, backward and optimizer update.
 *
 * Inputs: `weights` [layout.length], `state` [stateLength], `numbers` [3] = learning rate and Adam's two bias corrections, and whatever
 * the objective declares. Outputs: `weights.next`, `state.next`, `loss` and the objective's readouts.
 */
export function trainingStep(
  name: string,
  objective: Objective,
  optimizers: { readonly hidden: GraphOptimizer; readonly others: GraphOptimizer },
): TrainingStep {
  const layout = layOut(collectWeights(objective));
  const graph = new Graph(name);
  const stateLength =
    layout.hiddenLength * optimizers.hidden.slots +
    (layout.length - layout.hiddenLength) * optimizers.others.slots;
  const flat = graph.input('weights', [layout.length]);
  const state = graph.input('state', [stateLength]);
  const numbers = graph.input('numbers', [3]);
  const number = (i: number) => reshape(slice(numbers, 0, i, i + 1), []);
  const stepNumbers = { learningRate: number(0), firstCorrection: number(1), secondCorrection: number(2) };

  const views = new Map<string, Tensor>();
  const { loss, readouts } = objective(graph, viewsOf(flat, layout, views));
  const wrt = layout.weights.map(weight => views.get(weight.name)!);
  const gradients = gradient(loss, wrt);

  const groups = [
    ...layout.banks.map(bank => ({
      optimizer: optimizers.hidden,
      shape: [bank.count, bank.rows, bank.cols],
    })),
    { optimizer: optimizers.others, shape: [layout.length - layout.hiddenLength] },
  ];
  let [weightAt, stateAt, gradientAt] = [0, 0, 0];
  const nextWeights: Tensor[] = [];
  const nextState: Tensor[] = [];
  for (const { optimizer, shape } of groups) {
    const size = elementCount(shape);
    const parts: Tensor[] = [];
    for (let seen = 0; seen < size; gradientAt++) {
      parts.push(flatten(gradients[gradientAt]));
      seen += elementCount(gradients[gradientAt].shape);
    }
    const slots = Array.from({ length: optimizer.slots }, (_, i) => part(state, stateAt + i * size, shape));
    const result = optimizer.update(
      part(flat, weightAt, shape),
      reshape(concat(parts, 0), shape),
      slots,
      stepNumbers,
    );
    nextWeights.push(flatten(result.weights));
    nextState.push(...result.slots.map(flatten));
    weightAt += size;
    stateAt += size * optimizer.slots;
  }
  graph.output('weights.next', concat(nextWeights, 0));
  graph.output('state.next', concat(nextState, 0));
  graph.output('loss', loss);
  for (const [key, tensor] of Object.entries(readouts)) graph.output(key, tensor);
  return { model: graph.toBytes(), layout, stateLength };
}

function part(flat: Tensor, offset: number, shape: Shape): Tensor {
  return reshape(slice(flat, 0, offset, offset + elementCount(shape)), shape);
}

function flatten(x: Tensor): Tensor {
  return reshape(x, [elementCount(x.shape)]);
}
