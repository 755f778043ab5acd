import type { WeightLayout } from '../graph/weights.ts';
import type { NamedOptimizer } from '../optimizers/named.ts';
import type { Received } from './exchange.ts';

/** What all workers of an optimizer have in common. */
export interface SharedWork {
  readonly workers: number;
  readonly layout: WeightLayout;
  /** What `optimizerNamed` needs to find it; functions do not cross threads. */
  readonly optimizer: Pick<NamedOptimizer, 'name' | 'weightDecay'>;
  /** Column sums behind the orthogonalization stay on the shard; see `shardedAlgebra`. */
  readonly localNorms: boolean;
}

/** The memory that they share. */
export interface SharedMemory {
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly state: Float32Array;
  /** Step numbers of the training step. */
  readonly numbers: Float32Array;
  readonly exchanges: Readonly<Record<string, Float32Array>>;
  readonly barrier: Int32Array;
}

/** What a worker is told when it starts. */
export interface Assignment {
  readonly worker: number;
  readonly work: SharedWork;
  readonly memory: SharedMemory;
}

/** `step` updates the weights; `save` writes the optimizer state to shared memory. */
export type Order = 'step' | 'save';

/** A worker's answer to an order, and once when it is ready. */
export interface Done {
  readonly received: Received;
}
