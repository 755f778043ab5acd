import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteCache } from './byteCache.ts';

describe('byteCache', () => {
  it('drops what was used longest ago', () => {
    const cache = byteCache<string>(10);
    cache.set(0, 'a', 4);
    cache.set(1, 'b', 4);
    expect(cache.get(0)).toBe('a');
    cache.set(2, 'c', 4);
    expect([0, 1, 2].map(i => cache.get(i))).toEqual(['a', undefined, 'c']);
  });

  it('replaces a value under the same index without counting it twice', () => {
    const cache = byteCache<string>(10);
    for (let i = 0; i < 5; i++) cache.set(0, `v${i}`, 6);
    cache.set(1, 'b', 4);
    expect([cache.get(0), cache.get(1)]).toEqual(['v4', 'b']);
  });

  it('never holds more bytes than its limit', () => {
    const insertion = fc.tuple(fc.nat(20), fc.nat(40));
    fc.assert(
      fc.property(fc.array(insertion, { maxLength: 60 }), fc.nat(100), (insertions, limit) => {
        const cache = byteCache<number>(limit);
        for (const [index, bytes] of insertions) {
          cache.set(index, bytes, bytes);
          let held = 0;
          for (let i = 0; i <= 20; i++) held += cache.get(i) ?? 0;
          expect(held).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});
