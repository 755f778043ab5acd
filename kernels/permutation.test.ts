import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertPermutation, keyedPermutation, permute, unpermute, userKey } from './permutation.ts';
import { chiSquareQuantile } from './statistics/chiSquare.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const frame = fc.nat();
const length = fc.integer({ min: 0, max: 300 });
const identity = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Twelve entries in twelve places: 11 · 11 degrees of freedom. */
const LIMIT = chiSquareQuantile(0.999, 11 * 11);

describe('keyedPermutation', () => {
  it('holds every index once', () => {
    fc.assert(
      fc.property(key, frame, length, (k, f, n) => {
        expect([...keyedPermutation(k, f, n)].sort((a, b) => a - b)).toEqual(identity(n));
      }),
    );
  });

  it('is the same for the same key and frame, and no other', () => {
    const order = keyedPermutation(userKey(1, 0), 5, 64);
    expect(keyedPermutation(userKey(1, 0), 5, 64)).toEqual(order);
    expect(keyedPermutation(userKey(1, 0), 6, 64)).not.toEqual(order);
    expect(keyedPermutation(userKey(1, 1), 5, 64)).not.toEqual(order);
    expect(keyedPermutation(userKey(1, 0), 5 + 2 ** 32, 64)).not.toEqual(order);
  });

  it('is the shuffle that OpenSSL and Python make of the same key stream', () => {
    const order = keyedPermutation(Uint8Array.from(identity(32)), 7, 12);
    expect([...order]).toEqual([8, 10, 1, 6, 11, 5, 3, 9, 2, 0, 4, 7]);
  });

  it('puts every entry into every place equally often', () => {
    const places = 12;
    const frames = 12_000;
    const hits = new Float64Array(places * places);
    for (let f = 0; f < frames; f++) {
      const order = keyedPermutation(userKey(3, 0), f, places);
      for (let i = 0; i < places; i++) hits[i * places + order[i]]++;
    }
    expect(chiSquare(hits, frames / places)).toBeLessThan(LIMIT);
  });

  it('would be caught by that test if it shuffled with the well-known biased loop', () => {
    const places = 12;
    const hits = new Float64Array(places * places);
    const frames = 12_000;
    for (let f = 0; f < frames; f++) {
      const order = biasedShuffle(f, places);
      for (let i = 0; i < places; i++) hits[i * places + order[i]]++;
    }
    expect(chiSquare(hits, frames / places)).toBeGreaterThan(LIMIT);
  });

  it('refuses a key, a frame or a length that is none', () => {
    expect(() => keyedPermutation(new Uint8Array(16), 0, 4)).toThrow(
      'keyedPermutation: the key must have 32 bytes, got 16',
    );
    const k = userKey(1, 0);
    expect(() => keyedPermutation(k, -1, 4)).toThrow(
      'keyedPermutation: frame -1 is not a non-negative safe integer',
    );
    expect(() => keyedPermutation(k, 2 ** 53, 4)).toThrow('is not a non-negative safe integer');
    expect(() => keyedPermutation(k, 0, 1.5)).toThrow(
      'keyedPermutation: length 1.5 is not an integer between 0 and 2^32',
    );
  });
});

describe('permute', () => {
  it('is undone by unpermute and by the inverse order', () => {
    fc.assert(
      fc.property(key, frame, fc.float32Array({ maxLength: 200, noNaN: true }), (k, f, values) => {
        const order = keyedPermutation(k, f, values.length);
        const sent = permute(values, order);
        expect(unpermute(sent, order)).toEqual(values);
        expect(permute(sent, invertPermutation(order))).toEqual(values);
      }),
    );
  });

  it('sends entry order[i] in place i', () => {
    expect([...permute(Float32Array.of(10, 20, 30), Uint32Array.of(2, 0, 1))]).toEqual([30, 10, 20]);
  });

  it('refuses an order of another length', () => {
    expect(() => permute(new Float32Array(3), new Uint32Array(4))).toThrow(
      'permute: 3 values cannot take an order of 4',
    );
    expect(() => unpermute(new Float32Array(3), new Uint32Array(4))).toThrow(
      'unpermute: 3 values cannot take an order of 4',
    );
  });
});

describe('userKey', () => {
  it('has 32 bytes, repeats, and differs between users and seeds', () => {
    expect(userKey(1, 2)).toHaveLength(32);
    expect(userKey(1, 2)).toEqual(userKey(1, 2));
    expect(userKey(1, 23)).not.toEqual(userKey(12, 3));
    expect(() => userKey(1, -1)).toThrow('userKey: seed 1 and user -1 must be safe integers');
  });
});

function chiSquare(hits: Float64Array, expected: number): number {
  return hits.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

/** Swaps every place with any place, which favours some orders. */
function biasedShuffle(frame: number, length: number): number[] {
  const initial = Buffer.alloc(16);
  initial.writeUInt32BE(frame);
  const bytes = createCipheriv('aes-256-ctr', userKey(3, 0), initial).update(Buffer.alloc(4 * length));
  const order = identity(length);
  for (let i = 0; i < length; i++) {
    const j = bytes.readUInt32LE(4 * i) % length;
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
