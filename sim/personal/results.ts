import type { CaptionedPicture, Estimate, Provenance } from '../results.ts';

/** What a comparison of universal and personal codecs leaves behind. Plain JSON values only. */

/**
 * Whose codec a user sends with and is read with:
 * - `universal`: the one codec, as it is;
 * - `adapted`: the one codec, trained on with the pictures of all users together, for as many steps as all personal ones have together;
 * - `personal`: a codec for each user, trained on with that user's pictures alone;
 * - `rotated`: the universal codec with a rotation of the latent channels that only its owner knows: other features, the same quality.
 */
export const CODECS = ['universal', 'adapted', 'personal', 'rotated'] as const;
export type CodecName = (typeof CODECS)[number];

/**
 * How users are on the air:
 * - `keys`: all at once, each shuffled by its own key (`omdma`);
 * - `no-keys`: all at once as they are (`superposed`);
 * - `gaussian`: as `keys`, with Gaussian noise of the same power in place of the others: an ideal;
 * - `alone`: nobody else on the air.
 */
export const ACCESSES = ['keys', 'no-keys', 'gaussian', 'alone'] as const;
export type Access = (typeof ACCESSES)[number];

/** One way to send. */
export interface Way {
  readonly codec: CodecName;
  readonly access: Access;
}

/** What one way makes of one SNR. */
export interface PersonalPoint {
  readonly way: Way;
  /** 10 log10(P/N0) per complex channel use, P the power of one user. */
  readonly snrDb: number;
  /** Complex channel uses per picture, the same for every way, and the bandwidth ratio that they make. */
  readonly channelUses: number;
  readonly cbr: number;
  /** Over frames; a frame counts with the mean over its users. */
  readonly psnrDb: Estimate;
  readonly ssim: Estimate;
  readonly msSsim: Estimate;
  /** PSNR in dB of each user by itself. */
  readonly users: readonly Estimate[];
}

/** PSNR of one way minus that of another in dB, paired frame by frame: the same pictures, the same noise. */
export interface WayDifference {
  readonly of: Way;
  readonly against: Way;
  readonly snrDb: number;
  readonly psnrDb: Estimate;
  readonly users: readonly Estimate[];
}

/** What a kind of codec costs. */
export interface CodecCost {
  readonly codec: CodecName;
  /** Codecs that a receiver of all users holds. */
  readonly codecs: number;
  /** Bytes of one encoder and of one decoder as files. */
  readonly encoderBytes: number;
  readonly decoderBytes: number;
  /** Steps and pictures of fine-tuning, of all codecs together. */
  readonly steps: number;
  readonly pictures: number;
  /** Time of fine-tuning, of all codecs together. Differs between two equal runs. */
  readonly trainingSeconds: number | null;
}

/** How different the codecs of different users are. */
export interface Kinship {
  readonly codec: 'personal' | 'rotated';
  /**
   * Correlation of the latents that two codecs make of one picture, mean over all pictures; row by row, the universal codec first, then the
   * users'.
   */
  readonly correlation: readonly (readonly number[])[];
  /** Between the codecs of two users, over frames. */
  readonly between: Estimate;
  /** Alone at the highest SNR: PSNR in dB by a user's own decoder, by the next user's, and the second minus the first. */
  readonly snrDb: number;
  readonly ownPsnrDb: Estimate;
  readonly othersPsnrDb: Estimate;
  readonly lossDb: Estimate;
}

/** One user's picture of the first frame as some ways deliver it, the original first. */
export interface PersonalRow {
  readonly user: number;
  readonly pictures: readonly CaptionedPicture[];
}

export interface PersonalResult {
  readonly format: 'semlink-personal-1';
  /** The experiment after defaults and `--set`, exactly as it was run. */
  readonly scenario: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly users: number;
  };
  /** What every user sends, in words. */
  readonly content: readonly string[];
  readonly points: readonly PersonalPoint[];
  readonly differences: readonly WayDifference[];
  readonly costs: readonly CodecCost[];
  readonly kinships: readonly Kinship[];
  readonly gallery: { readonly snrDb: number; readonly rows: readonly PersonalRow[] };
  readonly provenance: Provenance;
}
