import { newtonSchulz } from '../../kernels/orthogonalization/newtonSchulz.ts';
import { graphAlgebra } from '../graph/algebra.ts';
import { add, mul, scale, sub } from '../graph/ops.ts';
import type { GraphOptimizer } from './optimizer.ts';

export interface MuonOptions {
  readonly momentum?: number;
  readonly weightDecay?: number;
}

/**
 * Muon (Jordan et al., 2024) with the update scale of Moonlight (Liu et al., 2025, equation 4):
 *
 *     B ← μB + g,  O = NewtonSchulz(g + μB),  w ← w − η(0.2·√max(rows, cols)·O + λw)
 *
 * The scale gives every update about the root mean square of an Adam update, so both share one learning rate η. Weights are stacks
 * [..., rows, cols] of hidden matrices.
 */
export function muon({ momentum = 0.95, weightDecay = 0 }: MuonOptions = {}): GraphOptimizer {
  return {
    slots: 1,
    update(w, g, [buffer], { learningRate }) {
      const next = add(scale(buffer, momentum), g);
      const nesterov = add(g, scale(next, momentum));
      const [rows, cols] = w.shape.slice(-2);
      const direction = scale(newtonSchulz(graphAlgebra, nesterov), 0.2 * Math.sqrt(Math.max(rows, cols)));
      const change = weightDecay === 0 ? direction : add(direction, scale(w, weightDecay));
      return { weights: sub(w, mul(change, learningRate)), slots: [next] };
    },
  };
}
