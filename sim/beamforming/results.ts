import type { SideInformation } from '../../channels/grouping/sideInformation.ts';
import type { ResidualStatistics } from '../cell/results.ts';
import type { CaptionedPicture, Estimate, Provenance } from '../results.ts';

/** What a beamforming experiment leaves behind. Plain JSON values only. */

/**
 * How a base station with M antennas serves K users:
 * - `mrt`, `zf`, `rzf`, `wmmse`: everyone at once, everyone with a key of its own;
 * - `rzf-shared`: the beams of `rzf`, turned in phase for group mates, who share one key;
 * - `cooperative`: everyone at once, group mates with one key, correlation-aware WMMSE;
 * - `gaussian`: as `cooperative`, but what arrives beside the wanted latent is true Gaussian noise of the same power, an ideal;
 * - `tdma`: one user at a time with 1/K of the uses and all of the power, maximum ratio.
 */
export const BEAM_SCHEMES = [
  'mrt',
  'zf',
  'rzf',
  'rzf-shared',
  'wmmse',
  'cooperative',
  'gaussian',
  'tdma',
] as const;
export type BeamScheme = (typeof BEAM_SCHEMES)[number];

/** Quantities that may be varied. */
export const AXES = ['snrDb', 'antennas', 'users', 'correlation'] as const;
export type Axis = (typeof AXES)[number];

/** One condition. */
export interface BeamPlace {
  /** 10 log10(P/N0) per complex channel use, P the power of all antennas together. */
  readonly snrDb: number;
  readonly antennas: number;
  readonly users: number;
  /** Of cross-faded pictures, as it was asked for. */
  readonly correlation?: number;
}

/** What one scheme makes of one condition. */
export interface BeamPoint {
  readonly place: BeamPlace;
  readonly scheme: BeamScheme;
  readonly denoiserSteps: number;
  /** Complex channel uses per user, and the bandwidth ratio that they make; of `tdma` a share of the frame's. */
  readonly channelUses: number;
  readonly cbr: number;
  readonly psnrDb: Estimate;
  readonly ssim: Estimate;
  readonly msSsim: Estimate;
  /** SNR of a flat channel that leaves the same mean error per entry as the frame's receptions, β̄/(1 − β̄) upside down; `tdma`: per use. */
  readonly effectiveSnrDb: Estimate;
  /** Σ_k log2(1 + γ_k) in bits per channel use; of `tdma` over all uses of the frame. */
  readonly sumRate: Estimate;
  /** Share of users who are served. */
  readonly served: Estimate;
  /** Residuals of users who are served, over the formula's deviation: `variance` is measured over predicted. Absent where hardly anybody is. */
  readonly residual?: Omit<ResidualStatistics, 'predictedVariance'>;
}

/** A scheme that cannot serve a condition. */
export interface Absence {
  readonly place: BeamPlace;
  readonly scheme: BeamScheme;
  readonly reason: string;
}

/** How alike the users' latents were under one condition, and what grouping them took. */
export interface Likeness {
  readonly place: BeamPlace;
  /** Mean R_kj of two users of one object, absent where every object has one user, and of different objects. */
  readonly within?: Estimate;
  readonly between?: Estimate;
  /** Share of frames whose groups were the objects, and groups in a frame. */
  readonly recovered: number;
  readonly groups: Estimate;
  /** Bits of one grouping, mean over frames. */
  readonly side: SideInformation;
  /** Channel uses that these bits take at the capacity of one antenna, log2(1 + P/N0) bits per use. */
  readonly sideUses: number;
}

/** PSNR of one scheme minus that of another, paired frame by frame: `cooperative` against all others, `rzf-shared` against `rzf`. */
export interface BeamDifference {
  readonly place: BeamPlace;
  readonly denoiserSteps: number;
  readonly of: BeamScheme;
  readonly against: BeamScheme;
  readonly psnrDb: Estimate;
}

/** All receptions of one scheme under the unvaried conditions: γ as a ratio of powers, and PSNR of the picture, in the same order. */
export interface BeamReceptions {
  readonly scheme: BeamScheme;
  readonly denoiserSteps: number;
  readonly snr: readonly number[];
  readonly psnrDb: readonly number[];
}

/** R_kj over all pairs of users and frames of the unvaried conditions, counted in bins. */
export interface LikenessHistogram {
  /** One edge more than counts, ascending. */
  readonly edges: readonly number[];
  readonly within: readonly number[];
  readonly between: readonly number[];
}

/** The first frame under the unvaried conditions. */
export interface FirstFrame {
  /** Object and group of every user. */
  readonly objects: readonly number[];
  readonly groups: readonly number[];
  /** R, row by row. */
  readonly correlation: readonly (readonly number[])[];
  /** Where users stand, from broadside; only where they are reached over plane waves. */
  readonly anglesDeg?: readonly number[];
  /** Power towards each angle over that of one antenna that radiates P, for every group together; with plane waves only. */
  readonly patterns?: readonly BeamPatterns[];
  readonly gallery: readonly BeamRow[];
}

export interface BeamPatterns {
  readonly scheme: BeamScheme;
  readonly anglesDeg: readonly number[];
  /** [group][angle] */
  readonly gains: readonly (readonly number[])[];
}

/** One user's picture as every scheme delivers it, the original first. */
export interface BeamRow {
  readonly user: number;
  readonly pictures: readonly CaptionedPicture[];
}

export interface BeamformingResult {
  readonly format: 'semlink-beamforming-1';
  /** The experiment after defaults and `--set`, exactly as it was run. */
  readonly scenario: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly usersPerObject: number;
    readonly sweep: Readonly<Partial<Record<Axis, readonly number[]>>>;
  };
  /** The unvaried conditions. */
  readonly base: BeamPlace;
  /** γ from which on a user counts as served, as a ratio of powers. */
  readonly servedSnr: number;
  readonly points: readonly BeamPoint[];
  readonly absences: readonly Absence[];
  readonly likeness: readonly Likeness[];
  readonly differences: readonly BeamDifference[];
  readonly receptions: readonly BeamReceptions[];
  readonly histogram: LikenessHistogram;
  readonly firstFrame: FirstFrame;
  readonly provenance: Provenance;
}
