import { MUON_STEPS } from '../../kernels/orthogonalization/newtonSchulz.ts';
import { hyperbolicBrake } from './brake.ts';
import { decay } from './decay.ts';
import { momentum } from './momentum.ts';
import type { Convolution } from './muon.ts';
import { type Optimizer, optimizer } from './optimizer.ts';
import { orthogonalize } from './orthogonalize.ts';
import { perKernel } from './perKernel.ts';
import { jordanScale, scaleBy, scaleToUnitNorm } from './scale.ts';
import { chain, type Transform } from './transform.ts';

export interface AuonOptions {
  /** μ in [0, 1), averaged, with Nesterov. */
  readonly momentum?: number;
  /** λ ≥ 0, decoupled. */
  readonly weightDecay?: number;
  /** `perKernel`: kernels are orthogonalized one by one, and a factor comes from kh/kw, as in the public code. */
  readonly convolution?: Convolution;
}

export interface HybridAuonOptions extends AuonOptions {
  /** Newton–Schulz steps. */
  readonly steps?: number;
}

/**
 * AuON as in the paper (Maity, 2025, arXiv 2509.24320): momentum of unit norm, braked, u = √max(1, m/n)·x/(R + 10⁻⁸) with
 * x = m/(‖m‖_F + 10⁻⁷). Singular values keep their ratios, and as R = 1 + O(1/N) it is normalised momentum.
 */
export function auonPaper(options: AuonOptions = {}): Optimizer {
  return auon(options, scaleToUnitNorm(), hyperbolicBrake(), factor(options));
}

/**
 * AuON as in the repository (ryyzn9/AuON, 2026): the momentum itself is braked, by R of its normalised entries with γ = 1.5. As R =
 * 1 + O(1/N), it is SGD with averaged Nesterov momentum.
 */
export function auonReference(options: AuonOptions = {}): Optimizer {
  return auon(options, hyperbolicBrake({ gamma: 1.5, normalised: true }));
}

/** Hybrid-AuON as in the paper, section 3.2: one Newton–Schulz step, then brake and factor as in `auonPaper`. */
export function hybridAuonPaper(options: HybridAuonOptions = {}): Optimizer {
  return auon(options, orthogonalizer(options, 1), hyperbolicBrake(), factor(options));
}

/** Hybrid-AuON as in the repository: five Newton–Schulz steps, then the brake of `auonReference`. */
export function hybridAuonReference(options: HybridAuonOptions = {}): Optimizer {
  return auon(options, orthogonalizer(options, 5), hyperbolicBrake({ gamma: 1.5, normalised: true }));
}

function auon({ momentum: mu = 0.95, weightDecay = 0 }: AuonOptions, ...links: Transform[]): Optimizer {
  return optimizer(chain(momentum({ momentum: mu }), ...links, decay(weightDecay)));
}

function factor(options: AuonOptions): Transform {
  return kernelwise(options, scaleBy(jordanScale));
}

function orthogonalizer(options: HybridAuonOptions, usual: number): Transform {
  const steps = Array.from({ length: options.steps ?? usual }, () => MUON_STEPS[0]);
  return kernelwise(options, orthogonalize({ steps }));
}

function kernelwise({ convolution = 'flattened' }: AuonOptions, transform: Transform): Transform {
  return convolution === 'perKernel' ? perKernel(transform) : transform;
}
