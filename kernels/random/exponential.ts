import type { RandomStream } from './stream.ts';
import { uniform } from './uniform.ts';

/** An exponential number of mean 1: −ln(1 − u), u uniform in [0, 1). Draws two words. */
export function exponential(stream: RandomStream): number {
  return -Math.log1p(-uniform(stream));
}
