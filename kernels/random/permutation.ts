import { NumericError } from '../errors.ts';
import type { RandomStream } from './stream.ts';
import { below } from './uniform.ts';

/** The numbers 0…length−1 in random order, every order equally likely (Fisher–Yates). */
export function permutation(stream: RandomStream, length: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = below(stream, i + 1);
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}

/**
 * One of `items`, each equally likely.
 *
 * @throws NumericError `random-range` when there are none
 */
export function choice<T>(stream: RandomStream, items: readonly T[]): T {
  if (items.length === 0) throw new NumericError('random-range', 'choice: there are no items to choose from');
  return items[below(stream, items.length)];
}
