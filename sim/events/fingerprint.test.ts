import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprint } from './fingerprint.ts';

type Event = readonly [timeNs: number, sequence: number, kind: number];
const event = fc.tuple(fc.maxSafeNat(), fc.maxSafeNat(), fc.nat(1000));

function fingerprint(events: readonly Event[]): string {
  const print = new Fingerprint();
  for (const [timeNs, sequence, kind] of events) print.add(timeNs, sequence, kind);
  return print.toString();
}

describe('Fingerprint', () => {
  it('tells sequences apart that differ in one number, in order or in length', () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 20 }),
        fc.nat(19),
        fc.nat(2),
        fc.integer({ min: 1, max: 40 }),
        (events, at, field, step) => {
          const index = at % events.length;
          const changed = events.map((entry, i) =>
            i === index ? (entry.map((value, j) => (j === field ? value + step : value)) as never) : entry,
          );
          expect(fingerprint(changed)).not.toBe(fingerprint(events));
          expect(fingerprint(events.slice(0, -1))).not.toBe(fingerprint(events));
          expect(fingerprint(events.slice(1))).not.toBe(fingerprint(events));
        },
      ),
    );
    expect(
      fingerprint([
        [1, 0, 0],
        [2, 1, 0],
      ]),
    ).not.toBe(
      fingerprint([
        [2, 1, 0],
        [1, 0, 0],
      ]),
    );
    expect(fingerprint([[2 ** 40, 0, 0]])).not.toBe(fingerprint([[2 ** 41, 0, 0]]));
  });

  it('is MurmurHash3 of the bytes of the events', () => {
    // By a Python implementation that meets the known answers 2362f9de for four zero bytes and ba6bd213 for "test".
    expect(
      fingerprint([
        [0, 0, 0],
        [1_000_000_007, 1, 3],
        [2 ** 52, 2 ** 33, 1],
      ]),
    ).toBe('883dcb01258575f8');
  });
});
