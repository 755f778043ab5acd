import { NumericError } from '../../kernels/errors.ts';
import type { WeightLayout } from '../graph/weights.ts';
import type { NamedOptimizer } from '../optimizers/named.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { ParameterShape } from '../optimizers/parameterShape.ts';
import { parameterGroups } from '../training/parameterGroups.ts';
import { longestFirst } from './owners.ts';
import { rowShards } from './rows.ts';
import type { ShardedStack } from './sharded.ts';

/** A part of one of the flat vectors: a stack of matrices [rows, cols] from `offset` on, sharded by rows. */
export interface VectorPart {
  readonly offset: number;
  readonly cols: number;
}

/** Parameters that one optimizer updates together, as one worker of several sees them. */
export interface ShardedGroup {
  readonly stack: ShardedStack;
  readonly optimizer: Optimizer;
  readonly shape: ParameterShape;
  /** In the vectors of weights and gradients. */
  readonly weights: VectorPart;
  /** In the vector of optimizer state. */
  readonly state: readonly VectorPart[];
  /** Place of its step numbers among those of a training step. */
  readonly numbers: { readonly start: number; readonly end: number };
}

/**
 * Every worker's view of all parameters. Stacks of hidden matrices are sharded by rows, and each matrix has one owner, longest first over
 * all stacks. Everything else is one long column, since its optimizer works entry by entry.
 *
 * @throws ConfigError when a matrix has fewer rows than there are workers
 */
export function shardGroups(
  layout: WeightLayout,
  optimizers: Pick<NamedOptimizer, 'hidden' | 'others'>,
  workers: number,
): ShardedGroup[][] {
  const groups = parameterGroups(layout, optimizers);
  const hiddenNumbers = optimizers.hidden.numbers(1, 0).length;
  const allNumbers = hiddenNumbers + optimizers.others.numbers(1, 0).length;
  const owners = longestFirst(
    groups.flatMap(({ isHidden, shape, stack: [count] }) => (isHidden ? Array(count).fill(shape) : [])),
    workers,
  );
  return Array.from({ length: workers }, (_, worker) => {
    let [weightAt, stateAt, matrixAt] = [0, 0, 0];
    return groups.map(({ optimizer, isHidden, shape: parameter, stack: [count] }, i) => {
      const entries = parameter.rows * parameter.cols;
      const shape = isHidden ? parameter : { ...parameter, rows: entries, cols: 1 };
      const { rows, cols } = shape;
      const indices = isHidden ? Array.from({ length: count }, (_, matrix) => matrix) : [];
      const owned = indices.filter(matrix => owners[matrixAt + matrix] === worker);
      const state = optimizer.init(shape).map(slot => {
        if (slot.rows !== rows)
          throw new NumericError('sharded-state', `${shape.name}: state of ${slot.rows} rows is not sharded`);
        stateAt += count * rows * slot.cols;
        return { offset: stateAt - count * rows * slot.cols, cols: slot.cols };
      });
      const range = rowShards(rows, workers, shape.name)[worker];
      weightAt += count * entries;
      matrixAt += indices.length;
      return {
        stack: { name: `group${i}`, count, rows, cols, range, owned },
        optimizer,
        shape,
        weights: { offset: weightAt - count * entries, cols },
        state,
        numbers: isHidden ? { start: 0, end: hiddenNumbers } : { start: hiddenNumbers, end: allNumbers },
      };
    });
  });
}
