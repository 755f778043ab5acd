import type { CaptionedPicture, Estimate, Provenance } from '../results.ts';

/** What a run of a cell leaves behind. */

/** Schemes that send latents; see `schemes.ts`. */
export const LATENT_SCHEMES = ['omdma', 'omdma-pic', 'omdma-sic', 'superposed', 'gaussian', 'tdma'] as const;

export type LatentScheme = (typeof LATENT_SCHEMES)[number];

/** Schemes that send coded pictures, bit by bit; see `sim/digital/frame.ts`. */
export const DIGITAL_SCHEMES = ['noma-sic', 'digital'] as const;

export type DigitalScheme = (typeof DIGITAL_SCHEMES)[number];

/** How users share the band. */
export type SchemeName = LatentScheme | DigitalScheme;

export const SCHEME_NAMES: readonly SchemeName[] = [...LATENT_SCHEMES, ...DIGITAL_SCHEMES];

export function isDigital(scheme: SchemeName): scheme is DigitalScheme {
  return DIGITAL_SCHEMES.some(name => name === scheme);
}

/** One condition of a campaign. */
export interface Point {
  readonly scheme: SchemeName;
  /** Denoiser steps; 0 = the decoder reads the received latent directly, or the scheme sends no latent. */
  readonly denoiserSteps: number;
  /** 10 log10(P/N0) per complex channel use; the scenario's `power` says whether P is one user's or all users' power. */
  readonly snrDb: number;
  readonly users: number;
  /** Name of the channel, where the scenario names channels; otherwise flat gains and white Gaussian noise. */
  readonly channel?: string;
}

/** Quantiles over the pictures of all users and frames. */
export interface Spread {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** The residual (received minus sent latent, after un-permuting, wanted latent scaled to unit mean square). */
export interface ResidualStatistics {
  /** Noise variance v per real entry by the formula, averaged over users and frames. */
  readonly predictedVariance: number;
  /** The same measured on the residual itself. */
  readonly variance: Estimate;
  /** E[e⁴]/E[e²]² − 3; 0 for a Gaussian. */
  readonly excessKurtosis: number;
  /** Largest |autocorrelation| over lags 1…32 in the latent's token-major order. */
  readonly maxAutocorrelation: number;
  /** 4/√N: a white sequence of this length stays below it. */
  readonly whiteBound: number;
  /** Kolmogorov–Smirnov distance between the standardised residual and N(0, 1). */
  readonly ksDistance: number;
  readonly entries: number;
}

/** What became of the coded pictures of one condition. */
export interface FileCounts {
  readonly pictures: number;
  /** Nothing was sent: no quality fitted, or the user arrived too weakly for any modulation and code rate. */
  readonly unsent: number;
  /** Sent, but found to be wrong. */
  readonly lost: number;
  /** Pictures that were sent by each modulation and code rate, such as '16-qam 2/3'. */
  readonly settings: Readonly<Record<string, number>>;
}

export interface PointResult {
  readonly point: Point;
  /** Complex channel uses per picture and user, and the bandwidth ratio uses/(3·H·W) that this makes. */
  readonly channelUses: number;
  readonly cbr: number;
  readonly psnrDb: Estimate;
  readonly ssim: Estimate;
  readonly msSsim: Estimate;
  /** From the instant a picture exists to the instant its last symbol has arrived. */
  readonly latencyMs: Estimate;
  /** Absent where no latent is sent. */
  readonly residual?: ResidualStatistics;
  /** Where coded pictures are sent. */
  readonly files?: FileCounts;
  /** Of the channel uses, those for pilots, prefixes and the rest of the last OFDM symbol. With a channel only. */
  readonly overheadUses?: number;
  /** How pictures differ, with a channel only: PSNR, and, of latents, the SNR of a flat channel that leaves the same mean error per entry. */
  readonly pictures?: { readonly psnrDb: Spread; readonly effectiveSnrDb?: Spread };
}

/**
 * PSNR of one point minus that of another, paired: both saw the same pictures and the same noise, so the estimate is over
 * the differences of their frames (each the mean over the frame's users).
 */
export interface PairedDifference {
  readonly of: Point;
  readonly against: Point;
  readonly psnrDb: Estimate;
}

/** PSNR in dB of every picture of one condition, ascending, and the effective SNR of every reception of a latent. */
export interface PictureDistribution {
  readonly point: Point;
  readonly psnrDb: readonly number[];
  readonly effectiveSnrDb: readonly number[];
}

/** Mean squared error per latent entry after one pass of the denoiser, over the users of the frames that state evolution follows. */
export interface CancellationPass {
  readonly mse: Estimate;
  /** What state evolution says of the same frames: every user has Gaussian noise of its own in place of what remains of the others. */
  readonly predicted: number;
  /** Share of the frames that were still being improved; the others count with the error at which they stopped. */
  readonly active: number;
}

/** How the users of one place are cancelled, pass by pass; the first one is `omdma`. */
export interface CancellationCurve {
  readonly place: Omit<Point, 'denoiserSteps'>;
  readonly passes: readonly CancellationPass[];
}

/** Shape of the residual of one condition, standardised to unit variance, for histogram and Q–Q plot. */
export interface ResidualShape {
  readonly point: Point;
  /** `density.length + 1` bin edges. */
  readonly edges: readonly number[];
  readonly density: readonly number[];
  /** Q–Q pairs: quantile of N(0, 1) and of the residual at the same probabilities. */
  readonly gaussianQuantiles: readonly number[];
  readonly residualQuantiles: readonly number[];
}

/** One picture of a cell's gallery. */
export type GalleryPicture = CaptionedPicture<
  'original' | 'received' | 'without denoiser' | 'with denoiser' | 'wrong key'
>;

export interface GalleryRow {
  readonly scheme: SchemeName;
  readonly user: number;
  readonly snrDb: number;
  readonly users: number;
  readonly channel?: string;
  readonly pictures: readonly GalleryPicture[];
}

/** Points that a run leaves out, because the scheme cannot serve so many users. */
export interface LeftOut {
  readonly scheme: SchemeName;
  readonly users: readonly number[];
  /** A clause: "16 latent channels are too few for turns". */
  readonly reason: string;
}

export interface RunResult {
  readonly format: 'semlink-run-1';
  /** The scenario after defaults and `--set`, exactly as it was run. */
  readonly scenario: Readonly<Record<string, unknown>> & { readonly name: string; readonly title: string };
  readonly points: readonly PointResult[];
  /** Where the grid holds points that are left out. */
  readonly leftOut?: readonly LeftOut[];
  /**
   * Every point with denoiser against the same place without, every `omdma` point against each other scheme with the same SNR,
   * users, channel and, where the other has a denoiser, steps of it, and every channel against the first one, as far as the run holds both.
   */
  readonly differences: readonly PairedDifference[];
  readonly residualShapes: readonly ResidualShape[];
  /** With named channels: the pictures of the condition that the gallery shows. */
  readonly distributions?: readonly PictureDistribution[];
  /** Where a scheme cancels users: every place with several of them. */
  readonly cancellation?: readonly CancellationCurve[];
  readonly gallery: readonly GalleryRow[];
  readonly provenance: Provenance;
}
