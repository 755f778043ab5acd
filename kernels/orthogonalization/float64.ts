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
  rows: a => a.rows,
  cols: a => a.cols,
  constant: (_like, rows, cols, entry) => build(rows, cols, entry),
  multiply,
  transpose: a => build(a.cols, a.rows, (r, c) => a.data[c * a.cols + r]),
  whole: (a, f) => f(a),
  add: (a, b) => combine('add', a, b, (x, y) => x + y),
  subtract: (a, b) => combine('subtract', a, b, (x, y) => x - y),
  times: (a, b) => combine('times', a, b, (x, y) => x * y),
  divide: (a, b) => combine('divide', a, b, (x, y) => x / y),
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
  columns(a, order) {
    const wrong = order.find(c => !Number.isInteger(c) || c < 0 || c >= a.cols);
    if (wrong !== undefined)
      throw new NumericError('matrix-shape', `columns: ${a.rows}×${a.cols} has no column ${wrong}`);
    return build(a.rows, order.length, (r, c) => a.data[r * a.cols + order[c]]);
  },
  joinColumns,
  positive: a => each(a, x => (x > 0 ? 1 : 0)),
  finite: a => each(a, x => (Number.isFinite(x) ? 1 : 0)),
  select(mask, a, b) {
    const [on, x, y] = alike('select', mask, a, b);
    return { ...on, data: on.data.map((value, i) => (value === 0 ? y.data[i] : x.data[i])) };
  },
};

/** A matrix from a rule for its entries. */
function build(rows: number, cols: number, entry: (row: number, col: number) => number): Matrix {
  const data = new Float64Array(rows * cols);
  for (let i = 0, r = 0; r < rows; r++) for (let c = 0; c < cols; c++) data[i++] = entry(r, c);
  return { rows, cols, data };
}

function each(a: Matrix, f: (x: number) => number): Matrix {
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < data.length; i++) data[i] = f(a.data[i]);
  return { rows: a.rows, cols: a.cols, data };
}

function combine(name: string, a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix {
  const [x, y] = alike(name, a, b);
  const data = new Float64Array(x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = f(x.data[i], y.data[i]);
  return { rows: x.rows, cols: x.cols, data };
}

/** The parts with every side of length 1 repeated to the length that the other parts have there. */
function alike(name: string, ...parts: readonly Matrix[]): Matrix[] {
  const rows = parts.find(part => part.rows !== 1)?.rows ?? 1;
  const cols = parts.find(part => part.cols !== 1)?.cols ?? 1;
  if (parts.some(part => (part.rows !== 1 && part.rows !== rows) || (part.cols !== 1 && part.cols !== cols)))
    throw new NumericError('matrix-shape', `${name}: ${parts.map(shape).join(' and ')} do not fit`);
  return parts.map(part => {
    if (part.rows === rows && part.cols === cols) return part;
    const down = part.rows === 1 ? 0 : part.cols;
    const right = part.cols === 1 ? 0 : 1;
    return build(rows, cols, (r, c) => part.data[r * down + c * right]);
  });
}

function joinColumns(parts: readonly Matrix[]): Matrix {
  const rows = parts[0].rows;
  if (parts.some(part => part.rows !== rows))
    throw new NumericError('matrix-shape', `joinColumns: ${parts.map(shape).join(' and ')} do not fit`);
  const cols = parts.reduce((total, part) => total + part.cols, 0);
  const data = new Float64Array(rows * cols);
  let start = 0;
  for (const part of parts) {
    for (let r = 0; r < rows; r++)
      data.set(part.data.subarray(r * part.cols, (r + 1) * part.cols), r * cols + start);
    start += part.cols;
  }
  return { rows, cols, data };
}

/** Row by row over contiguous data; four rows of b are added at once, so that a row of the product is read and written less often. */
function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows)
    throw new NumericError('matrix-shape', `multiply: ${shape(a)} does not fit ${shape(b)}`);
  const [inner, cols] = [a.cols, b.cols];
  const data = new Float64Array(a.rows * cols);
  const blocked = inner - (inner % 4);
  for (let r = 0; r < a.rows; r++) {
    const row = data.subarray(r * cols, (r + 1) * cols);
    for (let k = 0; k < blocked; k += 4) {
      const [at, b0] = [r * inner + k, k * cols];
      const [b1, b2, b3] = [b0 + cols, b0 + 2 * cols, b0 + 3 * cols];
      const [a0, a1, a2, a3] = [a.data[at], a.data[at + 1], a.data[at + 2], a.data[at + 3]];
      for (let c = 0; c < cols; c++)
        row[c] += a0 * b.data[b0 + c] + a1 * b.data[b1 + c] + a2 * b.data[b2 + c] + a3 * b.data[b3 + c];
    }
    for (let k = blocked; k < inner; k++) {
      const value = a.data[r * inner + k];
      for (let c = 0; c < cols; c++) row[c] += value * b.data[k * cols + c];
    }
  }
  return { rows: a.rows, cols, data };
}

function shape(a: Matrix): string {
  return `${a.rows}×${a.cols}`;
}
