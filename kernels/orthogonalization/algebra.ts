/**
 * The operations that orthogonalizations and optimizers are written in, so that each algorithm is written once and runs on
 * Float64 arrays (`float64Algebra`, the reference) as well as on nodes of a training graph (`models/graph/algebra.ts`).
 *
 * A value is a matrix [rows, cols], or a stack of equally shaped matrices on which every operation acts matrix by matrix. Elementwise
 * operations broadcast along a side of length 1.
 */
export interface Algebra<M> {
  /** Distance from 1 to the next larger number of the carrier. */
  readonly machineEpsilon: number;
  rows(a: M): number;
  cols(a: M): number;
  /** A fixed matrix on the carrier of `like`: entry (row, col) of a rows × cols matrix, the same for a whole stack. */
  constant(like: M, rows: number, cols: number, entry: (row: number, col: number) => number): M;

  multiply(a: M, b: M): M;
  transpose(a: M): M;
  /** f(a), where f mixes the rows of a. A carrier whose matrices lie in row shards brings them together for it. */
  whole(a: M, f: (a: M) => M): M;

  add(a: M, b: M): M;
  subtract(a: M, b: M): M;
  /** Elementwise (Hadamard) product. */
  times(a: M, b: M): M;
  divide(a: M, b: M): M;
  scale(a: M, factor: number): M;
  shift(a: M, offset: number): M;
  abs(a: M): M;
  sqrt(a: M): M;
  exp(a: M): M;
  /** Elementwise max(a, floor); NaN stays NaN. */
  atLeast(a: M, floor: number): M;

  /** Sum of each row, [rows, 1]. */
  rowSums(a: M): M;
  /** Sum of each column, [1, cols]. */
  columnSums(a: M): M;
  /** Largest entry of each column, [1, cols]. */
  columnMaxima(a: M): M;

  /** Columns of a in the given order; columns may repeat. */
  columns(a: M, order: readonly number[]): M;
  /** Matrices of equal height side by side. */
  joinColumns(parts: readonly M[]): M;

  /** 1 where a > 0, else 0 (NaN gives 0). */
  positive(a: M): M;
  /** 1 where a is neither NaN nor infinite, else 0. */
  finite(a: M): M;
  /** a where the mask (1 or 0) is 1, b where it is 0: b's value whatever a holds, NaN too. */
  select(mask: M, a: M, b: M): M;

  /** a. Entries that are NaN or infinite throw a `NumericError` naming `what`, or are NaN where the values are not known yet. */
  requireFinite(a: M, what: string): M;
  /** Whether all entries are known to be zero. A graph that has not run knows nothing. */
  isZero(a: M): boolean;
}
