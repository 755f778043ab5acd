import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { svd } from '../../kernels/orthogonalization/svd.ts';
import { median } from '../../kernels/statistics/median.ts';
import { elementCount } from '../graph/graph.ts';
import type { WeightLayout } from '../graph/weights.ts';

/** What one step did to the hidden matrices. */
export interface UpdateShape {
  /** Largest over smallest singular value of a matrix's change: median over one matrix of each shape, the first of the network. */
  readonly conditionNumber: number;
  /** Largest over smallest norm of a row of a matrix's change, median over all matrices. */
  readonly rowNormSpread: number;
  /** For each matrix its entries and R − 1, where the optimizer divides by an R; else none. */
  readonly brakes: readonly { readonly entries: number; readonly excess: number }[];
}

/**
 * Weights are stored in single precision, so a change is known to about 1e-5 of its largest part. Ratios beyond this are not told apart from
 * infinity and count as this.
 */
export const LARGEST_RATIO = 1e5;

/**
 * The shape of a step from the weights before and after it. A matrix that did not move is left out; where none did, both ratios are 1.
 *
 * @param brake R of a matrix's change, for optimizers that have one
 */
export function updateShape(
  layout: WeightLayout,
  before: Float32Array,
  after: Float32Array,
  brake?: (update: Matrix) => number,
): UpdateShape {
  const moved = hiddenChanges(layout, before, after).filter(({ data }) => data.some(entry => entry !== 0));
  return {
    conditionNumber: moved.length === 0 ? 1 : median(firstOfEachShape(moved).map(conditionNumber)),
    rowNormSpread: moved.length === 0 ? 1 : median(moved.map(rowNormSpread)),
    brakes: brake ? moved.map(update => ({ entries: update.data.length, excess: brake(update) - 1 })) : [],
  };
}

function firstOfEachShape(matrices: readonly Matrix[]): Matrix[] {
  return matrices.filter(
    ({ rows, cols }, i) => matrices.findIndex(other => other.rows === rows && other.cols === cols) === i,
  );
}

function hiddenChanges(layout: WeightLayout, before: Float32Array, after: Float32Array): Matrix[] {
  return layout.weights
    .filter(({ hidden }) => hidden)
    .map(({ shape, offset }) => {
      const data = Float64Array.from(
        { length: elementCount(shape) },
        (_, i) => after[offset + i] - before[offset + i],
      );
      return { rows: shape[0], cols: shape[1], data };
    });
}

export function conditionNumber(update: Matrix): number {
  const { data: values } = svd(float64Algebra, update).s;
  return ratio(values[0], values[values.length - 1]);
}

export function rowNormSpread({ rows, cols, data }: Matrix): number {
  const norms = Array.from({ length: rows }, (_, row) =>
    Math.hypot(...data.subarray(row * cols, (row + 1) * cols)),
  );
  return ratio(Math.max(...norms), Math.min(...norms));
}

function ratio(largest: number, smallest: number): number {
  return Math.min(LARGEST_RATIO, largest / smallest);
}
