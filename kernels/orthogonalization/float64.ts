import { NumericError } from '../errors.ts';
import type { Algebra } from './algebra.ts';

/** A real matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** The algebra on Float64 arrays: the reference carrier. Shapes that do not fit throw a `NumericError`. */
export const float64Algebra: Algebra<Matrix> = {
  machineEpsilon: Number.EPSILON,
  rows: a => a.rows,
  cols: a => a.cols,
  constant(_like, rows, cols, entry) {
    const data = new Float64Array(rows * cols);
    for (let i = 0, r = 0; r < rows; r++) for (let c = 0; c < cols; c++) data[i++] = entry(r, c);
    return { rows, cols, data };
  },
  multiply,
  transpose(a) {
    const data = new Float64Array(a.data.length);
    for (let i = 0, c = 0; c < a.cols; c++)
      for (let r = 0; r < a.rows; r++) data[i++] = a.data[r * a.cols + c];
    return { rows: a.cols, cols: a.rows, data };
  },
  whole: (a, f) => f(a),
  add: (a, b) => combine('add', a, b),
  subtract: (a, b) => combine('subtract', a, b),
  times: (a, b) => combine('times', a, b),
  divide: (a, b) => combine('divide', a, b),
  scale: (a, factor) => each(a, x => x * factor),
  shift: (a, offset) => each(a, x => x + offset),
  abs: a => each(a, Math.abs),
  sqrt: a => each(a, Math.sqrt),
  exp: a => each(a, Math.exp),
  atLeast: (a, floor) => each(a, x => Math.max(x, floor)),
  rowSums(a) {
    const data = new Float64Array(a.rows);
    for (let i = 0, r = 0; r < a.rows; r++) for (let c = 0; c < a.cols; c++) data[r] += a.data[i++];
    return { rows: a.rows, cols: 1, data };
  },
  columnSums(a) {
    const data = new Float64Array(a.cols);
    for (let i = 0, r = 0; r < a.rows; r++) for (let c = 0; c < a.cols; c++) data[c] += a.data[i++];
    return { rows: 1, cols: a.cols, data };
  },
  columnMaxima(a) {
    const data = new Float64Array(a.cols).fill(-Infinity);
    for (let i = 0, r = 0; r < a.rows; r++)
      for (let c = 0; c < a.cols; c++) data[c] = Math.max(data[c], a.data[i++]);
    return { rows: 1, cols: a.cols, data };
  },
  columns(a, order) {
    const wrong = order.find(c => !Number.isInteger(c) || c < 0 || c >= a.cols);
    if (wrong !== undefined)
      throw new NumericError('matrix-shape', `columns: ${a.rows}×${a.cols} has no column ${wrong}`);
    const data = new Float64Array(a.rows * order.length);
    for (let i = 0, r = 0; r < a.rows; r++)
      for (let c = 0; c < order.length; c++) data[i++] = a.data[r * a.cols + order[c]];
    return { rows: a.rows, cols: order.length, data };
  },
  joinColumns,
  positive: a => each(a, x => (x > 0 ? 1 : 0)),
  finite: a => each(a, x => (Number.isFinite(x) ? 1 : 0)),
  select(mask, a, b) {
    const { rows, cols } = commonShape('select', mask, a, b);
    const data = new Float64Array(rows * cols);
    const [downMask, rightMask, downA, rightA, downB, rightB] = [mask, a, b].flatMap(strides);
    for (let i = 0, r = 0; r < rows; r++)
      for (let c = 0; c < cols; c++)
        data[i++] =
          mask.data[r * downMask + c * rightMask] === 0
            ? b.data[r * downB + c * rightB]
            : a.data[r * downA + c * rightA];
    return { rows, cols, data };
  },
  requireFinite(a, what) {
    const wrong = a.data.find(x => !Number.isFinite(x));
    if (wrong !== undefined) throw new NumericError('not-finite', `${what} is ${wrong}`);
    return a;
  },
  isZero: a => a.data.every(x => x === 0),
};

function each(a: Matrix, f: (x: number) => number): Matrix {
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < data.length; i++) data[i] = f(a.data[i]);
  return { rows: a.rows, cols: a.cols, data };
}

type Operation = 'add' | 'subtract' | 'times' | 'divide';

/** One body for all elements: a function handed in would be called for each of them, which is several times as slow. */
function combine(operation: Operation, a: Matrix, b: Matrix): Matrix {
  const { rows, cols } = commonShape(operation, a, b);
  const data = new Float64Array(rows * cols);
  const [downA, rightA, downB, rightB] = [a, b].flatMap(strides);
  const [x, y] = [a.data, b.data];
  for (let i = 0, r = 0; r < rows; r++)
    for (let c = 0, atA = r * downA, atB = r * downB; c < cols; c++, atA += rightA, atB += rightB)
      data[i++] = operate(operation, x[atA], y[atB]);
  return { rows, cols, data };
}

function operate(operation: Operation, x: number, y: number): number {
  if (operation === 'add') return x + y;
  if (operation === 'subtract') return x - y;
  return operation === 'times' ? x * y : x / y;
}

/** The shape that all parts have where they are longer than 1. */
function commonShape(name: string, ...parts: readonly Matrix[]): Pick<Matrix, 'rows' | 'cols'> {
  const rows = parts.find(part => part.rows !== 1)?.rows ?? 1;
  const cols = parts.find(part => part.cols !== 1)?.cols ?? 1;
  if (parts.some(part => (part.rows !== 1 && part.rows !== rows) || (part.cols !== 1 && part.cols !== cols)))
    throw new NumericError('matrix-shape', `${name}: ${parts.map(shape).join(' and ')} do not fit`);
  return { rows, cols };
}

/** How far the next row and the next column are; a side of length 1 is repeated. */
function strides({ rows, cols }: Matrix): [down: number, right: number] {
  return [rows === 1 ? 0 : cols, cols === 1 ? 0 : 1];
}

function joinColumns(parts: readonly Matrix[]): Matrix {
  const rows = parts[0].rows;
  if (parts.some(part => part.rows !== rows))
    throw new NumericError('matrix-shape', `joinColumns: ${parts.map(shape).join(' and ')} do not fit`);
  const cols = parts.reduce((total, part) => total + part.cols, 0);
  const data = new Float64Array(rows * cols);
  let start = 0;
  for (const part of parts) {
    for (let i = 0, r = 0; r < rows; r++)
      for (let c = 0; c < part.cols; c++) data[r * cols + start + c] = part.data[i++];
    start += part.cols;
  }
  return { rows, cols, data };
}

/** Row by row over contiguous data; four rows of b are added at once, so that a row of the product is read and written less often. */
function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows)
    throw new NumericError('matrix-shape', `multiply: ${shape(a)} does not fit ${shape(b)}`);
  const [inner, cols] = [a.cols, b.cols];
  const [x, y] = [a.data, b.data];
  const data = new Float64Array(a.rows * cols);
  const blocked = inner - (inner % 4);
  for (let r = 0; r < a.rows; r++) {
    const row = r * cols;
    for (let k = 0; k < blocked; k += 4) {
      const [at, b0] = [r * inner + k, k * cols];
      const [b1, b2, b3] = [b0 + cols, b0 + 2 * cols, b0 + 3 * cols];
      const [a0, a1, a2, a3] = [x[at], x[at + 1], x[at + 2], x[at + 3]];
      for (let c = 0; c < cols; c++)
        data[row + c] += a0 * y[b0 + c] + a1 * y[b1 + c] + a2 * y[b2 + c] + a3 * y[b3 + c];
    }
    for (let k = blocked; k < inner; k++) {
      const value = x[r * inner + k];
      for (let c = 0; c < cols; c++) data[row + c] += value * y[k * cols + c];
    }
  }
  return { rows: a.rows, cols, data };
}

function shape(a: Matrix): string {
  return `${a.rows}×${a.cols}`;
}
