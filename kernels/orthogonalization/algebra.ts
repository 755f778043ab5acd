/**
 * The few operations that an orthogonalization needs of a matrix, so that each algorithm is written once and runs on
 * Float64 arrays (`float64Algebra`) as well as on nodes of a training graph (`models/graph/algebra.ts`). A carrier may hold a
 * stack of equally shaped matrices; every operation then acts on each of them.
 */
export interface MatrixAlgebra<M> {
  rows(a: M): number;
  cols(a: M): number;
  multiply(a: M, b: M): M;
  add(a: M, b: M): M;
  scale(a: M, factor: number): M;
  transpose(a: M): M;
  /** a / (‖a‖_F + epsilon). */
  normalize(a: M, epsilon: number): M;
}
