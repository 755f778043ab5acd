import type { CaptionedPicture, Estimate, Provenance } from '../results.ts';

/** What a comparison of one link's ways to send a picture leaves behind. Plain JSON values only. */

/** How a curve came about. */
export type CurveKind = 'neural' | 'digital' | 'envelope' | 'capacity';

/** What a digital curve counts; absent for the neural codec. */
export interface DigitalAccounting {
  readonly codec: 'jpeg' | 'webp' | 'avif';
  /** Pictures that share one file, 1 = a file for each. */
  readonly mosaic: number;
  readonly headers: 'counted' | 'free';
}

/** Quality at one condition. */
export interface CurvePoint {
  readonly snrDb: number;
  /** Bandwidth ratio that was asked for, as the scenario writes it, and the ratio that the channel uses make. */
  readonly cbr: string;
  readonly cbrMade: number;
  readonly psnrDb: Estimate;
  readonly ssim: Estimate;
  readonly msSsim: Estimate;
  /** Files that did not arrive or did not fit, and were shown as the mean picture; always 0 for the neural codec. */
  readonly failed: number;
  readonly files: number;
  /** Modulation and code rate, such as '16-qam 2/3', of a digital point; on an envelope, the one that was best here. */
  readonly modulation?: string;
}

/** Quality along one axis of the grid, everything else fixed. */
export interface Curve {
  readonly kind: CurveKind;
  /** 'semlink, denoiser of 1 step', 'avif, mosaic of 12, headers free', the same followed by ', at capacity' or ', 16-qam 2/3' … */
  readonly name: string;
  readonly accounting?: DigitalAccounting;
  /** Steps of the denoiser, for the neural codec. */
  readonly denoiserSteps?: number;
  /** By ascending cbr, then ascending SNR. */
  readonly points: readonly CurvePoint[];
}

/** A published result, drawn as a labelled point. */
export interface Anchor {
  readonly label: string;
  /** Author, year, and where in the publication. */
  readonly source: string;
  readonly snrDb: number;
  readonly cbr: string;
  readonly psnrDb?: number;
  readonly msSsim?: number;
  /** How it differs from what was run here: other pictures, one model per SNR, another decoder. */
  readonly note: string;
}

/** One picture as each way delivers it, under one condition. */
export interface ComparisonRow {
  readonly snrDb: number;
  readonly cbr: string;
  /** The original first. */
  readonly pictures: readonly CaptionedPicture[];
}

export interface ComparisonResult {
  readonly format: 'semlink-comparison-1';
  /** The comparison after defaults and `--set`, exactly as it was run. */
  readonly scenario: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly snrDb: readonly number[];
    readonly cbr: readonly string[];
    /** SNR of the figures over cbr. */
    readonly rateSnrDb: number;
    /** Bandwidth ratios of the figures over cbr, those of `cbr` among them; their other points are at `rateSnrDb` only. */
    readonly rateCbr?: readonly string[];
  };
  readonly curves: readonly Curve[];
  readonly anchors: readonly Anchor[];
  readonly gallery: readonly ComparisonRow[];
  /** What a failed file shows, in words. */
  readonly failureShows?: string;
  readonly provenance: Provenance;
}
