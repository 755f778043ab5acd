import { NumericError } from '../../kernels/errors.ts';
import type { Tensor } from './graph.ts';
import { transpose } from './ops.ts';

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

/** Batched matrix product [..., m, k] · [..., k, n]; the leading dimensions must be equal. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const rank = a.shape.length;
  const lead = a.shape.slice(0, -2);
  if (
    rank !== b.shape.length ||
    a.shape[rank - 1] !== b.shape[rank - 2] ||
    lead.some((d, i) => d !== b.shape[i])
  )
    throw new NumericError('graph-shape', `matmul: [${a.shape}] does not fit [${b.shape}]`);
  const shape = [...lead, a.shape[rank - 2], b.shape[rank - 1]];
  return a.graph.apply('MatMul', [a, b], [shape], {}, ([g]) => [
    matmul(g!, matrixTranspose(b)),
    matmul(matrixTranspose(a), g!),
  ])[0];
}

/** Swaps the last two axes. */
export function matrixTranspose(x: Tensor): Tensor {
  const axes = x.shape.map((_, i) => i);
  const rank = axes.length;
  return transpose(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}
