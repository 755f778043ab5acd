/** What every kind of result has. Plain JSON values only, so that a result file read back equals the result written. */

/** Mean of `count` independent values with its 95 % confidence interval (Student t). */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** One picture of a gallery under its caption, as a self-contained PNG data URL. */
export interface CaptionedPicture<Caption extends string = string> {
  readonly caption: Caption;
  readonly dataUrl: string;
  readonly width: number;
  readonly height: number;
  /** Against the original; absent for the original itself. */
  readonly psnrDb?: number;
  /** Where a run has several numbers of denoiser steps: the one of this picture. */
  readonly denoiserSteps?: number;
  /** There too: energy of the Laplacian relative to the original's. */
  readonly sharpness?: number;
}

export interface ModelProvenance {
  readonly name: string;
  readonly kind: 'codec' | 'denoiser';
  readonly sha256: string;
  readonly parameters: number;
}

export interface Provenance {
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly models: readonly ModelProvenance[];
  readonly deviceRequested: string;
  readonly deviceUsed: string;
  readonly images: string;
  /** The command that repeats this run. */
  readonly command: string;
  /** The only field that differs between two equal runs. */
  readonly wallSeconds: number;
}
