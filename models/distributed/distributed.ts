import type { Worker } from 'node:worker_threads';
import { configError, NumericError } from '../../kernels/errors.ts';
import type { NamedOptimizer } from '../optimizers/named.ts';
import { parameterGroups, stateLengthOf } from '../training/parameterGroups.ts';
import { barrierMemory } from './barrier.ts';
import { startCrew } from './crew.ts';
import { exchangeMemory, type Received, sharedFloats } from './exchange.ts';
import { shardGroups } from './groups.ts';
import type { Assignment, SharedWork } from './messages.ts';
import { compileProgram } from './program.ts';

/** An optimizer whose state lies in row shards on several threads. */
export interface DistributedOptimizer {
  /** Shared memory, which the next step overwrites. */
  readonly weights: Float32Array;
  readonly threads: readonly Worker[];
  /**
   * One step.
   *
   * @param step its number, for the message of a failure
   * @param numbers step numbers as the training step has them
   * @returns what each worker received from the others
   * @throws RuntimeFailure when a worker is lost
   */
  step(step: number, gradient: Float32Array, numbers: Float32Array): Promise<readonly Received[]>;
  /** A copy of the optimizer state, collected from the workers. */
  state(): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface DistributedOptions extends Omit<SharedWork, 'optimizer' | 'localNorms'> {
  /** One of `optimizerNamed`. */
  readonly optimizer: NamedOptimizer;
  /** `shard`: norms behind the orthogonalization are those of each row shard, as in the public NorMuon implementation. */
  readonly norms?: 'matrix' | 'shard';
  /** Start values. */
  readonly weights: Float32Array;
  readonly state: Float32Array;
}

/**
 * Starts one thread per worker. In every step each of them updates its rows of all momenta; the owner of a matrix gathers and
 * orthogonalizes it; each takes its rows of the result and updates its rows of the weights (Li et al., "NorMuon", 2025, section 3.2). The
 * optimizer state is laid out as that of the training step in a single graph, so either goes on where the other stopped.
 *
 * @throws ConfigError when a matrix has fewer rows than there are workers; NumericError when the start
 * values do not fit the layout
 */
export async function openDistributed(options: DistributedOptions): Promise<DistributedOptimizer> {
  const assignments = assignWork(options);
  const { memory } = assignments[0];
  const crew = await startCrew(assignments);
  return {
    weights: memory.weights,
    threads: crew.threads,
    step(step, gradient, numbers) {
      memory.gradient.set(gradient);
      memory.numbers.set(numbers);
      return crew.order('step', `in step ${step}`);
    },
    async state() {
      await crew.order('save', 'while saving');
      return memory.state.slice();
    },
    close: () => crew.dismiss(),
  };
}

/** What each worker has to do, with the memory that they share. */
export function assignWork(options: DistributedOptions): Assignment[] {
  const { workers, layout, optimizer, norms = 'matrix', weights, state } = options;
  const { name, weightDecay, hidden, others } = optimizer;
  if (!Number.isSafeInteger(workers) || workers < 1)
    throw configError('workers-number', 'workers', `${workers} is not a whole number of at least 1`);
  const [first] = shardGroups(layout, optimizer, workers);
  const stateLength = stateLengthOf(parameterGroups(layout, optimizer));
  if (weights.length !== layout.length || state.length !== stateLength)
    throw new NumericError(
      'distributed-lengths',
      `${weights.length} weights and ${state.length} state values do not fit ${layout.length} and ${stateLength}`,
    );
  const numbers = hidden.numbers(1, 0).length + others.numbers(1, 0).length;
  const work = { workers, layout, optimizer: { name, weightDecay }, localNorms: norms === 'shard' };
  const memory = {
    weights: sharedCopy(weights),
    gradient: sharedFloats(weights.length),
    state: sharedCopy(state),
    numbers: sharedFloats(numbers),
    exchanges: exchangeMemory(compileProgram(first, { local: work.localNorms }).exchanges, workers),
    barrier: barrierMemory(),
  };
  return Array.from({ length: workers }, (_, worker) => ({ worker, work, memory }));
}

function sharedCopy(values: Float32Array): Float32Array {
  const copy = sharedFloats(values.length);
  copy.set(values);
  return copy;
}
