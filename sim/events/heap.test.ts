import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHeap } from './heap.ts';

const entries = fc.array(fc.tuple(fc.nat(30), fc.boolean()), { maxLength: 400 });

function drain(heap: EventHeap): number[] {
  const order: number[] = [];
  for (; heap.size > 0; heap.removeFirst()) {
    expect(heap.sequenceOf(heap.firstSlot)).toBe(heap.firstSlot + 1000);
    order.push(heap.firstSlot);
  }
  return order;
}

function sorted(slots: readonly number[], times: readonly number[]): number[] {
  return [...slots].sort((a, b) => times[a] - times[b] || a - b);
}

describe('EventHeap', () => {
  it('gives entries in the order of (time, sequence)', () => {
    fc.assert(
      fc.property(entries, list => {
        const heap = new EventHeap();
        const times = list.map(([timeNs]) => timeNs);
        for (const [slot, timeNs] of times.entries()) heap.insert(timeNs, slot + 1000, slot);
        expect(drain(heap)).toEqual(sorted([...times.keys()], times));
      }),
    );
  });

  it('keeps the order when entries come and go in turns', () => {
    fc.assert(
      fc.property(entries, list => {
        const heap = new EventHeap();
        const times = list.map(([timeNs]) => timeNs);
        const waiting = new Set<number>();
        for (const [slot, [timeNs, removes]] of list.entries()) {
          heap.insert(timeNs, slot + 1000, slot);
          waiting.add(slot);
          if (!removes) continue;
          const [first] = sorted([...waiting], times);
          expect(heap.firstSlot).toBe(first);
          expect(heap.firstTimeNs).toBe(times[first]);
          heap.removeFirst();
          waiting.delete(first);
        }
        expect(drain(heap)).toEqual(sorted([...waiting], times));
      }),
    );
  });

  it('keeps the order when entries are filtered', () => {
    fc.assert(
      fc.property(entries, list => {
        const heap = new EventHeap();
        const times = list.map(([timeNs]) => timeNs);
        for (const [slot, timeNs] of times.entries()) heap.insert(timeNs, slot + 1000, slot);
        heap.filter(slot => list[slot][1]);
        expect(drain(heap)).toEqual(
          sorted(
            [...times.keys()].filter(slot => list[slot][1]),
            times,
          ),
        );
      }),
    );
  });
});
