import { elementCount, type Shape } from '../graph/graph.ts';
import type { WeightLayout } from '../graph/weights.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type ParameterShape, parameterShape } from '../optimizers/parameterShape.ts';

/** Neighbours in the flat vector of weights that one optimizer updates together. */
export interface ParameterGroup {
  readonly optimizer: Optimizer;
  readonly isHidden: boolean;
  /** Of one parameter of the group. */
  readonly shape: ParameterShape;
  /** [count, rows, cols] */
  readonly stack: Shape;
  /** Of each state value, stacked likewise. */
  readonly stateShapes: readonly Shape[];
}

/**
 * The banks of equally shaped hidden matrices, a group each, and everything else as one long row. Its optimizer works entry by
 * entry, so the row counts as one parameter.
 *
 * @throws ConfigError when an optimizer cannot treat a parameter
 */
export function parameterGroups(
  layout: WeightLayout,
  { hidden, others }: { readonly hidden: Optimizer; readonly others: Optimizer },
): ParameterGroup[] {
  const banks = layout.banks.map(({ offset, count }) => {
    const { name, shape } = layout.weights.find(weight => weight.offset === offset)!;
    return group(hidden, true, parameterShape(name, shape), count);
  });
  const rest = layout.length - layout.hiddenLength;
  return rest === 0
    ? banks
    : [...banks, group(others, false, parameterShape('everything that is not hidden', [rest]), 1)];
}

/** Entries of the optimizer state of all groups. */
export function stateLengthOf(groups: readonly ParameterGroup[]): number {
  const shapes = groups.flatMap(({ stateShapes }) => stateShapes);
  return shapes.reduce((sum, shape) => sum + elementCount(shape), 0);
}

function group(
  optimizer: Optimizer,
  isHidden: boolean,
  shape: ParameterShape,
  count: number,
): ParameterGroup {
  return {
    optimizer,
    isHidden,
    shape,
    stack: [count, shape.rows, shape.cols],
    stateShapes: optimizer.init(shape).map(({ rows, cols }) => [count, rows, cols]),
  };
}
