import { NumericError } from '../../kernels/errors.ts';
import { elementCount, type Shape, type Tensor } from './graph.ts';

/** Elementwise and shape operations, each with its vector–Jacobian product. Shapes broadcast as in NumPy. */

export function add(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply('Add', [a, b], [broadcast('add', a, b)], {}, ([g]) => [
    sumTo(g!, a.shape),
    sumTo(g!, b.shape),
  ])[0];
}

export function sub(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply('Sub', [a, b], [broadcast('sub', a, b)], {}, ([g]) => [
    sumTo(g!, a.shape),
    sumTo(scale(g!, -1), b.shape),
  ])[0];
}

export function mul(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply('Mul', [a, b], [broadcast('mul', a, b)], {}, ([g]) => [
    sumTo(mul(g!, b), a.shape),
    sumTo(mul(g!, a), b.shape),
  ])[0];
}

export function div(a: Tensor, b: Tensor): Tensor {
  const [y] = a.graph.apply('Div', [a, b], [broadcast('div', a, b)], {}, ([g]) => {
    const ga = div(g!, b);
    return [sumTo(ga, a.shape), sumTo(scale(mul(ga, y), -1), b.shape)];
  });
  return y;
}

/** x · factor for a fixed number. */
export function scale(x: Tensor, factor: number): Tensor {
  const c = x.graph.constant([factor], []);
  return x.graph.apply('Mul', [x, c], [x.shape], {}, ([g]) => [scale(g!, factor), undefined])[0];
}

/** x + offset for a fixed number. */
export function shift(x: Tensor, offset: number): Tensor {
  const c = x.graph.constant([offset], []);
  return x.graph.apply('Add', [x, c], [x.shape], {}, ([g]) => [g, undefined])[0];
}

export function sqrt(x: Tensor): Tensor {
  const [y] = x.graph.apply('Sqrt', [x], [x.shape], {}, ([g]) => [scale(div(g!, y), 0.5)]);
  return y;
}

export function exp(x: Tensor): Tensor {
  const [y] = x.graph.apply('Exp', [x], [x.shape], {}, ([g]) => [mul(g!, y)]);
  return y;
}

/** |x|; the derivative at 0 is 0. */
export function abs(x: Tensor): Tensor {
  return x.graph.apply('Abs', [x], [x.shape], {}, ([g]) => [
    mul(g!, x.graph.apply('Sign', [x], [x.shape])[0]),
  ])[0];
}

/** max(x, floor) for a fixed number; no gradient flows where the floor holds. */
export function atLeast(x: Tensor, floor: number): Tensor {
  const c = x.graph.constant([floor], []);
  return x.graph.apply('Max', [x, c], [x.shape], {}, ([g]) => [
    mul(g!, positive(shift(x, -floor))),
    undefined,
  ])[0];
}

/** min(x, ceiling) for a fixed number; no gradient flows where the ceiling holds. */
export function atMost(x: Tensor, ceiling: number): Tensor {
  return scale(atLeast(scale(x, -1), -ceiling), -1);
}

/** 1 where x > 0, else 0 (NaN gives 0). No gradient flows. */
export function positive(x: Tensor): Tensor {
  return indicator(x, 'Greater', x, 0);
}

const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** 1 where x is neither NaN nor infinite, else 0. No gradient flows. */
export function finite(x: Tensor): Tensor {
  return indicator(x, 'LessOrEqual', abs(x), LARGEST_FLOAT32);
}

function indicator(x: Tensor, comparison: string, value: Tensor, bound: number): Tensor {
  const [truth] = x.graph.apply(comparison, [value, x.graph.constant([bound], [])], [x.shape]);
  return x.graph.apply('Cast', [truth], [x.shape], { to: FLOAT32 }, () => [undefined])[0];
}

/** a where the mask is 1, b where it is 0, whatever the other one holds. The mask gets no gradient. */
export function select(mask: Tensor, a: Tensor, b: Tensor): Tensor {
  const { graph } = mask;
  const shape = broadcast('select', mask, { shape: broadcast('select', a, b) });
  const [truth] = graph.apply('Cast', [mask], [mask.shape], { to: BOOL }, () => [undefined]);
  const zero = graph.constant([0], []);
  return graph.apply('Where', [truth, a, b], [shape], {}, ([g]) => [
    undefined,
    sumTo(select(mask, g!, zero), a.shape),
    sumTo(select(mask, zero, g!), b.shape),
  ])[0];
}

/** Element types by their number in the ONNX format. */
const FLOAT32 = 1;
const BOOL = 9;

export function log(x: Tensor): Tensor {
  return x.graph.apply('Log', [x], [x.shape], {}, ([g]) => [div(g!, x)])[0];
}

/** The logistic function σ(x) = 1/(1 + e^−x). */
export function sigmoid(x: Tensor): Tensor {
  const [y] = x.graph.apply('Sigmoid', [x], [x.shape], {}, ([g]) => [mul(g!, sub(y, mul(y, y)))]);
  return y;
}

/** ln(1 + eˣ) > 0. */
export function softplus(x: Tensor): Tensor {
  return x.graph.apply('Softplus', [x], [x.shape], {}, ([g]) => [mul(g!, sigmoid(x))])[0];
}

/** x itself, through which no gradient flows. */
export function detach(x: Tensor): Tensor {
  return x.graph.apply('Identity', [x], [x.shape], {}, () => [undefined])[0];
}

/** SiLU, x·σ(x) (Elfwing et al., 2018). Its derivative is σ·(x − y + 1). */
export function silu(x: Tensor): Tensor {
  const [s] = x.graph.apply('Sigmoid', [x], [x.shape]);
  const [y] = x.graph.apply('Mul', [x, s], [x.shape], {}, ([g]) => [
    mul(g!, mul(s, shift(sub(x, y), 1))),
    undefined,
  ]);
  return y;
}

/** Softmax over the last axis. */
export function softmax(x: Tensor): Tensor {
  const [y] = x.graph.apply('Softmax', [x], [x.shape], { axis: -1 }, ([g]) => {
    const gy = mul(g!, y);
    return [sub(gy, mul(y, sum(gy, [x.shape.length - 1])))];
  });
  return y;
}

/** ln softmax over the last axis, safe where softmax itself rounds to 0. */
export function logSoftmax(x: Tensor): Tensor {
  const [y] = x.graph.apply('LogSoftmax', [x], [x.shape], { axis: -1 }, ([g]) => [
    sub(g!, mul(exp(y), sum(g!, [x.shape.length - 1]))),
  ]);
  return y;
}

/** Root-mean-square normalisation over the last axis without gain (Zhang & Sennrich, 2019): x / sqrt(mean x² + ε). */
export function rmsNorm(x: Tensor, epsilon = 1e-6): Tensor {
  const { graph, shape } = x;
  const width = shape[shape.length - 1];
  const axes = graph.indices([shape.length - 1]);
  const rowShape = [...shape.slice(0, -1), 1];
  const [energy] = graph.apply('ReduceSumSquare', [x, axes], [rowShape], { keepdims: 1 });
  const [inverse] = graph.apply('Reciprocal', [sqrt(shift(scale(energy, 1 / width), epsilon))], [rowShape]);
  const [y] = graph.apply('Mul', [x, inverse], [shape], {}, ([g]) => {
    const along = scale(sum(mul(g!, y), [shape.length - 1]), 1 / width);
    return [mul(sub(g!, mul(y, along)), inverse), undefined];
  });
  return y;
}

/** Sum over `axes`, which stay as 1. */
export function sum(x: Tensor, axes: readonly number[]): Tensor {
  const shape = x.shape.map((d, i) => (axes.includes(i) ? 1 : d));
  const { graph } = x;
  return graph.apply('ReduceSum', [x, graph.indices(axes)], [shape], { keepdims: 1 }, ([g]) => [
    graph.apply('Expand', [g!, graph.indices(x.shape)], [x.shape])[0],
    undefined,
  ])[0];
}

/** Largest entry along `axis`, which stays as 1. No derivative. */
export function maximum(x: Tensor, axis: number): Tensor {
  const shape = x.shape.map((d, i) => (i === axis ? 1 : d));
  return x.graph.apply('ReduceMax', [x, x.graph.indices([axis])], [shape], { keepdims: 1 })[0];
}

/** Mean of all entries, as a scalar of shape []. */
export function mean(x: Tensor): Tensor {
  const all = x.shape.map((_, i) => i);
  return reshape(scale(sum(x, all), 1 / elementCount(x.shape)), []);
}

/**
 * Same entries in another shape. The leading dimension is written as −1, so a file whose inputs have free rows keeps
 * working for any number of them.
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (elementCount(shape) !== elementCount(x.shape))
    throw new NumericError('graph-shape', `reshape: [${x.shape}] does not fit [${shape}]`);
  const target = x.graph.indices(shape.length === 0 ? [] : [-1, ...shape.slice(1)]);
  return x.graph.apply('Reshape', [x, target], [shape], {}, ([g]) => [reshape(g!, x.shape), undefined])[0];
}

export function transpose(x: Tensor, permutation: readonly number[]): Tensor {
  const inverse = permutation.map((_, i) => permutation.indexOf(i));
  const shape = permutation.map(i => x.shape[i]);
  return x.graph.apply('Transpose', [x], [shape], { perm: permutation }, ([g]) => [
    transpose(g!, inverse),
  ])[0];
}

/** Entries start…end−1 along `axis`. */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const shape = x.shape.map((d, i) => (i === axis ? end - start : d));
  const { graph } = x;
  const inputs = [x, graph.indices([start]), graph.indices([end]), graph.indices([axis])];
  return graph.apply('Slice', inputs, [shape], {}, ([g]) => {
    const zeros = (size: number) =>
      size === 0
        ? []
        : [
            graph.constant(
              new Float32Array((elementCount(shape) / (end - start)) * size),
              shape.map((d, i) => (i === axis ? size : d)),
            ),
          ];
    return [concat([...zeros(start), g!, ...zeros(x.shape[axis] - end)], axis)];
  })[0];
}

export function concat(parts: readonly Tensor[], axis: number): Tensor {
  if (parts.length === 1) return parts[0];
  const total = parts.reduce((n, part) => n + part.shape[axis], 0);
  const shape = parts[0].shape.map((d, i) => (i === axis ? total : d));
  return parts[0].graph.apply('Concat', parts, [shape], { axis }, ([g]) => {
    let start = 0;
    return parts.map(part => {
      start += part.shape[axis];
      return slice(g!, axis, start - part.shape[axis], start);
    });
  })[0];
}

/** Rows of x in the order `index`, which must be a permutation whose inverse is `inverse`. Both are graph values, int64. */
export function permuteRows(x: Tensor, index: Tensor, inverse: Tensor): Tensor {
  return x.graph.apply('Gather', [x, index], [x.shape], { axis: 0 }, ([g]) => [
    permuteRows(g!, inverse, index),
    undefined,
  ])[0];
}

/** Entries `index` along the last axis, in that order; they may repeat, their gradients add up. */
export function gatherLast(x: Tensor, index: readonly number[]): Tensor {
  const { graph } = x;
  const [lead, width] = [x.shape.slice(0, -1), x.shape[x.shape.length - 1]];
  const wrong = index.find(i => !Number.isInteger(i) || i < 0 || i >= width);
  if (wrong !== undefined)
    throw new NumericError('graph-shape', `gatherLast: [${x.shape}] has no column ${wrong}`);
  const y: Shape = [...lead, index.length];
  return graph.apply('Gather', [x, graph.indices(index)], [y], { axis: -1 }, ([g]) => {
    const zeros = graph.constant(new Float32Array(elementCount(x.shape)), x.shape);
    const places = [...Array(elementCount(lead)).keys()].flatMap(() => [...index]);
    const inputs = [zeros, graph.indices(places, y), g!];
    return [graph.apply('ScatterElements', inputs, [x.shape], { axis: -1, reduction: 'add' })[0], undefined];
  })[0];
}

/** Rows `index` of a table [n, …]; rows may repeat, their gradients add up. */
export function lookUp(table: Tensor, index: ArrayLike<number>): Tensor {
  const { graph } = table;
  const shape = [index.length, ...table.shape.slice(1)];
  return graph.apply('Gather', [table, graph.indices(index)], [shape], { axis: 0 }, ([g]) => {
    const zeros = graph.constant(new Float32Array(elementCount(table.shape)), table.shape);
    const places = graph.indices(index, [index.length, 1]);
    return [graph.apply('ScatterND', [zeros, places, g!], [table.shape], { reduction: 'add' })[0], undefined];
  })[0];
}

function broadcast(name: string, a: Pick<Tensor, 'shape'>, b: Pick<Tensor, 'shape'>): Shape {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, i) => {
    const da = a.shape[i - rank + a.shape.length] ?? 1;
    const db = b.shape[i - rank + b.shape.length] ?? 1;
    if (da !== db && da !== 1 && db !== 1)
      throw new NumericError('graph-shape', `${name}: [${a.shape}] and [${b.shape}] do not broadcast`);
    return da === 1 ? db : da;
  });
}

/** Sums a broadcast gradient back to the shape of the operand. */
export function sumTo(g: Tensor, shape: Shape): Tensor {
  const lead = g.shape.length - shape.length;
  const axes = g.shape.flatMap((d, i) => (i < lead || (shape[i - lead] === 1 && d !== 1) ? [i] : []));
  const reduced = axes.length === 0 ? g : sum(g, axes);
  return lead === 0 ? reduced : reshape(reduced, shape);
}
