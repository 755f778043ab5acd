import { type AdamOptions, adam } from './adam.ts';
import { decay } from './decay.ts';
import { type MissingGradient, type Optimizer, optimizer } from './optimizer.ts';
import { chain } from './transform.ts';

export interface AdamWOptions extends AdamOptions {
  /** λ ≥ 0, decoupled. */
  readonly weightDecay?: number;
  readonly missing?: MissingGradient;
}

/**
 * AdamW (Loshchilov & Hutter, 2019, algorithm 2): Adam's moments, decoupled decay. Works entry by entry on parameters of any shape.
 *
 * β₂ is 0.98 unless said otherwise: the average must be short for runs of a few thousand steps.
 */
export function adamW({ weightDecay = 0, missing = 'skip', ...moments }: AdamWOptions = {}): Optimizer {
  return optimizer(chain(adam({ beta2: 0.98, ...moments }), decay(weightDecay)), { missing });
}
