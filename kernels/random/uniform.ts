import { NumericError } from '../errors.ts';
import type { RandomStream } from './stream.ts';

/** Uniform in [0, 1) with 53 random bits. Draws two words. */
export function uniform(stream: RandomStream): number {
  const high = stream.uint32() >>> 5;
  const low = stream.uint32() >>> 6;
  return (high * 2 ** 26 + low) * 2 ** -53;
}

/** Fills `out` with uniform values in [0, 1), 24 random bits each, one word each. Returns `out`. */
export function fillUniform<T extends Float32Array>(stream: RandomStream, out: T): T {
  // 24 bits fit a float32; 32 bits would be rounded up to 1 now and then.
  for (let i = 0; i < out.length; i++) out[i] = (stream.uint32() >>> 8) * 2 ** -24;
  return out;
}

/**
 * An integer uniform in [0, n), without modulo bias.
 *
 * @param n integer, 1…2³²
 * @throws NumericError `random-range`
 */
export function below(stream: RandomStream, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
    throw new NumericError('random-range', `below: ${n} is not an integer between 1 and 2^32`);
  const limit = 2 ** 32 - (2 ** 32 % n);
  for (;;) {
    const word = stream.uint32();
    if (word < limit) return word % n;
  }
}
