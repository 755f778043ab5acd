/** The two sides of a matrix. */
export interface MatrixShape {
  readonly rows: number;
  readonly cols: number;
}

/**
 * Floating-point operations of one Newton–Schulz orthogonalization with n = min(rows, cols) and N = max(rows, cols): per step 2n²N for
 * the Gram matrix, 2n³ for its square and 2n²N to apply the polynomial.
 */
export function newtonSchulzFlops({ rows, cols }: MatrixShape, steps = 5): number {
  const [n, N] = [Math.min(rows, cols), Math.max(rows, cols)];
  return steps * (4 * n * n * N + 2 * n ** 3);
}

/** Chooses the worker that orthogonalizes each matrix. */
export type Assignment = (matrices: readonly MatrixShape[], workers: number) => number[];

/**
 * Longest processing time first (Graham, 1969): matrices in order of falling cost, each to the worker with the least work so far. The
 * busiest worker has at most 4/3 − 1/(3W) times the work that the best assignment would give it.
 */
export const longestFirst: Assignment = (matrices, workers) => {
  const load = new Float64Array(workers);
  const owners = new Array<number>(matrices.length);
  for (const { index, cost } of byFalling(matrices, newtonSchulzFlops)) {
    const idlest = load.indexOf(Math.min(...load));
    owners[index] = idlest;
    load[idlest] += cost;
  }
  return owners;
};

/** Matrices in order of falling size, dealt out in turn (Li et al., "NorMuon", 2025, section 3.2; Jordan et al., "Muon", 2024). */
export const roundRobin: Assignment = (matrices, workers) => {
  const owners = new Array<number>(matrices.length);
  byFalling(matrices, ({ rows, cols }) => rows * cols).forEach(({ index }, turn) => {
    owners[index] = turn % workers;
  });
  return owners;
};

/** Work of the busiest worker over the mean work, ≥ 1; 1 is perfect balance. */
export function imbalance(
  matrices: readonly MatrixShape[],
  owners: readonly number[],
  workers: number,
): number {
  const load = new Float64Array(workers);
  for (const [i, matrix] of matrices.entries()) load[owners[i]] += newtonSchulzFlops(matrix);
  return Math.max(...load) / (load.reduce((a, b) => a + b) / workers);
}

function byFalling(matrices: readonly MatrixShape[], cost: (matrix: MatrixShape) => number) {
  return matrices
    .map((matrix, index) => ({ index, cost: cost(matrix) }))
    .sort((a, b) => b.cost - a.cost || a.index - b.index);
}
