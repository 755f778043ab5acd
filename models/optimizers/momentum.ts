import type { Transform } from './transform.ts';

export interface MomentumOptions {
  /** μ in [0, 1). */
  readonly momentum?: number;
  /** `average`: an exponential moving average, α = 1 − μ. `heavyBall`: a decaying sum, α = 1. */
  readonly form?: 'average' | 'heavyBall';
  readonly nesterov?: boolean;
}

/**
 * Momentum (Polyak, 1964) and its Nesterov mix (Nesterov, 1983; in the form of Sutskever et al., 2013):
 *
 *     m ← μm + αg,   u = m   or, Nesterov,   u = αg + μm
 *
 * From a zero start the two forms differ by the constant factor 1 − μ only.
 */
export function momentum({
  momentum: mu = 0.95,
  form = 'average',
  nesterov = true,
}: MomentumOptions = {}): Transform {
  const alpha = form === 'average' ? 1 - mu : 1;
  return {
    init: ({ rows, cols }) => [{ rows, cols }],
    update({ add, scale }, g, { state: [m] }) {
      const weighted = alpha === 1 ? g : scale(g, alpha);
      const next = add(scale(m, mu), weighted);
      return { update: nesterov ? add(weighted, scale(next, mu)) : next, state: [next] };
    },
  };
}
