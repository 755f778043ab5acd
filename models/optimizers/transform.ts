import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import type { MatrixShape, ParameterShape } from './parameterShape.ts';

/** What a transform sees beside the update that it transforms. */
export interface TransformContext<M> {
  readonly shape: ParameterShape;
  /** Weights before the step, [rows, cols]. */
  readonly weights: M;
  /** State values, shaped as `init` says. */
  readonly state: readonly M[];
  /** The transform's `numbers` of this step, each [1, 1]. */
  readonly numbers: readonly M[];
  /** Whether weights decay in this step; see `MissingGradient`. */
  readonly decays: boolean;
}

export interface Transformed<M> {
  readonly update: M;
  readonly state: readonly M[];
}

/** One link of an optimizer: turns an update, which is the gradient at first, into the next one. Written once for every carrier. */
export interface Transform {
  /**
   * Shapes of the state that it keeps for a parameter. All state starts at zero.
   *
   * @throws ConfigError when it cannot treat a parameter of this shape
   */
  init(shape: ParameterShape): readonly MatrixShape[];
  /** Numbers that change with the step t = 1, 2, …; always equally many. */
  numbers?(step: number): readonly number[];
  update<M>(algebra: Algebra<M>, update: M, context: TransformContext<M>): Transformed<M>;
}

/** A transform without state. */
export function stateless(
  update: <M>(algebra: Algebra<M>, update: M, context: TransformContext<M>) => M,
): Transform {
  return {
    init: () => [],
    update: (algebra, u, context) => ({ update: update(algebra, u, context), state: [] }),
  };
}

/** Transforms one after the other. */
export function chain(...links: readonly Transform[]): Transform {
  const numbersOf = (link: Transform, step: number) => link.numbers?.(step) ?? [];
  return {
    init: shape => links.flatMap(link => link.init(shape)),
    numbers: step => links.flatMap(link => numbersOf(link, step)),
    update<M>(algebra: Algebra<M>, update: M, context: TransformContext<M>) {
      let [stateAt, numberAt] = [0, 0];
      let current = update;
      const state: M[] = [];
      for (const link of links) {
        const [slots, count] = [link.init(context.shape).length, numbersOf(link, 1).length];
        const next = link.update(algebra, current, {
          ...context,
          state: context.state.slice(stateAt, stateAt + slots),
          numbers: context.numbers.slice(numberAt, numberAt + count),
        });
        current = next.update;
        state.push(...next.state);
        stateAt += slots;
        numberAt += count;
      }
      return { update: current, state };
    },
  };
}
