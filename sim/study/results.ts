import type { WorkloadName } from '../../models/study/workload.ts';
import type { Estimate, Provenance } from '../results.ts';

/** What an optimizer study leaves behind. Plain JSON values only, so that a result file read back equals the result written. */
export interface StudyResult {
  readonly format: 'semlink-optimizers-1';
  /** The study after defaults and `--set`, exactly as it was run. */
  readonly scenario: Readonly<Record<string, unknown>> & { readonly name: string; readonly title: string };
  readonly workloads: readonly WorkloadResult[];
  readonly costs: readonly UpdateCost[];
  readonly provenance: Provenance;
}

export interface WorkloadResult {
  readonly workload: WorkloadName;
  /** What is minimised, in words. */
  readonly loss: string;
  /** Trained weights, and how many of them are in hidden matrices. */
  readonly parameters: number;
  readonly hiddenParameters: number;
  /** In the order of the study. */
  readonly contestants: readonly ContestantResult[];
  /** NorMuon against Muon, form by form, as far as the study holds both. */
  readonly leads: readonly Lead[];
}

/** Steps saved by one optimizer minus those saved by another, in points, paired by seed; null where a seed has no saving. */
export interface Lead {
  readonly of: string;
  readonly against: string;
  readonly points: Estimate | null;
}

/** One learning rate that was tried, on the tuning seed. */
export interface RateTry {
  /** Of the optimizer's default rate. */
  readonly multiple: number;
  readonly learningRate: number;
  /** Held-out loss at the end; null where it stopped being a number. */
  readonly finalLoss: number | null;
  readonly diverged: boolean;
}

/** Mean over seeds, smallest and largest. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface CurvePoint {
  readonly step: number;
  readonly seconds: number;
  readonly training: Spread;
  readonly heldOut: Spread;
}

/** When the held-out loss first was as low as AdamW's last one on the same seed. */
export interface Reach {
  /** Seeds in which it got there, of all. */
  readonly reached: number;
  readonly seeds: number;
  /** Steps and seconds saved against AdamW, in percent of AdamW's; null unless every seed got there. */
  readonly stepsSavedPercent: Estimate | null;
  readonly secondsSavedPercent: Estimate | null;
}

/** What one step of the first seed did to the hidden matrices; see `UpdateShape`. */
export interface UpdatePoint {
  readonly step: number;
  readonly conditionNumber: number;
  readonly rowNormSpread: number;
}

/** How far AuON's divisor R was from 1, over all hidden matrices and diagnosed steps, and how far it can be. */
export interface Brake {
  readonly smallestMatrix: number;
  readonly lowestExcess: number;
  readonly highestExcess: number;
  /** √(1 + sinh²γ/N) − 1 at the smallest N. */
  readonly bound: number;
}

export interface ContestantResult {
  readonly optimizer: string;
  readonly tries: readonly RateTry[];
  readonly multiple: number;
  readonly learningRate: number;
  /** Whether the chosen rate is the lowest or the highest that was tried: a better one may lie beyond. */
  readonly edge: 'lowest' | 'highest' | null;
  /** Seeds whose loss stopped being a number or ended above its start. */
  readonly diverged: number;
  /** Over the seeds that stayed finite; empty where none did. */
  readonly curve: readonly CurvePoint[];
  /** Held-out loss at the end; null where fewer than two seeds stayed finite. */
  readonly finalLoss: Estimate | null;
  /** Null where the study has no AdamW. */
  readonly reach: Reach | null;
  readonly stateBytes: number;
  readonly secondsPerStep: number;
  /** Time per step over that of SGD, minus 1, in percent; null where the study has no SGD. */
  readonly overheadPercent: number | null;
  readonly updates: readonly UpdatePoint[];
  /** For the forms of AuON; null for all others. */
  readonly brake: Brake | null;
}

/** Shortest time of one update of a square matrix of a side of `size`, in a graph of its own. */
export interface UpdateCost {
  readonly optimizer: string;
  readonly size: number;
  readonly seconds: number;
}
