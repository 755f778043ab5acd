import { beforeAll, describe, expect, it } from 'vitest';
import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { openSession, type Value } from '../runtime/session.ts';
import { graphAlgebra } from './algebra.ts';
import { Graph, type Tensor } from './graph.ts';

type Operation = <M>(algebra: Algebra<M>, inputs: Inputs<M>) => M;
interface Inputs<M> {
  /** 3 × 4, 3 × 4, 4 × 5, 1 × 4, 3 × 1, and 3 × 4 with an infinity and a NaN. */
  readonly a: M;
  readonly b: M;
  readonly c: M;
  readonly row: M;
  readonly col: M;
  readonly broken: M;
}

/** Every operation of the algebra; a new one joins by adding a row. */
const OPERATIONS: Record<string, Operation> = {
  constant: (algebra, { a }) =>
    algebra.add(
      a,
      algebra.constant(a, 3, 4, (r, c) => 10 * r + c),
    ),
  multiply: ({ multiply }, { a, c }) => multiply(a, c),
  'multiply by a constant': ({ constant, multiply }, { a }) =>
    multiply(
      a,
      constant(a, 4, 2, (r, c) => r - c),
    ),
  transpose: ({ transpose }, { a }) => transpose(a),
  whole: ({ whole, transpose }, { a }) => whole(a, transpose),
  add: ({ add }, { a, b }) => add(a, b),
  'add a row': ({ add }, { a, row }) => add(a, row),
  'add a row to a column': ({ add }, { row, col }) => add(col, row),
  subtract: ({ subtract }, { a, b }) => subtract(a, b),
  'subtract from a column': ({ subtract }, { a, col }) => subtract(col, a),
  times: ({ times }, { a, b }) => times(a, b),
  divide: ({ divide }, { a, b }) => divide(a, b),
  scale: ({ scale }, { a }) => scale(a, -1.5),
  shift: ({ shift }, { a }) => shift(a, 0.25),
  abs: ({ abs }, { a }) => abs(a),
  'sqrt, NaN below 0': ({ sqrt }, { a }) => sqrt(a),
  exp: ({ exp }, { a }) => exp(a),
  atLeast: ({ atLeast }, { a }) => atLeast(a, -0.2),
  'atLeast of NaN': ({ atLeast }, { broken }) => atLeast(broken, 0.5),
  rowSums: ({ rowSums }, { a }) => rowSums(a),
  columnSums: ({ columnSums }, { a }) => columnSums(a),
  columnMaxima: ({ columnMaxima }, { a }) => columnMaxima(a),
  columns: ({ columns }, { a }) => columns(a, [3, 0, 0, 2, 1]),
  joinColumns: ({ joinColumns }, { a, col, b }) => joinColumns([a, col, b]),
  positive: ({ positive }, { a }) => positive(a),
  'positive of NaN': ({ positive }, { broken }) => positive(broken),
  finite: ({ finite }, { broken }) => finite(broken),
  select: ({ select, positive }, { a, b, row }) => select(positive(a), b, row),
  'select away from NaN': ({ select, finite }, { a, broken }) => select(finite(broken), broken, a),
  'requireFinite of finite entries': ({ requireFinite }, { a }) => requireFinite(a, 'a'),
  'select by a column': ({ select, positive }, { a, b, col }) => select(positive(col), a, b),
};

const STACK = 3;
const SHAPES = { a: [3, 4], b: [3, 4], c: [4, 5], row: [1, 4], col: [3, 1], broken: [3, 4] } as const;
type Name = keyof typeof SHAPES;
const NAMES = Object.keys(SHAPES) as Name[];

const stream = randomStream(3, 'algebra-contract');
const values = Object.fromEntries(
  NAMES.map(name => {
    const data = fillNormal(stream, new Float32Array(STACK * SHAPES[name][0] * SHAPES[name][1]));
    if (name === 'broken') data.set([Infinity, Number.NaN, -Infinity, 0], 3);
    return [name, data];
  }),
) as Record<Name, Float32Array>;

/** The stack's matrix `i` as Float64. */
function matrix(data: Float32Array, [rows, cols]: readonly number[], i: number): Matrix {
  return { rows, cols, data: Float64Array.from(data.subarray(i * rows * cols, (i + 1) * rows * cols)) };
}

const inputsFor = <M>(make: (name: Name) => M) =>
  Object.fromEntries(NAMES.map(name => [name, make(name)])) as unknown as Inputs<M>;

let onGraph: Record<string, Value>;
beforeAll(async () => {
  const graph = new Graph('contract');
  const inputs = inputsFor<Tensor>(name => graph.input(name, [STACK, ...SHAPES[name]]));
  for (const [name, operation] of Object.entries(OPERATIONS))
    graph.output(name, operation(graphAlgebra, inputs));
  const session = await openSession(graph.toBytes(), { device: 'cpu', threads: 1 });
  onGraph = await session.run(
    Object.fromEntries(NAMES.map(name => [name, { shape: [STACK, ...SHAPES[name]], data: values[name] }])),
  );
  await session.close();
});

/** Largest difference relative to the larger magnitude; NaN must meet NaN, infinity infinity. */
function worstDifference(want: Float64Array, got: ArrayLike<number>): number {
  if (want.length !== got.length) return Infinity;
  return Math.max(
    ...Array.from(want, (x, i) =>
      Object.is(Math.fround(x), got[i]) ? 0 : Math.abs(x - got[i]) / Math.max(1, Math.abs(x)),
    ).map(difference => (Number.isNaN(difference) ? Infinity : difference)),
  );
}

function float64Stack(operation: Operation): Float64Array {
  const results = Array.from({ length: STACK }, (_, i) =>
    operation(
      float64Algebra,
      inputsFor(name => matrix(values[name], SHAPES[name], i)),
    ),
  );
  return Float64Array.from(results.flatMap(({ data }) => [...data]));
}

describe('the algebra', () => {
  it.each(Object.keys(OPERATIONS))('does the same on both carriers: %s', name => {
    const { data } = onGraph[name];
    expect(worstDifference(float64Stack(OPERATIONS[name]), data as Float32Array)).toBeLessThan(1e-6);
  });

  it('covers every operation', () => {
    const named = Object.values(OPERATIONS).map(String).join(' ');
    const missing = Object.keys(float64Algebra).filter(key => !named.includes(key));
    expect(missing).toEqual(['machineEpsilon', 'rows', 'cols', 'isZero']);
    expect(Object.keys(graphAlgebra).sort()).toEqual(Object.keys(float64Algebra).sort());
  });

  it('would notice an operand swapped and a row taken for a column', () => {
    const { data } = onGraph.subtract;
    const swapped: Operation = ({ subtract }, { a, b }) => subtract(b, a);
    expect(worstDifference(float64Stack(swapped), data as Float32Array)).toBeGreaterThan(0.1);
    const sums: Operation = ({ rowSums, transpose }, { a }) => rowSums(transpose(a));
    const rows = onGraph.rowSums.data as Float32Array;
    expect(worstDifference(float64Stack(sums), rows)).toBeGreaterThan(0.1);
  });

  it('refuses shapes that do not fit, on both carriers', () => {
    const graph = new Graph('refused');
    const [x, y] = [graph.input('x', [2, 3]), graph.input('y', [2, 4])];
    const [m, n] = [matrix(values.a, [2, 3], 0), matrix(values.a, [2, 4], 0)];
    for (const name of ['add', 'times', 'divide', 'multiply'] as const) {
      expect(() => graphAlgebra[name](x, y)).toThrow(/\[2,3\].*\[2,4\]/);
      expect(() => float64Algebra[name](m, n)).toThrow(/2×3.*2×4/);
    }
    expect(() => graphAlgebra.columns(x, [3])).toThrow('no column 3');
    expect(() => float64Algebra.columns(m, [3])).toThrow('no column 3');
  });

  it('takes a flat vector as one row', () => {
    const v = new Graph('flat').input('v', [5]);
    expect([graphAlgebra.rows(v), graphAlgebra.cols(v)]).toEqual([1, 5]);
    expect(graphAlgebra.columnSums(v).shape).toEqual([5]);
    expect(graphAlgebra.rowSums(v).shape).toEqual([1]);
  });
});
