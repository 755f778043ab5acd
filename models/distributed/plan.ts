import { imbalance, longestFirst, type MatrixShape, roundRobin } from './owners.ts';
import { rowShards } from './rows.ts';
import { orthogonalizationTraffic } from './traffic.ts';

const FLOAT32_BYTES = 4;
const BFLOAT16_BYTES = 2;

/** What one optimizer step costs when the matrices lie in row shards; bytes are those of the worker that has most. */
export interface OptimizerPlan {
  readonly workers: number;
  readonly parameters: number;
  /** Most matrices that one worker orthogonalizes, assigned longest first. */
  readonly ownedMatrices: number;
  /** Work of the busiest worker over the mean, for either assignment. */
  readonly imbalance: { readonly longestFirst: number; readonly roundRobin: number };
  /** Optimizer state in float32. */
  readonly stateBytes: { readonly adamw: number; readonly muon: number; readonly normuon: number };
  /** Momenta that the busiest owner holds whole while it orthogonalizes, in bfloat16. */
  readonly workspaceBytes: number;
  /** Received in one step: weights and gradients as any sharded training moves them, and what orthogonalizing adds. */
  readonly stepBytes: { readonly sharding: number; readonly gather: number; readonly scatter: number };
  /** The count of the NorMuon paper (section 3.2): every transfer once per parameter, whatever the number of workers. */
  readonly bytesPerParameter: { readonly adamw: number; readonly normuon: number };
}

/**
 * Plans the optimizer step of fully sharded training (FSDP2) for the given hidden matrices. Sharded training gathers the float32
 * weights twice (forward, backward) and scatters the gradients once, so each worker receives 3·4·P·(1 − 1/W) bytes; momenta and
 * orthogonalized updates travel as bfloat16 to and from one owner per matrix.
 *
 * @throws ConfigError when a matrix has fewer rows than there are workers
 */
export function planOptimizer(matrices: readonly MatrixShape[], workers: number): OptimizerPlan {
  const owners = longestFirst(matrices, workers);
  const traffic = orthogonalizationTraffic(matrices, owners, workers, BFLOAT16_BYTES);
  const parameters = total(matrices, ({ rows, cols }) => rows * cols);
  const shardEntries = total(matrices, matrix => largestShard(matrix, workers) * matrix.cols);
  const shardRows = total(matrices, matrix => largestShard(matrix, workers));
  const owned = (measure: (matrix: MatrixShape) => number) => {
    const sums = new Array<number>(workers).fill(0);
    for (const [i, matrix] of matrices.entries()) sums[owners[i]] += measure(matrix);
    return Math.max(...sums);
  };
  return {
    workers,
    parameters,
    ownedMatrices: owned(() => 1),
    imbalance: {
      longestFirst: imbalance(matrices, owners, workers),
      roundRobin: imbalance(matrices, roundRobin(matrices, workers), workers),
    },
    stateBytes: {
      adamw: 2 * FLOAT32_BYTES * shardEntries,
      muon: FLOAT32_BYTES * shardEntries,
      normuon: FLOAT32_BYTES * (shardEntries + shardRows),
    },
    workspaceBytes: owned(({ rows, cols }) => BFLOAT16_BYTES * rows * cols),
    stepBytes: {
      sharding: Math.round(3 * FLOAT32_BYTES * parameters * (1 - 1 / workers)),
      gather: Math.max(...traffic.map(({ gathered }) => gathered)),
      scatter: Math.max(...traffic.map(({ scattered }) => scattered)),
    },
    bytesPerParameter: {
      adamw: 3 * FLOAT32_BYTES,
      normuon: 3 * FLOAT32_BYTES + 2 * BFLOAT16_BYTES,
    },
  };
}

function largestShard({ rows, cols }: MatrixShape, workers: number): number {
  const [{ start, end }] = rowShards(rows, workers, `a ${rows}×${cols} matrix`);
  return end - start;
}

function total(matrices: readonly MatrixShape[], measure: (matrix: MatrixShape) => number): number {
  return matrices.reduce((sum, matrix) => sum + measure(matrix), 0);
}
