import type { RandomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';

/**
 * A radius between `smallest` s and `largest` l with density ∝ r⁻³, the only power law under which each octave of sizes
 * covers the same area. Inverts the distribution function F(r) = (1 − s²/r²) / (1 − s²/l²).
 */
export function drawRadius(stream: RandomStream, smallest: number, largest: number): number {
  return smallest / Math.sqrt(1 - uniform(stream) * (1 - (smallest / largest) ** 2));
}

/** E[r²] = 2 ln(l/s) / (s⁻² − l⁻²) of `drawRadius`, for s < l. */
export function meanSquareRadius(smallest: number, largest: number): number {
  return (2 * Math.log(largest / smallest)) / (smallest ** -2 - largest ** -2);
}
