import type { Transform } from './transform.ts';

export interface AdamOptions {
  /** β₁ in [0, 1). */
  readonly beta1?: number;
  /** β₂ in [0, 1). */
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Adds ε to √v before v is corrected for its start at zero, which matters for tiny gradients (ryyzn9/AuON). */
  readonly epsilonFirst?: boolean;
}

/**
 * Adam's moments (Kingma & Ba, 2015, algorithm 1) at step t:
 *
 *     m ← β₁m + (1−β₁)g,   v ← β₂v + (1−β₂)g²,   u = m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)
 *
 * With `epsilonFirst` the divisor is (√v + ε)/√(1−β₂ᵗ). State: m and v, both [rows, cols].
 */
export function adam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  epsilonFirst = false,
}: AdamOptions = {}): Transform {
  return {
    init: ({ rows, cols }) => [
      { rows, cols },
      { rows, cols },
    ],
    numbers: step => [1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step)],
    update({ add, divide, scale, shift, sqrt, times }, g, { state: [m, v], numbers }) {
      const [firstCorrection, secondCorrection] = numbers;
      const nextM = add(scale(m, beta1), scale(g, 1 - beta1));
      const nextV = add(scale(v, beta2), scale(times(g, g), 1 - beta2));
      const root = epsilonFirst
        ? times(shift(sqrt(nextV), epsilon), sqrt(secondCorrection))
        : shift(sqrt(times(nextV, secondCorrection)), epsilon);
      return { update: divide(times(nextM, firstCorrection), root), state: [nextM, nextV] };
    },
  };
}
