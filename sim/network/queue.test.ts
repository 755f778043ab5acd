import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FifoQueue } from './queue.ts';

describe('FifoQueue', () => {
  it('gives out what came first, and blocks when its places are taken', () => {
    const queue = new FifoQueue<string>({ capacity: 2 });
    expect(['a', 'b', 'c'].map((item, ns) => queue.offer(item, ns))).toEqual([true, true, false]);
    expect(queue.firstSinceNs(3)).toBe(0);
    expect([queue.take(3), queue.take(4), queue.take(5)]).toEqual(['a', 'b', undefined]);
    expect(queue.statistics(10)).toMatchObject({ offered: 3, blocked: 1, taken: 2, expired: 0 });
  });

  it('drops what has waited for its patience, at the instant when that ended', () => {
    const gone: [string, number][] = [];
    const queue = new FifoQueue<string>({ patienceNs: 10 }, (item, ns) => gone.push([item, ns]));
    for (const [item, ns] of [
      ['a', 0],
      ['b', 3],
      ['c', 5],
    ] as const)
      queue.offer(item, ns);
    expect(queue.lengthAt(10)).toBe(3);
    expect(queue.lengthAt(14)).toBe(1);
    expect(gone).toEqual([
      ['a', 10],
      ['b', 13],
    ]);
    expect(queue.take(15)).toBe('c');
    const { expired, places } = queue.statistics(20);
    expect(expired).toBe(2);
    expect(places.meanStayNs).toBe(10);
    expect(places.meanNumber).toBe(1.5);
  });

  it('makes room by dropping', () => {
    const queue = new FifoQueue<number>({ capacity: 1, patienceNs: 10 });
    expect([queue.offer(0, 0), queue.offer(1, 10), queue.offer(2, 11)]).toEqual([true, false, true]);
  });

  it('loses nothing: what was offered was blocked, dropped, taken, cleared or waits', () => {
    const step = fc.tuple(fc.nat(12), fc.constantFrom('offer', 'offer', 'take', 'clear', 'look'));
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 3000, size: 'max' }),
        fc.nat(40),
        fc.nat(60),
        (steps, capacity, patienceNs) => {
          const expired: number[] = [];
          const queue = new FifoQueue<number>({ capacity, patienceNs }, item => expired.push(item));
          const out: number[] = [];
          let nowNs = 0;
          for (const [pause, what] of steps) {
            nowNs += pause;
            if (what === 'offer') queue.offer(nowNs, nowNs);
            else if (what === 'take') out.push(...[queue.take(nowNs)].filter(item => item !== undefined));
            else if (what === 'clear' && pause === 0) out.push(...queue.clear(nowNs));
            else expect(queue.lengthAt(nowNs)).toBeLessThanOrEqual(capacity);
          }
          expect(out).toEqual([...out].sort((a, b) => a - b));
          const left = queue.lengthAt(nowNs);
          const counts = queue.statistics(nowNs);
          expect(counts.taken + counts.cleared).toBe(out.length);
          expect(counts.expired).toBe(expired.length);
          expect(counts.blocked + counts.expired + counts.taken + counts.cleared + left).toBe(counts.offered);
          expect(counts.places.entries).toBe(counts.offered - counts.blocked);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ capacity: 1.5 }, 'queue.capacity: 1.5 is not a whole number of places, 0 or more'],
    [{ capacity: -1 }, 'queue.capacity: -1 is not'],
    [{ patienceNs: Number.NaN }, 'queue.patienceNs: NaN is not a whole number of nanoseconds, 0 or more'],
  ])('refuses %j', (settings, message) => {
    expect(() => new FifoQueue(settings)).toThrow(message);
  });
});
