import { add, div, mul, scale, shift, sqrt, sub } from '../graph/ops.ts';
import type { GraphOptimizer } from './optimizer.ts';

export interface AdamWOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

/** The defaults, also needed where the bias corrections are computed. */
export const ADAM_BETA1 = 0.9;
export const ADAM_BETA2 = 0.98;

/**
 * AdamW (Loshchilov & Hutter, 2019, algorithm 2):
 *
 *     m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²
 *     w ← w − η·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε) − ηλw
 */
export function adamW({
  beta1 = ADAM_BETA1,
  beta2 = ADAM_BETA2,
  epsilon = 1e-8,
  weightDecay = 0,
}: AdamWOptions = {}): GraphOptimizer {
  return {
    slots: 2,
    update(w, g, [m, v], { learningRate, firstCorrection, secondCorrection }) {
      const nextM = add(scale(m, beta1), scale(g, 1 - beta1));
      const nextV = add(scale(v, beta2), scale(mul(g, g), 1 - beta2));
      const direction = div(mul(nextM, firstCorrection), shift(sqrt(mul(nextV, secondCorrection)), epsilon));
      const change = weightDecay === 0 ? direction : add(direction, scale(w, weightDecay));
      return { weights: sub(w, mul(change, learningRate)), slots: [nextM, nextV] };
    },
  };
}
