/** Tokens per side of an attention window, and in a window. */
export const WINDOW = 8;
export const WINDOW_TOKENS = WINDOW * WINDOW;

/** A picture's token grid. */
export interface TokenGrid {
  readonly rows: number;
  readonly cols: number;
}

/**
 * Tokens of a batch of grids of any sizes, cut into windows of 8×8. Each grid is padded at the bottom and at the right to whole
 * windows; padded tokens are masked out of every attention. Windows come grid by grid, row by row.
 */
export interface WindowLayout {
  readonly windows: number;
  /** First window of each grid, and the total at the end. */
  readonly firstWindow: readonly number[];
  /** For each grid the window-major position of its token (row, col), raster order; padding is absent. */
  readonly positions: readonly Uint32Array[];
  /** shifted[i] = position of the token that stands at i once windows are shifted by half a window; and the inverse. */
  readonly shifted: BigInt64Array;
  readonly unshifted: BigInt64Array;
  /** [windows, 1, 64, 64]: 0 where a query may look at a key in shifted windows, `BLOCKED` elsewhere. */
  readonly shiftedMask: Float32Array;
  /** [windows, 1, 1, 64]: the same for plain windows, where only padding is blocked. */
  readonly plainMask: Float32Array;
}

/** Added to an attention logit, it leaves a weight of exactly 0 after softmax in single precision. */
const BLOCKED = -1e4;

let last: { readonly key: string; readonly layout: WindowLayout } | undefined;

/**
 * Lays out a batch. The last layout is kept and given out again for the same grids: encoding, denoising and decoding a batch, and batches of one
 * size, share it. It must not be changed.
 */
export function layOutWindows(grids: readonly TokenGrid[]): WindowLayout {
  const key = grids.map(({ rows, cols }) => `${rows}×${cols}`).join();
  if (last?.key !== key) last = { key, layout: newLayout(grids) };
  return last.layout;
}

function newLayout(grids: readonly TokenGrid[]): WindowLayout {
  const firstWindow = [0];
  for (const { rows, cols } of grids)
    firstWindow.push(firstWindow.at(-1)! + windowsAcross(rows) * windowsAcross(cols));
  const windows = firstWindow.at(-1)!;
  const layout = {
    windows,
    firstWindow,
    positions: grids.map(({ rows, cols }) => new Uint32Array(rows * cols)),
    shifted: new BigInt64Array(windows * WINDOW_TOKENS),
    unshifted: new BigInt64Array(windows * WINDOW_TOKENS),
    shiftedMask: new Float32Array(windows * WINDOW_TOKENS ** 2),
    plainMask: new Float32Array(windows * WINDOW_TOKENS),
  };
  for (const [g, grid] of grids.entries()) placeGrid(grid, firstWindow[g], layout.positions[g], layout);
  return layout;
}

function windowsAcross(tokens: number): number {
  return Math.ceil(tokens / WINDOW);
}

function placeGrid(
  grid: TokenGrid,
  first: number,
  positions: Uint32Array,
  layout: Omit<WindowLayout, 'positions'>,
): void {
  const [down, across] = [windowsAcross(grid.rows), windowsAcross(grid.cols)];
  const [rows, cols] = [down * WINDOW, across * WINDOW];
  // A grid one window high (wide) has nothing to shift against in that direction.
  const [shiftRows, shiftCols] = [down > 1 ? WINDOW / 2 : 0, across > 1 ? WINDOW / 2 : 0];
  const position = (row: number, col: number) => {
    const window = first + Math.floor(row / WINDOW) * across + Math.floor(col / WINDOW);
    return window * WINDOW_TOKENS + (row % WINDOW) * WINDOW + (col % WINDOW);
  };
  const padded = new Uint8Array(rows * cols);
  const region = new Uint8Array(rows * cols);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) {
      const here = position(row, col);
      const local = here - first * WINDOW_TOKENS;
      const [fromRow, fromCol] = [(row + shiftRows) % rows, (col + shiftCols) % cols];
      const source = position(fromRow, fromCol);
      layout.shifted[here] = BigInt(source);
      layout.unshifted[source] = BigInt(here);
      const outside = row >= grid.rows || col >= grid.cols;
      layout.plainMask[here] = outside ? BLOCKED : 0;
      if (!outside) positions[row * grid.cols + col] = here;
      padded[local] = fromRow >= grid.rows || fromCol >= grid.cols ? 1 : 0;
      // Tokens that met only because the shift wraps around must not see each other.
      region[local] = (row + shiftRows >= rows ? 2 : 0) + (col + shiftCols >= cols ? 1 : 0);
    }
  for (let w = 0; w < down * across; w++) {
    const start = w * WINDOW_TOKENS;
    if (isOpen(padded, region, start)) continue;
    for (let q = start; q < start + WINDOW_TOKENS; q++)
      for (let k = start; k < start + WINDOW_TOKENS; k++) {
        const blocked = padded[k] === 1 || region[q] !== region[k];
        const row = first * WINDOW_TOKENS + q;
        layout.shiftedMask[row * WINDOW_TOKENS + k - start] = blocked ? BLOCKED : 0;
      }
  }
}

/** Whether every token of a window may see every other, as in all windows but those at the lower and right edge. */
function isOpen(padded: Uint8Array, region: Uint8Array, start: number): boolean {
  for (let i = start; i < start + WINDOW_TOKENS; i++)
    if (padded[i] === 1 || region[i] !== region[start]) return false;
  return true;
}
