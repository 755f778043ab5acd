import { describe, expect, it } from 'vitest';
import { chiSquareQuantile } from '../statistics/chiSquare.ts';
import { choice, permutation } from './permutation.ts';
import { randomStream } from './stream.ts';

describe('permutation', () => {
  it('holds every index once', () => {
    const order = permutation(randomStream('a'), 1000);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  it('makes every order of four equally likely', () => {
    const stream = randomStream('orders');
    const count = 24_000;
    const seen = new Map<string, number>();
    for (let i = 0; i < count; i++) {
      const order = permutation(stream, 4).join();
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    let chiSquare = 0;
    for (const hits of seen.values()) chiSquare += (hits - count / 24) ** 2 / (count / 24);
    expect(seen.size).toBe(24);
    expect(chiSquare).toBeLessThan(chiSquareQuantile(0.999, 23));
  });

  it('takes lengths 0 and 1', () => {
    expect(permutation(randomStream('a'), 0)).toHaveLength(0);
    expect([...permutation(randomStream('a'), 1)]).toEqual([0]);
  });
});

describe('choice', () => {
  it('reaches every item', () => {
    const stream = randomStream('choice');
    const seen = new Set(Array.from({ length: 100 }, () => choice(stream, ['a', 'b', 'c'])));
    expect(seen.size).toBe(3);
  });

  it('refuses an empty list', () => {
    expect(() => choice(randomStream('a'), [])).toThrow('choice: there are no items to choose from');
  });
});
