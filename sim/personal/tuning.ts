import type { Codec } from '../../models/codec/codec.ts';
import type { WeightedSource } from '../../models/training/batch.ts';
import type { ModelProvenance } from '../results.ts';

/** A codec and what it takes on disk. */
export interface StoredCodec {
  readonly codec: Codec;
  readonly provenance: ModelProvenance;
  readonly encoderBytes: number;
  readonly decoderBytes: number;
}

/** A codec that was trained on, and what that took. */
export interface TunedCodec extends StoredCodec {
  readonly steps: number;
  /** Pictures of all steps together. */
  readonly pictures: number;
  readonly trainingSeconds: number | null;
}

/** One piece of phase one. */
export interface TuningTask {
  /** Names its folder: 'everyone', 'user-1', … */
  readonly name: string;
  readonly sources: readonly WeightedSource[];
  readonly steps: number;
}

/** How far one piece has come. */
export interface TuningProgress {
  readonly step: number;
  readonly secondsLeft: number;
}

/** Trains the universal codec on. */
export type Tune = (task: TuningTask, onProgress: (progress: TuningProgress) => void) => Promise<TunedCodec>;
