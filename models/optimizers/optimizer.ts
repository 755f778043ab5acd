import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import { total } from '../../kernels/orthogonalization/norms.ts';
import type { MatrixShape, ParameterShape } from './parameterShape.ts';
import type { Transform } from './transform.ts';

/** One parameter in one step; or a stack of equally shaped ones on carriers that have stacks. */
export interface Parameter<M> {
  readonly shape: ParameterShape;
  /** [rows, cols] */
  readonly weights: M;
  /** [rows, cols]; undefined where the loss did not reach the parameter in this step. */
  readonly gradient: M | undefined;
  readonly state: readonly M[];
  /** The optimizer's `numbers` of this step, each [1, 1]. */
  readonly numbers: readonly M[];
}

/** An optimizer: a value without state of its own, on any carrier of the algebra. */
export interface Optimizer {
  /** Shapes of the state of a parameter, which starts at zero. @throws ConfigError when it cannot treat the parameter */
  init(shape: ParameterShape): readonly MatrixShape[];
  /** Numbers of step t = 1, 2, … that `update` takes: the learning rate η, then bias corrections and the like. */
  numbers(step: number, learningRate: number): readonly number[];
  update<M>(
    algebra: Algebra<M>,
    parameter: Parameter<M>,
  ): { readonly weights: M; readonly state: readonly M[] };
}

/**
 * What happens to a parameter without a gradient. `skip`: weights and state stay (torch.optim, Moonlight, dion). `zero`: as with a
 * gradient of zeros, so it still moves along its momentum and decays (KellerJordan/Muon). `zeroWithoutDecay`: the same without decay
 * (zichongli5/NorMuon).
 */
export type MissingGradient = 'skip' | 'zero' | 'zeroWithoutDecay';

/**
 * The optimizer w ← w − η·u, where u is what `transform` makes of the gradient.
 *
 * A step is taken only if it can be: when Σg² or Σw after the step is NaN or infinite, which any NaN or infinite entry of the
 * gradient makes it, the parameter keeps its weights and state as they were. A gradient of zeros is an ordinary gradient.
 */
export function optimizer(
  transform: Transform,
  { missing = 'skip' }: { readonly missing?: MissingGradient } = {},
): Optimizer {
  return {
    init: transform.init,
    numbers: (step, learningRate) => [learningRate, ...(transform.numbers?.(step) ?? [])],
    update(algebra, { shape, weights, gradient, state, numbers: [learningRate, ...numbers] }) {
      const { finite, isZero, scale, select, subtract, times } = algebra;
      const unchanged = { weights, state };
      if (gradient === undefined && missing === 'skip') return unchanged;
      const g = gradient ?? scale(weights, 0);
      const usable = finite(total(algebra, times(g, g)));
      if (isZero(usable)) return unchanged;

      const decays = gradient !== undefined || missing === 'zero';
      const next = transform.update(algebra, g, { shape, weights, state, numbers, decays });
      const moved = subtract(weights, times(next.update, learningRate));
      const taken = times(usable, finite(total(algebra, moved)));
      return {
        weights: select(taken, moved, weights),
        state: next.state.map((value, i) => select(taken, value, state[i])),
      };
    },
  };
}
