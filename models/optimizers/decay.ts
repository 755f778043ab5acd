import { requireNotNegative } from './rates.ts';
import { stateless, type Transform } from './transform.ts';

/**
 * Weight decay u ← u + λw. As the last link it is decoupled, w ← (1 − ηλ)w − ηu with the unscaled rate η (Loshchilov & Hutter, 2019);
 * as the first link it is the coupled L2 penalty of SGD.
 *
 * Cautious decay (Chen et al., 2025, arXiv 2510.12402) spares weights that the update already shrinks away from: it applies where
 * w·u ≥ 0 only.
 *
 * @param weightDecay λ ≥ 0
 * @throws ConfigError if λ is below zero
 */
export function decay(weightDecay: number, { cautious = false } = {}): Transform {
  requireNotNegative('weightDecay', weightDecay);
  return stateless(({ add, positive, scale, shift, times }, u, { weights, decays }) => {
    if (weightDecay === 0 || !decays) return u;
    const decayed = scale(weights, weightDecay);
    if (!cautious) return add(u, decayed);
    const opposed = positive(scale(times(weights, u), -1));
    return add(u, times(decayed, shift(scale(opposed, -1), 1)));
  });
}
