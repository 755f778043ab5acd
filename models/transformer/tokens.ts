import type { Value } from '../runtime/session.ts';
import { WINDOW_TOKENS, type WindowLayout } from './windows.ts';

/** The geometry inputs of a network for a batch that lies as `layout` says. */
export function geometryValues(layout: WindowLayout): Record<string, Value> {
  const { windows, shifted, unshifted, shiftedMask, plainMask } = layout;
  return {
    shifted: { shape: [shifted.length], data: shifted },
    unshifted: { shape: [unshifted.length], data: unshifted },
    shiftedMask: { shape: [windows, 1, WINDOW_TOKENS, WINDOW_TOKENS], data: shiftedMask },
    plainMask: { shape: [windows, 1, 1, WINDOW_TOKENS], data: plainMask },
  };
}

/** Per-token entries of grid `g` out of a network's rows [tokens, channels], in raster order. */
export function gatherTokens(
  rows: Float32Array,
  layout: WindowLayout,
  g: number,
  channels: number,
): Float32Array {
  const positions = layout.positions[g];
  const out = new Float32Array(positions.length * channels);
  positions.forEach((position, token) => {
    out.set(rows.subarray(position * channels, (position + 1) * channels), token * channels);
  });
  return out;
}
