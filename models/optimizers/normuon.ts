import { decay } from './decay.ts';
import { type MomentumOptions, momentum } from './momentum.ts';
import type { Convolution } from './muon.ts';
import { type KeepNormOptions, keepNorm, normaliseRows } from './normaliseRows.ts';
import { type MissingGradient, type Optimizer, optimizer } from './optimizer.ts';
import { type Orthogonalization, orthogonalize } from './orthogonalize.ts';
import { perKernel } from './perKernel.ts';
import { jordanScale, type ScaleRule, scaleBy, scaleToRms } from './scale.ts';
import { chain } from './transform.ts';

interface CommonOptions {
  /** μ (β₁ of the paper) in [0, 1). */
  readonly momentum?: number;
  /** β₂ in [0, 1). */
  readonly beta2?: number;
  /** ε beside √v. */
  readonly epsilon?: number;
  /** λ ≥ 0, decoupled. */
  readonly weightDecay?: number;
  readonly missing?: MissingGradient;
}

/**
 * NorMuon as in the paper (Li et al., 2025, arXiv 2510.05491, algorithm 1): the orthogonalized average of the gradients, its rows
 * normalised, scaled so that the root mean square of every update is 0.2:
 *
 *     u = 0.2·√(mn)·û/‖û‖_F + λw,   û = normaliseRows(NewtonSchulz(m))
 */
export function normuonPaper({
  momentum: mu = 0.95,
  beta2 = 0.95,
  epsilon = 1e-8,
  weightDecay = 0,
  missing = 'skip',
}: CommonOptions = {}): Optimizer {
  return optimizer(
    chain(
      momentum({ momentum: mu, nesterov: false }),
      orthogonalize(),
      normaliseRows({ beta2, epsilon }),
      scaleToRms(0.2),
      decay(weightDecay),
    ),
    { missing },
  );
}

export interface NormuonOfficialOptions extends CommonOptions, MomentumOptions {
  readonly orthogonalization?: Orthogonalization;
  readonly scale?: ScaleRule;
  readonly norm?: KeepNormOptions;
  /** `perKernel`: rows are those of each kernel, norms are kept kernel by kernel, and the factor comes from kh/kw, as in the public code. */
  readonly convolution?: Convolution;
}

/**
 * NorMuon as in the authors' code (zichongli5/NorMuon): a Nesterov mix before the orthogonalization, whose norm the normalised update
 * keeps, and the factor of Muon:
 *
 *     u = √max(1, m/n)·û·‖O‖_F/(‖û‖_F + 10⁻¹⁰) + λw,   û = normaliseRows(O),   O = NewtonSchulz(Nesterov(m))
 */
export function normuonOfficial({
  momentum: mu = 0.95,
  form = 'average',
  nesterov = true,
  beta2 = 0.95,
  epsilon = 1e-10,
  orthogonalization = {},
  scale = jordanScale,
  norm = {},
  convolution = 'flattened',
  weightDecay = 0,
  missing = 'zeroWithoutDecay',
}: NormuonOfficialOptions = {}): Optimizer {
  const rowsAndScale = chain(keepNorm(normaliseRows({ beta2, epsilon }), norm), scaleBy(scale));
  return optimizer(
    chain(
      momentum({ momentum: mu, form, nesterov }),
      orthogonalize(orthogonalization),
      convolution === 'perKernel' ? perKernel(rowsAndScale) : rowsAndScale,
      decay(weightDecay),
    ),
    { missing },
  );
}
