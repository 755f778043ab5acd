import { frobeniusNorm } from '../../kernels/orthogonalization/norms.ts';
import type { Transform } from './transform.ts';

export interface NormaliseRowsOptions {
  /** β₂ in [0, 1). */
  readonly beta2?: number;
  /** ε, added to the root. */
  readonly epsilon?: number;
}

/**
 * Divides each row by the root of a moving average of its mean square, without bias correction (Li et al., "NorMuon", 2025, algorithm 1):
 *
 *     v ← β₂v + (1 − β₂)·mean over columns of u²,   u ← u / (√v + ε)
 *
 * State: v [rows, 1]. A row of zeros stays zero.
 */
export function normaliseRows({ beta2 = 0.95, epsilon = 1e-8 }: NormaliseRowsOptions = {}): Transform {
  return {
    init: ({ rows }) => [{ rows, cols: 1 }],
    update({ add, cols, divide, rowSums, scale, shift, sqrt, times }, u, { state: [v] }) {
      const next = add(scale(v, beta2), scale(rowSums(times(u, u)), (1 - beta2) / cols(u)));
      return { update: divide(u, shift(sqrt(next), epsilon)), state: [next] };
    },
  };
}

export interface KeepNormOptions {
  /** Added to the norm that is divided by. */
  readonly epsilon?: number;
  /** What the norm that is divided by is at least. */
  readonly floor?: number;
}

/**
 * Runs `inner` and gives its result the Frobenius norm of its argument, u ← û·‖u‖/max(‖û‖ + ε, floor). An update that `inner` makes
 * zero stays zero.
 */
export function keepNorm(inner: Transform, { epsilon = 1e-10, floor = 0 }: KeepNormOptions = {}): Transform {
  return {
    ...inner,
    update(algebra, u, context) {
      const { atLeast, divide, shift, times } = algebra;
      const { update, state } = inner.update(algebra, u, context);
      const norm = atLeast(shift(frobeniusNorm(algebra, update), epsilon), floor);
      return { update: times(update, divide(frobeniusNorm(algebra, u), norm)), state };
    },
  };
}
