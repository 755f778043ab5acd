import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { philox } from './philox.ts';
import { type NamePart, RandomStream, randomStream } from './stream.ts';

const draw = (stream: RandomStream, count: number) => Array.from({ length: count }, () => stream.uint32());
const name = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer()), { minLength: 1, maxLength: 6 });

describe('randomStream', () => {
  it('repeats itself for the same name', () => {
    expect(draw(randomStream(7, 'noise', 3), 9)).toEqual(draw(randomStream(7, 'noise', 3), 9));
  });

  it.each<[NamePart[], NamePart[]]>([
    [
      ['a', 'bc'],
      ['ab', 'c'],
    ],
    [['a', 'b'], ['ab']],
    [[1], ['1']],
    [[1, 2], [12]],
    [['a'], ['a', '']],
    [['ü'], ['Ǽ']],
    [['a","b'], ['a', 'b']],
    [[0.1], [0.2]],
  ])('tells %j from %j', (a, b) => {
    expect(draw(randomStream(...a), 4)).not.toEqual(draw(randomStream(...b), 4));
  });

  it('gives different names different streams', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(draw(randomStream(...a), 4)).not.toEqual(draw(randomStream(...b), 4));
      }),
    );
  });

  it('refuses an empty name and numbers that name nothing', () => {
    expect(() => randomStream()).toThrow('randomStream: the name is empty');
    expect(() => randomStream('a', Number.NaN)).toThrow('randomStream: NaN cannot be part of a name');
  });
});

describe('RandomStream', () => {
  it('is Philox over consecutive counters', () => {
    const stream = new RandomStream(Uint32Array.of(0xa4093822, 0x299f31d0, 0x13198a2e, 0x03707344));
    stream.seek(4 * 5);
    const out = new Uint32Array(4);
    philox(Uint32Array.of(5, 0, 0x13198a2e, 0x03707344), Uint32Array.of(0xa4093822, 0x299f31d0), out);
    expect(draw(stream, 4)).toEqual([...out]);
  });

  it('is that also far into a stream, and where the counter carries', () => {
    const name = [0xa4093822, 0x299f31d0, 0x13198a2e, 0x03707344];
    const [key, out] = [Uint32Array.of(name[0], name[1]), new Uint32Array(4)];
    for (const start of [0, 2 ** 32 - 300]) {
      const stream = new RandomStream(Uint32Array.from(name));
      stream.seek(4 * start);
      for (let i = 0; i < 1000; i++) {
        const block = start + i;
        philox(Uint32Array.of(block, block / 2 ** 32, name[2], name[3]), key, out);
        expect(draw(stream, 4)).toEqual([...out]);
        expect(stream.position).toBe(4 * (block + 1));
      }
    }
  });

  it('shows words before they are drawn', () => {
    const [stream, other] = [randomStream('peek'), randomStream('peek')];
    for (let drawn = 0; drawn < 3000; ) {
      const words = stream.peek().slice(stream.drawn);
      const count = Math.min(words.length, 77);
      expect([...words.subarray(0, count)]).toEqual(Array.from({ length: count }, () => other.int32()));
      stream.skip(count);
      drawn += count;
      expect(stream.position).toBe(drawn);
    }
    expect(stream.uint32()).toBe(other.int32() >>> 0);
    const left = stream.peek().length - stream.drawn;
    expect(() => stream.skip(left + 1)).toThrow(`skip: ${left + 1} words, ${left} are at hand`);
  });

  it('resumes exactly at any position', () => {
    const words = draw(randomStream('resume'), 60);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), (from, to) => {
        const stream = randomStream('resume');
        draw(stream, from);
        expect(stream.position).toBe(from);
        stream.seek(to);
        expect(stream.position).toBe(to);
        expect(draw(stream, 10)).toEqual(words.slice(to, to + 10));
      }),
    );
  });

  it('counts past 32 bits', () => {
    const near = randomStream('far');
    near.seek(8);
    const far = randomStream('far');
    far.seek(8 + 4 * 2 ** 32);
    expect(draw(far, 4)).not.toEqual(draw(near, 4));
    expect(far.position).toBe(12 + 4 * 2 ** 32);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses position %d', position => {
    expect(() => randomStream('a').seek(position)).toThrow(
      `seek: ${position} is not a non-negative safe integer`,
    );
  });
});
