import type { Tensor } from '../graph/graph.ts';
import { linear, matmul } from '../graph/matrix.ts';
import { add, lookUp, permuteRows, reshape, rmsNorm, scale, silu, softmax, transpose } from '../graph/ops.ts';
import type { Weights } from '../graph/weights.ts';
import { WINDOW, WINDOW_TOKENS } from './windows.ts';

/** Size of a trunk: `blocks` blocks of `width` channels and `heads` attention heads; the MLP is four times as wide. */
export interface TrunkSize {
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
}

/** Where the tokens of a batch lie, as graph values; see `windows.ts` for how they are filled. */
export interface TokenGeometry {
  /** Token order of the shifted windows and its inverse, int64 [tokens]. */
  readonly shifted: Tensor;
  readonly unshifted: Tensor;
  /** Added to the attention logits: [windows, 1, 64, 64] for shifted blocks, [windows, 1, 1, 64] or absent for plain ones. */
  readonly shiftedMask: Tensor;
  readonly plainMask: Tensor | undefined;
}

/**
 * A windowed transformer (Liu et al., "Swin", 2021) in a lean form: pre-RMS-norm without gain, no biases, SiLU MLP, relative position
 * bias per head. Every second block looks through windows shifted by half a window, so that no window border is blind.
 *
 * @param x tokens [windows · 64, width], window by window
 */
export function trunk(
  weights: Weights,
  name: string,
  x: Tensor,
  geometry: TokenGeometry,
  size: TrunkSize,
): Tensor {
  let y = x;
  for (let i = 0; i < size.blocks; i++) {
    const block = `${name}.${i}`;
    y = add(y, attention(weights, block, rmsNorm(y), geometry, size, i % 2 === 1));
    y = add(y, mlp(weights, block, rmsNorm(y), size.width));
  }
  return rmsNorm(y);
}

function attention(
  weights: Weights,
  name: string,
  input: Tensor,
  geometry: TokenGeometry,
  { width, heads }: TrunkSize,
  shifted: boolean,
): Tensor {
  const x = shifted ? permuteRows(input, geometry.shifted, geometry.unshifted) : input;
  const tokens = x.shape[0];
  const windows = tokens / WINDOW_TOKENS;
  const depth = width / heads;
  const start = { deviation: 1 / Math.sqrt(width) };
  const perHead = (role: string, order: readonly number[]) => {
    const projected = hidden(x, weights(`${name}.${role}`, [width, width], start, true));
    return transpose(reshape(projected, [windows, WINDOW_TOKENS, heads, depth]), order);
  };
  const query = perHead('query', [0, 2, 1, 3]);
  const key = perHead('key', [0, 2, 3, 1]);
  const value = perHead('value', [0, 2, 1, 3]);

  let logits = add(scale(matmul(query, key), 1 / Math.sqrt(depth)), positionBias(weights, name, heads));
  const mask = shifted ? geometry.shiftedMask : geometry.plainMask;
  if (mask) logits = add(logits, mask);
  const mixed = reshape(transpose(matmul(softmax(logits), value), [0, 2, 1, 3]), [tokens, width]);
  const output = hidden(mixed, weights(`${name}.mix`, [width, width], 'zeros', true));
  return shifted ? permuteRows(output, geometry.unshifted, geometry.shifted) : output;
}

/** One learned number per head and relative offset, [1, heads, 64, 64]. */
function positionBias(weights: Weights, name: string, heads: number): Tensor {
  const span = 2 * WINDOW - 1;
  const index = Array.from({ length: WINDOW_TOKENS ** 2 }, (_, pair) => {
    const [a, b] = [Math.floor(pair / WINDOW_TOKENS), pair % WINDOW_TOKENS];
    const down = Math.floor(a / WINDOW) - Math.floor(b / WINDOW) + WINDOW - 1;
    const right = (a % WINDOW) - (b % WINDOW) + WINDOW - 1;
    return down * span + right;
  });
  const table = weights(`${name}.position`, [span * span, heads], 'zeros');
  const bias = transpose(lookUp(table, index), [1, 0]);
  return reshape(bias, [1, heads, WINDOW_TOKENS, WINDOW_TOKENS]);
}

function mlp(weights: Weights, name: string, x: Tensor, width: number): Tensor {
  const expand = weights(`${name}.expand`, [4 * width, width], { deviation: 1 / Math.sqrt(width) }, true);
  const contract = weights(`${name}.contract`, [width, 4 * width], 'zeros', true);
  return hidden(silu(hidden(x, expand)), contract);
}

/** x·Wᵀ for a hidden matrix W [outputs, inputs]: a row belongs to an output unit, as optimizers that look at rows expect. */
function hidden(x: Tensor, weight: Tensor): Tensor {
  return linear(x, weight, { transposed: true });
}
