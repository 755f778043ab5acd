import { NumericError } from '../../kernels/errors.ts';
import type { Tensor } from './graph.ts';
import { sumTo, transpose } from './ops.ts';

/**
 * x·W for rows x [m, k] and a weight W [k, n], or x·Wᵀ for a weight stored as [n, k] (`transposed`). Storing the larger side
 * first keeps the weight gradient's matrix product tall, which is the faster layout on a CPU.
 */
export function linear(x: Tensor, weight: Tensor, { transposed = false } = {}): Tensor {
  const [rows, inner] = x.shape;
  const [k, n] = transposed ? [weight.shape[1], weight.shape[0]] : weight.shape;
  if (x.shape.length !== 2 || weight.shape.length !== 2 || inner !== k)
    throw new NumericError(
      'graph-shape',
      `linear: rows [${x.shape}] do not fit the weight [${weight.shape}]`,
    );
  return gemm(x, weight, [rows, n], false, transposed, ([g]) => [
    linear(g!, weight, { transposed: !transposed }),
    transposed ? gemm(g!, x, [n, k], true, false) : gemm(x, g!, [k, n], true, false),
  ]);
}

function gemm(
  a: Tensor,
  b: Tensor,
  shape: readonly number[],
  transA: boolean,
  transB: boolean,
  vjp?: Parameters<Tensor['graph']['apply']>[4],
): Tensor {
  return a.graph.apply('Gemm', [a, b], [shape], { transA: transA ? 1 : 0, transB: transB ? 1 : 0 }, vjp)[0];
}

/**
 * Batched matrix product [..., m, k] · [..., k, n]. The leading dimensions must be equal; a factor without any multiplies the whole
 * stack.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [leadA, leadB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const lead = leadA.length === 0 ? leadB : leadA;
  const same = leadB.length === 0 || (leadB.length === lead.length && lead.every((d, i) => d === leadB[i]));
  if (Math.min(a.shape.length, b.shape.length) < 2 || a.shape.at(-1) !== b.shape.at(-2) || !same)
    throw new NumericError('graph-shape', `matmul: [${a.shape}] does not fit [${b.shape}]`);
  const shape = [...lead, a.shape.at(-2)!, b.shape.at(-1)!];
  return a.graph.apply('MatMul', [a, b], [shape], {}, ([g]) => [
    sumTo(matmul(g!, matrixTranspose(b)), a.shape),
    sumTo(matmul(matrixTranspose(a), g!), b.shape),
  ])[0];
}

/** Swaps the last two axes. */
export function matrixTranspose(x: Tensor): Tensor {
  const axes = x.shape.map((_, i) => i);
  const rank = axes.length;
  return transpose(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}
