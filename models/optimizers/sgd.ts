import { decay } from './decay.ts';
import { momentum as heavyBall } from './momentum.ts';
import { type Optimizer, optimizer } from './optimizer.ts';
import { chain } from './transform.ts';

export interface SgdOptions {
  /** μ in [0, 1). */
  readonly momentum?: number;
  readonly nesterov?: boolean;
  /** λ ≥ 0, coupled: g ← g + λw before the momentum. */
  readonly weightDecay?: number;
}

/** Stochastic gradient descent with heavy-ball momentum and an L2 penalty, as torch.optim.SGD has it (dampening 0). */
export function sgd({ momentum = 0.9, nesterov = false, weightDecay = 0 }: SgdOptions = {}): Optimizer {
  return optimizer(chain(decay(weightDecay), heavyBall({ momentum, nesterov, form: 'heavyBall' })));
}
