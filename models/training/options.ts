import type { NamedOptimizer } from '../optimizers/named.ts';
import type { SessionOptions } from '../runtime/session.ts';
import type { WeightedSource } from './batch.ts';
import type { Schedule } from './schedule.ts';

/** What every training command needs. */
export interface TrainingOptions {
  readonly sources: readonly WeightedSource[];
  readonly optimizer: NamedOptimizer;
  /** Of the learning rate of the hidden matrices. */
  readonly schedule: Schedule;
  readonly seed: number;
  /** File of the checkpoint. */
  readonly checkpoint: string;
  readonly saveEvery: number;
  readonly session: SessionOptions;
  /** Threads that share the optimizer; without them it is a part of the training graph. */
  readonly workers?: number;
  /** Receives a line every now and then. */
  readonly progress: (line: ProgressLine) => void;
}

/** Averages since the last line. */
export interface ProgressLine {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** Mean PSNR of training windows sent at the full rate and 8…12 dB. */
  readonly psnrDb: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}
