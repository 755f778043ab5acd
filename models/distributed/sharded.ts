import { NumericError } from '../../kernels/errors.ts';
import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import { graphAlgebra } from '../graph/algebra.ts';
import type { Shape, Tensor } from '../graph/graph.ts';
import type { Exchange, Phases, Room } from './phases.ts';
import type { RowRange } from './rows.ts';

/** Equally shaped matrices as one worker of several sees them. */
export interface ShardedStack {
  readonly name: string;
  readonly count: number;
  readonly rows: number;
  readonly cols: number;
  /** Rows of each matrix that lie on this worker. */
  readonly range: RowRange;
  /** Matrices that this worker orthogonalizes, as indices into the stack. */
  readonly owned: readonly number[];
}

/** `rows`: this worker's rows of every matrix. `all`: the same small value on all workers. `owner`: the whole matrices it owns. */
type Place = 'rows' | 'all' | 'owner';

/**
 * A value of an update that is being cut into phases: a node in the graph of its phase, or a value in the worker's memory from that
 * phase on.
 */
export interface Sharded {
  readonly place: Place;
  readonly phase: number;
  /** Sides of the whole matrix, however much of it lies here. */
  readonly rows: number;
  readonly cols: number;
  readonly at: { readonly tensor: Tensor } | { readonly key: string; readonly shape: Shape };
}

/**
 * The algebra on row shards: what an optimizer writes as one formula becomes graphs of consecutive phases with exchanges between them.
 * Elementwise operations and row sums stay on the shard. A column sum adds up the own rows and is reduced over the workers, one value
 * per column of its argument, so a sum of all entries (rows first) costs one scalar per matrix. `whole` gathers matrices at their
 * owners, applies its function there, and scatters the result.
 *
 * @param local column sums behind a `whole` are not reduced: the own rows' sum, scaled to the number of rows, stands for the sum. This is the
 * normalisation per shard of the public NorMuon implementation; it saves an exchange and leaves the single-worker trajectory.
 */
export function shardedAlgebra(
  stack: ShardedStack,
  phases: Phases,
  { local = false }: { readonly local?: boolean } = {},
): Algebra<Sharded> {
  const height = stack.range.end - stack.range.start;
  let serial = 0;
  let scattered = false;

  /** An operation without exchange, in the latest phase of its arguments. */
  function here(op: (...tensors: Tensor[]) => Tensor, ...values: readonly Sharded[]): Sharded {
    const places = new Set(values.map(({ place }) => place));
    if (places.has('owner') && places.size > 1)
      throw new NumericError('sharded-place', `${stack.name}: whole matrices do not meet row shards`);
    const place: Place = places.has('owner') ? 'owner' : places.has('rows') ? 'rows' : 'all';
    const phase = Math.max(...values.map(value => value.phase));
    const tensor = op(...values.map(value => nodeOf(phases, value, phase)));
    const rows = place === 'rows' ? stack.rows : graphAlgebra.rows(tensor);
    return { place, phase, rows, cols: graphAlgebra.cols(tensor), at: { tensor } };
  }

  function whole(name: string, value: Sharded): Sharded {
    if (value.place !== 'owner')
      throw new NumericError('sharded-rows', `${name}: mixes rows of ${stack.name}, which are sharded`);
    return value;
  }

  const keyOf = (what: string) => `${stack.name}.${what}${serial++}`;

  /** Sends a value on its way at the end of `phase`; as it arrives, it belongs to the next one. Who owns nothing sends nothing. */
  function exchange(
    kind: Exchange['kind'],
    buffer: string,
    phase: number,
    value: Sharded | undefined,
    shape: Shape,
  ): Sharded {
    const [from, to, cols] = [keyOf(kind), keyOf(`${kind}ed`), shape[2]];
    if (value) writeTo(phases, value, from);
    phases.exchange({ kind, stack, buffer, from, to, phase, cols, shape });
    const arrival = { phase: phase + 1, cols, at: { key: to, shape } };
    if (kind === 'reduce') return { ...arrival, place: 'all', rows: 1 };
    return { ...arrival, place: kind === 'gather' ? 'owner' : 'rows', rows: stack.rows };
  }

  return {
    machineEpsilon: graphAlgebra.machineEpsilon,
    rows: value => value.rows,
    cols: value => value.cols,
    constant(like, rows, cols, entry) {
      const sharded = like.place === 'rows' && rows > 1;
      const start = sharded ? stack.range.start : 0;
      const constant = here(
        tensor =>
          graphAlgebra.constant(tensor, sharded ? height : rows, cols, (row, col) => entry(row + start, col)),
        like,
      );
      return sharded ? constant : { ...constant, place: like.place === 'owner' ? 'owner' : 'all', rows };
    },
    multiply: (a, b) => here(graphAlgebra.multiply, whole('multiply', a), whole('multiply', b)),
    transpose: a => here(graphAlgebra.transpose, whole('transpose', a)),
    whole(a, f) {
      const buffer = keyOf('whole');
      const gathered = exchange('gather', buffer, a.phase, a, [stack.owned.length, a.rows, a.cols]);
      const result = stack.owned.length > 0 ? f(gathered) : undefined;
      scattered = true;
      return exchange('scatter', buffer, gathered.phase, result, [stack.count, height, a.cols]);
    },

    add: (a, b) => here(graphAlgebra.add, a, b),
    subtract: (a, b) => here(graphAlgebra.subtract, a, b),
    times: (a, b) => here(graphAlgebra.times, a, b),
    divide: (a, b) => here(graphAlgebra.divide, a, b),
    scale: (a, factor) => here(x => graphAlgebra.scale(x, factor), a),
    shift: (a, offset) => here(x => graphAlgebra.shift(x, offset), a),
    abs: a => here(graphAlgebra.abs, a),
    sqrt: a => here(graphAlgebra.sqrt, a),
    exp: a => here(graphAlgebra.exp, a),
    atLeast: (a, floor) => here(x => graphAlgebra.atLeast(x, floor), a),

    rowSums: a => here(graphAlgebra.rowSums, a),
    columnSums(a) {
      const own = here(graphAlgebra.columnSums, a);
      if (a.place !== 'rows') return own;
      if (local && scattered)
        return { ...here(x => graphAlgebra.scale(x, a.rows / height), own), place: 'all', rows: 1 };
      return exchange('reduce', keyOf('parts'), own.phase, own, [stack.count, 1, own.cols]);
    },

    columnMaxima: a => here(graphAlgebra.columnMaxima, whole('columnMaxima', a)),
    columns: (a, order) => here(x => graphAlgebra.columns(x, order), a),
    joinColumns: parts => here((...tensors) => graphAlgebra.joinColumns(tensors), ...parts),

    positive: a => here(graphAlgebra.positive, a),
    finite: a => here(graphAlgebra.finite, a),
    select: (mask, a, b) => here(graphAlgebra.select, mask, a, b),
    requireFinite: (a, what) => here(x => graphAlgebra.requireFinite(x, what), a),
    isZero: () => false,
  };
}

/** The node of a value in the graph of `phase`, which is not before the value's own. */
function nodeOf(phases: Phases, { at, place, phase: own }: Sharded, phase: number): Tensor {
  const room: Room = place === 'owner' ? 'owner' : 'rows';
  if ('key' in at) return phases.input(phase, room, at.key, at.shape);
  return own === phase ? at.tensor : phases.carry(at.tensor, own, room, phase);
}

/** Writes a value to the worker's memory in the phase in which it is known. */
export function writeTo(phases: Phases, value: Sharded, key: string): void {
  const room: Room = value.place === 'owner' ? 'owner' : 'rows';
  phases.output(value.phase, room, key, nodeOf(phases, value, value.phase));
}
