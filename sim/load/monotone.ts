import { NumericError } from '../../kernels/errors.ts';

/** A function that never rises: straight lines between points, level beyond them. */
export interface FallingCurve {
  /** Ascending, and the values there, which never rise. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface Block {
  sumX: number;
  sumY: number;
  count: number;
}

/**
 * The falling function closest to points (x, y) in squares, by pooling neighbours that violate the order: one point for each pool, at
 * the means of its x and y.
 *
 * Source: Barlow, Bartholomew, Bremner, Brunk, "Statistical inference under order restrictions", 1972, section 1.2 (pool adjacent violators).
 *
 * @throws NumericError `monotone-values` without points, or when one is not finite
 */
export function fallingFit(points: readonly (readonly [x: number, y: number])[]): FallingCurve {
  if (points.length === 0 || !points.flat().every(Number.isFinite))
    throw new NumericError('monotone-values', `fallingFit: needs finite points, got ${points.length}`);
  const blocks: Block[] = [];
  for (const [x, y] of [...points].sort(([a], [b]) => a - b)) {
    let block = { sumX: x, sumY: y, count: 1 };
    for (;;) {
      const before = blocks.at(-1);
      // Equal x are one point; a value above the one before it joins it.
      if (!before || (meanY(before) > meanY(block) && meanX(before) < meanX(block))) break;
      blocks.pop();
      block = {
        sumX: before.sumX + block.sumX,
        sumY: before.sumY + block.sumY,
        count: before.count + block.count,
      };
    }
    blocks.push(block);
  }
  return { x: blocks.map(meanX), y: blocks.map(meanY) };
}

/** The curve's value at `at`. */
export function valueAt({ x, y }: FallingCurve, at: number): number {
  if (at <= x[0]) return y[0];
  const right = x.findIndex(value => value >= at);
  if (right < 0) return y[y.length - 1];
  const share = (at - x[right - 1]) / (x[right] - x[right - 1]);
  return y[right - 1] + share * (y[right] - y[right - 1]);
}

function meanX({ sumX, count }: Block): number {
  return sumX / count;
}

function meanY({ sumY, count }: Block): number {
  return sumY / count;
}
