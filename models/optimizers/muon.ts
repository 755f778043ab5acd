import { decay } from './decay.ts';
import { type MomentumOptions, momentum } from './momentum.ts';
import { type MissingGradient, type Optimizer, optimizer } from './optimizer.ts';
import { type Orthogonalization, orthogonalize } from './orthogonalize.ts';
import { perKernel } from './perKernel.ts';
import { adamRmsScale, jordanScale, type ScaleRule, scaleBy, spectralScale } from './scale.ts';
import { chain } from './transform.ts';

/** How convolution filters are read where the public code does not flatten them. */
export type Convolution = 'flattened' | 'perKernel';

export interface MuonOptions extends MomentumOptions {
  readonly orthogonalization?: Orthogonalization;
  readonly scale?: ScaleRule;
  /** λ ≥ 0, decoupled. */
  readonly weightDecay?: number;
  /** Spares weights whose decay the update already does. */
  readonly cautious?: boolean;
  /** `perKernel`: the factor comes from kh/kw, as in the public code. */
  readonly convolution?: Convolution;
  readonly missing?: MissingGradient;
}

/**
 * Muon (Jordan et al., 2024): momentum, orthogonalization, a factor for the shape, decoupled decay.
 *
 *     u = factor(rows, cols)·NewtonSchulz(momentum(g)) + λw,   w ← w − ηu
 *
 * Without options it is Moonlight's form (Liu et al., 2025, eq. 4): heavy ball, Nesterov, factor 0.2·√max(rows, cols). The factor
 * gives every update about the root mean square of an Adam update, so both may share one learning rate.
 */
export function muon({
  form = 'heavyBall',
  orthogonalization = {},
  scale = adamRmsScale,
  weightDecay = 0,
  cautious = false,
  convolution = 'flattened',
  missing = 'skip',
  ...mixing
}: MuonOptions = {}): Optimizer {
  const factor = scaleBy(scale);
  return optimizer(
    chain(
      momentum({ ...mixing, form }),
      orthogonalize(orthogonalization),
      convolution === 'perKernel' ? perKernel(factor) : factor,
      decay(weightDecay, { cautious }),
    ),
    { missing },
  );
}

/** What KellerJordan/Muon does: averaged momentum, Nesterov, factor √max(1, rows/cols); a missing gradient counts as zero. */
export const jordanForm: MuonOptions = { form: 'average', scale: jordanScale, missing: 'zero' };

/** What microsoft/dion does: heavy ball without Nesterov, Polar Express, factor √(rows/cols). */
export const dionForm: MuonOptions = {
  nesterov: false,
  orthogonalization: { method: 'polarExpress', epsilon: 1e-8 },
  scale: spectralScale,
};
