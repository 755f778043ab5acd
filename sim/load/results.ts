import type { ToldNoise } from '../channel/settings.ts';
import type { Estimate, Provenance } from '../results.ts';

/** What an experiment on load leaves behind. Plain JSON values only. */

/**
 * How the users of one receiver share the band:
 * - `omdma`: all who have a picture send in one frame, at once, each behind a key of its own;
 * - `omdma-unslotted`: everyone sends as soon as it has a picture, whoever is on the air; frames overlap in part;
 * - `semantic-group`: the users of one group send at once, group after group;
 * - `round-robin`: one user a frame, in turn (TDMA);
 * - `proportional-fair`: one user a frame, the one whose channel is best relative to what it has had.
 */
export const ACCESS_NAMES = [
  'omdma',
  'omdma-unslotted',
  'semantic-group',
  'round-robin',
  'proportional-fair',
] as const;
export type AccessName = (typeof ACCESS_NAMES)[number];

/** One condition. */
export interface LoadPlace {
  readonly access: AccessName;
  /** Offered channel uses over available ones, with all users there. */
  readonly offeredLoad: number;
  /** What the networks are told of the noise. */
  readonly toldNoise: ToldNoise;
}

/** Shares of the pictures that appeared after the warm-up and whose fate is known. */
export interface Fates {
  /** Arrived, were accepted and in time. */
  readonly inTime: Estimate;
  /** Missed their deadline: dropped before they were sent, or late. */
  readonly missed: Estimate;
  /** Found no place in the queue. */
  readonly blocked: number;
  /** Not accepted in the last try. */
  readonly rejected: number;
  /** Lost with a user who left. */
  readonly abandoned: number;
  readonly pictures: number;
}

/** How well the receiver tells good pictures from others without the original; over all receptions. */
export interface CheckQuality {
  /** PSNR from which on it takes a picture for good. */
  readonly thresholdDb: number;
  /** Share of pictures at or above the threshold that it takes for good, and of pictures below it that it takes for good; null where there are none. */
  readonly hitRate: number | null;
  readonly falseAlarmRate: number | null;
  /** Pictures at or above the threshold, and all. */
  readonly good: number;
  readonly receptions: number;
  /** Root mean square of estimate minus truth, in dB. */
  readonly errorDb: number;
}

export interface LoadUser {
  readonly user: number;
  readonly offered: number;
  readonly delivered: number;
  readonly goodputPerS: number;
  /** Means over what was delivered; null where nothing was. */
  readonly psnrDb: number | null;
  readonly delayMs: number | null;
}

export interface LoadPoint {
  readonly place: LoadPlace;
  /** Pictures that appeared per second, of all users, and channel uses of a picture on average. */
  readonly offeredPerS: number;
  readonly usesPerPicture: number;
  /** Over delivered pictures, in the order of arrival; null where fewer than 44 were. */
  readonly psnrDb: Estimate | null;
  /** Of some 400 pictures, where a run has more. */
  readonly msSsim: Estimate | null;
  /** From existence to the arrival of the last symbol. */
  readonly delayMs: Estimate | null;
  readonly delayQuantilesMs: { readonly p50: number; readonly p95: number } | null;
  /** Whether the tenth that is left out at the beginning was enough for PSNR and delay. */
  readonly settled: boolean;
  /** Pictures per second that arrived in time at or above the quality threshold, over time. */
  readonly goodputPerS: Estimate;
  readonly fates: Fates | null;
  /** Receptions over pictures received at least once. */
  readonly triesPerPicture: number;
  /** Jain's index over the users' good pictures per second of presence. */
  readonly fairness: number;
  /** Transmitted energy over accepted pictures; null where there are none. */
  readonly energyPerPictureMj: number | null;
  /** Share of the time in which someone was on the air, and how many were, on average over that time. */
  readonly bandUse: number;
  readonly meanOnAir: number;
  readonly check: CheckQuality;
  readonly users: readonly LoadUser[];
  /** Quantiles over delivered pictures, at `QUANTILES`. */
  readonly distributions: { readonly psnrDb: readonly number[]; readonly delayMs: readonly number[] } | null;
  /** Mean delay of a queue M/D/1 at this load, where one user sends at a time: what an endless run without deadline has. */
  readonly queueTheoryMs?: number;
  /** A queue that grew past every bound, at whose instant the run ended. */
  readonly unstable: { readonly atS: number; readonly waiting: number; readonly message: string } | null;
  /** Length of the run. */
  readonly seconds: number;
  /** Of the events of the run, see `EventLoop`: the same for any models whose latents have these sizes, as long as nothing is sent again. */
  readonly fingerprint: string;
}

/** PSNR of one place minus another, over pictures that both delivered: same pictures, same noise. */
export interface LoadDifference {
  readonly of: LoadPlace;
  readonly against: LoadPlace;
  readonly psnrDb: Estimate;
}

/** One transmission of a timeline; times from the beginning of its window. */
export interface TimelineEntry {
  readonly user: number;
  readonly picture: number;
  readonly tries: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** `cut`: the user left before it had sent it all. */
  readonly end: 'accepted' | 'rejected' | 'cut';
  /** Null where nobody judged it. */
  readonly psnrDb: number | null;
}

export interface Timeline {
  readonly place: LoadPlace;
  readonly fromS: number;
  readonly lengthS: number;
  readonly users: number;
  readonly entries: readonly TimelineEntry[];
}

/** Probabilities of the distributions: 0, 0.025, …, 1. */
export const QUANTILES: readonly number[] = Array.from({ length: 41 }, (_, i) => i / 40);

/** How PSNR follows from the mean logarithm of what the denoiser leaves of an entry: measured in the run, monotone. */
export interface QualityCurve {
  /** Ascending. */
  readonly meanLogShare: readonly number[];
  readonly psnrDb: readonly number[];
  /** Pictures and SNRs that it was measured on. */
  readonly pictures: number;
  readonly snrsDb: readonly number[];
}

export interface LoadResult {
  readonly format: 'semlink-load-1';
  /** The experiment after defaults and `--set`, exactly as it was run. */
  readonly scenario: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly users: number;
    readonly snrDb: number;
    readonly bandwidthHz: number;
    readonly qualityThresholdDb: number;
    readonly denoiserSteps: number;
    readonly deadlineMs?: number;
  };
  readonly points: readonly LoadPoint[];
  readonly differences: readonly LoadDifference[];
  readonly qualityCurve: QualityCurve;
  readonly timelines: readonly Timeline[];
  readonly provenance: Provenance;
}
