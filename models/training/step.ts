import { graphAlgebra } from '../graph/algebra.ts';
import { gradient } from '../graph/gradient.ts';
import { elementCount, Graph, type Shape, type Tensor } from '../graph/graph.ts';
import { concat, reshape, slice } from '../graph/ops.ts';
import { collectWeights, layOut, viewsOf, type WeightLayout, type Weights } from '../graph/weights.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { parameterGroups, stateLengthOf } from './parameterGroups.ts';

/** A network with a loss: asks for weights, declares its data inputs on the graph, names what else is to be read out. */
export type Objective = (
  graph: Graph,
  weights: Weights,
) => { loss: Tensor; readouts: Readonly<Record<string, Tensor>> };

/** Who updates what. */
export interface StepOptimizers {
  /** For hidden matrices. */
  readonly hidden: Optimizer;
  /** For everything else. */
  readonly others: Optimizer;
  /** Learning rate of `others`, as a multiple of that of `hidden`; 1 unless given. */
  readonly othersRate?: number;
}

export interface TrainingStep {
  readonly model: Uint8Array;
  readonly layout: WeightLayout;
  /** Entries of the optimizer state vector. */
  readonly stateLength: number;
  /** The input `numbers` of step 1, 2, …: learning rates and whatever else the optimizers count in steps. */
  numbers(step: number, learningRate: number): Float32Array;
}

/**
 * One training step as a single ONNX graph: forward, backward and optimizer update.
 *
 * Inputs: `weights` [layout.length], `state` [stateLength], `numbers` as the function of that name gives them, and whatever the objective
 * declares. Outputs: `weights.next`, `state.next`, `loss` and the objective's readouts.
 *
 * @throws ConfigError when an optimizer cannot treat a parameter; NumericError when the loss does not depend on a weight
 */
export function trainingStep(name: string, objective: Objective, optimizers: StepOptimizers): TrainingStep {
  const { graph, layout, groups, stateLength, numbers, flat, flatGradient } = backward(
    name,
    objective,
    optimizers,
  );
  const state = graph.input('state', [stateLength]);
  const stepInput = graph.input('numbers', [numbers(1, 0).length]);

  const scalars = Array.from({ length: stepInput.shape[0] }, (_, i) => part(stepInput, i, [1, 1]));
  const hiddenScalars = optimizers.hidden.numbers(1, 0).length;
  let [weightAt, stateAt] = [0, 0];
  const nextWeights: Tensor[] = [];
  const nextState: Tensor[] = [];
  for (const { optimizer, isHidden, shape, stack, stateShapes } of groups) {
    const next = optimizer.update(graphAlgebra, {
      shape,
      weights: part(flat, weightAt, stack),
      gradient: part(flatGradient, weightAt, stack),
      state: parts(state, stateAt, stateShapes),
      numbers: isHidden ? scalars.slice(0, hiddenScalars) : scalars.slice(hiddenScalars),
    });
    nextWeights.push(flatten(next.weights));
    nextState.push(...next.state.map(flatten));
    weightAt += elementCount(stack);
    stateAt += totalCount(stateShapes);
  }
  graph.output('weights.next', concat(nextWeights, 0));
  graph.output('state.next', nextState.length === 0 ? state : concat(nextState, 0));
  return { model: graph.toBytes(), layout, stateLength, numbers };
}

/**
 * The training step up to the gradient, for an optimizer that does not run in the graph: inputs `weights` and what the objective declares;
 * outputs `gradient` [layout.length], `loss` and the objective's readouts. Everything else as for `trainingStep`.
 */
export function gradientStep(name: string, objective: Objective, optimizers: StepOptimizers): TrainingStep {
  const { graph, layout, stateLength, numbers, flatGradient } = backward(name, objective, optimizers);
  graph.output('gradient', flatGradient);
  return { model: graph.toBytes(), layout, stateLength, numbers };
}

/** Forward and backward: the part of the graph that every optimizer needs. */
function backward(name: string, objective: Objective, optimizers: StepOptimizers) {
  const layout = layOut(collectWeights(objective));
  const groups = parameterGroups(layout, optimizers);
  const numbers = (step: number, learningRate: number) => stepNumbers(optimizers, step, learningRate);
  const stateLength = stateLengthOf(groups);

  const graph = new Graph(name);
  const flat = graph.input('weights', [layout.length]);
  const views = new Map<string, Tensor>();
  const { loss, readouts } = objective(graph, viewsOf(flat, layout, views));
  const gradients = gradient(
    loss,
    layout.weights.map(weight => views.get(weight.name)!),
  );
  graph.output('loss', loss);
  for (const [key, tensor] of Object.entries(readouts)) graph.output(key, tensor);
  return {
    graph,
    layout,
    groups,
    stateLength,
    numbers,
    flat,
    flatGradient: concat(gradients.map(flatten), 0),
  };
}

function stepNumbers({ hidden, others, othersRate = 1 }: StepOptimizers, step: number, learningRate: number) {
  return Float32Array.from([
    ...hidden.numbers(step, learningRate),
    ...others.numbers(step, othersRate * learningRate),
  ]);
}

function part(flat: Tensor, offset: number, shape: Shape): Tensor {
  return reshape(slice(flat, 0, offset, offset + elementCount(shape)), shape);
}

function parts(flat: Tensor, offset: number, shapes: readonly Shape[]): Tensor[] {
  let at = offset;
  return shapes.map(shape => {
    at += elementCount(shape);
    return part(flat, at - elementCount(shape), shape);
  });
}

function flatten(x: Tensor): Tensor {
  return reshape(x, [elementCount(x.shape)]);
}

function totalCount(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, shape) => sum + elementCount(shape), 0);
}
