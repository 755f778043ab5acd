import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { adamW } from '../optimizers/adamw.ts';
import { hyperbolicBrake } from '../optimizers/brake.ts';
import { OPTIMIZER_NAMES, optimizerNamed } from '../optimizers/named.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type TrainingStep, trainingStep } from '../training/step.ts';
import type { Workload } from './workload.ts';

/** Every optimizer with every form. */
export const CONTESTANTS = OPTIMIZER_NAMES;

/** The optimizer whose final loss the others are to reach, and the one over whose time per step theirs is told. */
export const BASELINE = 'adamw';
export const PLAIN = 'sgd';

/** Those whose claims are about cost, and what they are compared with. */
export const COST_CONTESTANTS: readonly string[] = [PLAIN, BASELINE, 'muon:kj', 'auon:paper'];

/** Learning rate of everything that is no hidden matrix, which AdamW moves whoever moves the hidden ones. */
const OTHERS_RATE = 0.0025;

/** An optimizer of hidden matrices in a study. */
export interface Contestant {
  readonly name: string;
  /** Its default. */
  readonly learningRate: number;
  readonly hidden: Optimizer;
  /** For the forms of AuON: γ, and the divisor R that an update of a given direction is braked by. */
  readonly brake?: { readonly gamma: number; readonly of: (update: Matrix) => number };
  /** The training step at a peak learning rate of the hidden matrices; that of all others stays what it is. */
  step(workload: Workload, learningRate: number): TrainingStep;
}

/** The contestant of one of the names in `CONTESTANTS`. Throws a ConfigError for any other. */
export function contestantNamed(wanted: string): Contestant {
  const { name, learningRate, hidden } = optimizerNamed(wanted);
  const gamma = BRAKE_GAMMA.get(name);
  return {
    name,
    learningRate,
    hidden,
    ...(gamma !== undefined && { brake: { gamma, of: update => brakeOf(update, gamma) } }),
    step: ({ name: workload, objective }, peak) =>
      trainingStep(workload, objective, { hidden, others: adamW(), othersRate: OTHERS_RATE / peak }),
  };
}

const BRAKE_GAMMA: ReadonlyMap<string, number> = new Map([
  ['auon:paper', 1],
  ['auon:reference', 1.5],
]);

/** R = ‖u‖/‖u/R‖. It sees the direction of u alone, so that an update serves as well as the momentum that it is parallel to. */
function brakeOf(update: Matrix, gamma: number): number {
  const { rows, cols } = update;
  const context = {
    shape: { name: 'update', rows, cols },
    weights: update,
    state: [],
    numbers: [],
    decays: false,
  };
  const { update: braked } = hyperbolicBrake({ gamma, normalised: true }).update(
    float64Algebra,
    update,
    context,
  );
  return Math.hypot(...update.data) / Math.hypot(...braked.data);
}
