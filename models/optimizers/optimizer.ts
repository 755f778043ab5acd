import type { Tensor } from '../graph/graph.ts';

/** Numbers that change from step to step, as scalars of the graph. */
export interface StepNumbers {
  readonly learningRate: Tensor;
  /** 1/(1 − β₁ᵗ) and 1/(1 − β₂ᵗ), the bias corrections of Adam. */
  readonly firstCorrection: Tensor;
  readonly secondCorrection: Tensor;
}

/**
 * An optimizer as part of a training graph. It keeps `slots` state tensors, each shaped like the weights and starting at zero, and
 * turns (weights, gradient, slots) into the next ones.
 */
export interface GraphOptimizer {
  readonly slots: number;
  update(weights: Tensor, gradient: Tensor, slots: readonly Tensor[], numbers: StepNumbers): OptimizerResult;
}

export interface OptimizerResult {
  readonly weights: Tensor;
  readonly slots: readonly Tensor[];
}
