import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Occupancy } from './occupancy.ts';

/** Visits as [entry, length of stay]; events in the order of time, as an event loop would make them. */
const visits = fc.array(fc.tuple(fc.nat(100), fc.nat(40)), { maxLength: 40 });

function visited(list: readonly (readonly [number, number])[], untilNs: number, error = 0): Occupancy {
  const occupancy = new Occupancy();
  const changes = list.flatMap(([ns, stay]) => [
    { ns, change: () => occupancy.enter(ns) },
    { ns: ns + stay, change: () => occupancy.leave(ns + stay, ns + error) },
  ]);
  changes.sort((a, b) => a.ns - b.ns);
  for (const { ns, change } of changes) if (ns <= untilNs) change();
  return occupancy;
}

const since = (list: readonly (readonly [number, number])[], untilNs: number) =>
  list.filter(([ns, stay]) => ns <= untilNs && ns + stay > untilNs).map(([ns]) => ns);

describe('Occupancy', () => {
  it('is a time average and a mean stay that keep to Little’s law at any instant', () => {
    fc.assert(
      fc.property(visits, fc.integer({ min: 1, max: 150 }), (list, untilNs) => {
        const { meanNumber, meanStayNs, entries, entriesPerNs } = visited(list, untilNs).statistics(
          untilNs,
          since(list, untilNs),
        );
        const inside = (ns: number) => list.filter(([from, stay]) => from <= ns && ns < from + stay).length;
        const area = Array.from({ length: untilNs }, (_, ns) => inside(ns)).reduce((a, b) => a + b, 0);
        expect(meanNumber).toBeCloseTo(area / untilNs, 12);
        expect(entries).toBe(list.filter(([ns]) => ns <= untilNs).length);
        expect(meanNumber).toBeCloseTo(entriesPerNs * meanStayNs, 12);
      }),
    );
  });

  it('knows the most that were inside', () => {
    const occupancy = visited(
      [
        [0, 10],
        [2, 3],
        [4, 1],
        [7, 1],
      ],
      20,
    );
    expect(occupancy.statistics(20, []).most).toBe(3);
    expect(occupancy.number).toBe(0);
  });

  it('refuses stays that do not make up the time, by one nanosecond', () => {
    const list = [
      [0, 5],
      [3, 9],
    ] as const;
    expect(() => visited(list, 20, -1).statistics(20, [])).toThrow(
      'Occupancy: number × time is 14 ns, but the stays add up to 16 ns',
    );
    expect(() => visited(list, 6).statistics(6, [])).toThrow('number × time is 8 ns');
    expect(visited(list, 6).statistics(6, [3]).meanStayNs).toBe(4);
  });
});
