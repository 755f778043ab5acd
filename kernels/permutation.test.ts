import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  invertPermutation,
  keyedPermutation,
  keyedShuffle,
  keyedSigns,
  permute,
  unpermute,
  userKey,
} from './permutation.ts';
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

describe('keyedSigns', () => {
  it('are the bits that OpenSSL makes with the counter at 2^63, a set bit for minus', () => {
    // openssl enc -aes-256-ctr -K 000102…1f -iv 00000000000000078000000000000000: 37 a6 b9 9b cc …
    const bits = [0x37, 0xa6, 0xb9, 0x9b, 0xcc].flatMap(byte => identity(8).map(i => (byte >> i) & 1));
    const signs = keyedSigns(Uint8Array.from(identity(32)), 7, 40);
    expect([...signs]).toEqual(bits.map(bit => 1 - 2 * bit));
  });

  it('are independent of each other, of other frames and keys, and of the order', () => {
    const length = 100_000;
    const signs = keyedSigns(userKey(1, 0), 5, length);
    const order = keyedPermutation(userKey(1, 0), 5, length);
    const correlation = (other: (i: number) => number) =>
      Math.abs(signs.reduce((sum, sign, i) => sum + sign * other(i), 0)) / Math.sqrt(length);
    const others: Record<string, (i: number) => number> = {
      none: () => 1,
      next: i => signs[i + 1] ?? 0,
      frame: (
        other => i =>
          other[i]
      )(keyedSigns(userKey(1, 0), 6, length)),
      key: (
        other => i =>
          other[i]
      )(keyedSigns(userKey(1, 1), 5, length)),
      order: i => (2 * order[i] < length ? 1 : -1),
    };
    for (const other of Object.values(others)) expect(correlation(other)).toBeLessThan(3.29);
    // A bit in a hundred turned to plus would show.
    expect(correlation(i => (i % 100 === 0 ? signs[i] : 1))).toBeGreaterThan(3.29);
  });

  it('refuse a key that is none', () => {
    expect(() => keyedSigns(new Uint8Array(16), 0, 4)).toThrow(
      'keyedSigns: the key must have 32 bytes, got 16',
    );
  });
});

describe('keyedShuffle', () => {
  it('has signs where they are asked for', () => {
    const [k, n] = [userKey(1, 0), 50];
    expect(keyedShuffle('permutation', k, 3, n)).toEqual({ order: keyedPermutation(k, 3, n) });
    expect(keyedShuffle('permutation+signs', k, 3, n)).toEqual({
      order: keyedPermutation(k, 3, n),
      signs: keyedSigns(k, 3, n),
    });
    expect(keyedShuffle('permutation+signs', k, 3, n, 1)).toEqual(keyedShuffle('permutation+signs', k, 3, n));
  });

  it('moves whole units, each with one sign, and leaves a remainder in its place', () => {
    fc.assert(
      fc.property(
        key,
        frame,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 17 }),
        (k, f, n, unit) => {
          const { order, signs } = keyedShuffle('permutation+signs', k, f, n, unit);
          expect([...order].sort((a, b) => a - b)).toEqual(identity(n));
          const whole = n - (n % unit);
          for (let i = 0; i < n; i++) {
            const first = i - (i % unit);
            expect(order[i]).toBe(i < whole ? order[first] + (i % unit) : i);
            expect(order[first] % unit).toBe(0);
            expect(signs![i]).toBe(signs![first]);
          }
        },
      ),
    );
  });

  it('is read in its own units only', () => {
    const [k, n] = [userKey(1, 0), 64];
    const values = Float32Array.from({ length: n }, (_, i) => i + 1);
    const [tokens, scalars] = [4, 1].map(unit => keyedShuffle('permutation+signs', k, 0, n, unit));
    const sent = permute(values, tokens.order, tokens.signs);
    expect(unpermute(sent, tokens.order, tokens.signs)).toEqual(values);
    const misread = unpermute(sent, scalars.order, scalars.signs);
    expect(misread.filter((x, i) => x === values[i]).length).toBeLessThan(n / 8);
  });

  it('refuses a unit that is none', () => {
    for (const unit of [0, 1.5])
      expect(() => keyedShuffle('permutation', userKey(1, 0), 0, 8, unit)).toThrow(
        `keyedShuffle: a unit of ${unit} entries is none`,
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

  it('is undone by unpermute with the same signs, and by no others', () => {
    fc.assert(
      fc.property(key, frame, fc.float32Array({ minLength: 50, maxLength: 200, min: 1 }), (k, f, values) => {
        const { order, signs } = keyedShuffle('permutation+signs', k, f, values.length);
        const sent = permute(values, order, signs);
        expect(unpermute(sent, order, signs)).toEqual(values);
        expect(unpermute(sent, order)).not.toEqual(values);
      }),
    );
  });

  it('sends entry order[i] in place i', () => {
    const [values, order] = [Float32Array.of(10, 20, 30), Uint32Array.of(2, 0, 1)];
    expect([...permute(values, order)]).toEqual([30, 10, 20]);
    expect([...permute(values, order, Int8Array.of(1, -1, -1))]).toEqual([30, -10, -20]);
  });

  it('refuses an order of another length', () => {
    expect(() => permute(new Float32Array(3), new Uint32Array(4))).toThrow(
      'permute: 3 values cannot take an order of 4',
    );
    expect(() => unpermute(new Float32Array(3), new Uint32Array(4))).toThrow(
      'unpermute: 3 values cannot take an order of 4',
    );
    expect(() => permute(new Float32Array(3), new Uint32Array(3), new Int8Array(2))).toThrow(
      'permute: 3 values cannot take signs of 2',
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
