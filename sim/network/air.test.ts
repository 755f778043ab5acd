import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import { EventLoop } from '../events/loop.ts';
import { Air, type AirSegment } from './air.ts';
import { distance } from './fixture.ts';
import { steadyMean } from './statistics.ts';
import { poissonArrivals } from './traffic/poisson.ts';

interface Transmission {
  readonly user: number;
  readonly fromNs: number;
  readonly toNs: number;
}

/** The segments of each transmission. */
function heard(transmissions: readonly Transmission[]): Map<Transmission, AirSegment[]> {
  const loop = new EventLoop();
  const air = new Air();
  const segments = new Map<Transmission, AirSegment[]>();
  // Ends first: a user may end and begin at one instant.
  for (const one of transmissions)
    loop.schedule(one.toNs, () => segments.set(one, air.end(one.user, loop.nowNs)));
  for (const one of transmissions) loop.schedule(one.fromNs, () => air.begin(one.user, loop.nowNs));
  loop.run();
  expect(air.size).toBe(0);
  return segments;
}

describe('Air', () => {
  it('tells each transmission who else was on the air when', () => {
    const [a, b, c] = [
      { user: 7, fromNs: 0, toNs: 10 },
      { user: 2, fromNs: 4, toNs: 12 },
      { user: 5, fromNs: 4, toNs: 6 },
    ];
    const segments = heard([a, b, c]);
    expect(segments.get(a)).toEqual([
      { fromNs: 0, toNs: 4, others: [] },
      { fromNs: 4, toNs: 6, others: [2, 5] },
      { fromNs: 6, toNs: 10, others: [2] },
    ]);
    expect(segments.get(c)).toEqual([{ fromNs: 4, toNs: 6, others: [2, 7] }]);
    expect(segments.get(b)!.at(-1)).toEqual({ fromNs: 10, toNs: 12, others: [] });
  });

  it('covers each transmission without gap, with exactly those who overlap', () => {
    const spans = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 30 })), { maxLength: 40 });
    fc.assert(
      fc.property(spans, list => {
        const all = list.map(([fromNs, length], user) => ({ user, fromNs, toNs: fromNs + length }));
        for (const [{ user, fromNs, toNs }, segments] of heard(all)) {
          expect(segments[0].fromNs).toBe(fromNs);
          expect(segments.at(-1)!.toNs).toBe(toNs);
          for (const [i, segment] of segments.entries()) {
            if (i > 0) expect(segment.fromNs).toBe(segments[i - 1].toNs);
            const during = all.filter(one => one.fromNs < segment.toNs && segment.fromNs < one.toNs);
            expect(segment.others).toEqual(during.map(one => one.user).filter(other => other !== user));
          }
        }
      }),
    );
  });

  it('refuses a user who is on the air already, or an end without begin', () => {
    const air = new Air();
    air.begin(3, 5);
    expect(() => air.begin(3, 6)).toThrow('Air: user 3 is on the air already');
    expect(() => air.end(4, 6)).toThrow('Air: user 4 is not on the air');
  });

  it('forgets what nobody on the air has seen, also when it is never empty', () => {
    const air = new Air();
    air.begin(0, 0);
    air.begin(1, 0);
    let longest = 0;
    for (let ns = 1; ns < 20_000; ns++) {
      longest = Math.max(longest, air.end((ns + 1) % 2, ns).length);
      air.begin((ns + 1) % 2, ns);
    }
    expect(longest).toBe(2);
    expect(air.remembered).toBeLessThan(1000);
  });
});

describe('random access', () => {
  const FRAME_NS = 1000;
  const PACKETS = 20_000;

  /** 1 for each packet that was alone from begin to end; packets come at `load` per frame and begin when `beginNs` says. */
  function alone(load: number, beginNs: (comeNs: number) => number, lengthNs = FRAME_NS): number[] {
    const next = poissonArrivals({ ratePerS: (load * 1e9) / FRAME_NS }, randomStream('aloha', load));
    const packets = Array.from({ length: PACKETS }, (_, user) => {
      const fromNs = beginNs(next()!);
      return { user, fromNs, toNs: fromNs + lengthNs };
    });
    const segments = heard(packets);
    return packets.map(packet => (segments.get(packet)!.every(({ others }) => others.length === 0) ? 1 : 0));
  }
  const slotted = (comeNs: number) => FRAME_NS * (Math.floor(comeNs / FRAME_NS) + 1);
  const far = (values: readonly number[], truth: number) => distance(steadyMean(values).estimate, truth);

  // Throughput per frame Ge^(−2G) and Ge^(−G) (Abramson 1970, Roberts 1975): a packet gets through with e^(−2G) and e^(−G).
  it.each([0.1, 0.25, 0.5, 1])('pure ALOHA at G = %d', load => {
    expect(
      far(
        alone(load, ns => ns),
        Math.exp(-2 * load),
      ),
    ).toBeLessThan(1);
  });

  it.each([0.1, 0.25, 0.5, 1, 1.5, 2])('slotted ALOHA at G = %d', load => {
    expect(far(alone(load, slotted), Math.exp(-load))).toBeLessThan(1);
  });

  it.each([
    [10, 0.1, 0.38742],
    [50, 0.02, 0.3716],
  ])('slotted ALOHA of %d stations that send with probability %d', (stations, p, truth) => {
    const slots = 10_000;
    const packets = Array.from({ length: stations }, (_, user) => {
      const stream = randomStream('stations', user);
      return Array.from({ length: slots }, (_, slot) => ({
        user,
        fromNs: slot * FRAME_NS,
        toNs: (slot + 1) * FRAME_NS,
      })).filter(() => uniform(stream) < p);
    }).flat();
    const through = new Array<number>(slots).fill(0);
    for (const [{ fromNs }, segments] of heard(packets))
      if (segments.every(({ others }) => others.length === 0)) through[fromNs / FRAME_NS] = 1;
    expect(far(through, truth)).toBeLessThan(1);
  });

  it('would be noticed if a packet lasted a nanosecond longer than its slot', () => {
    expect(far(alone(1, slotted, FRAME_NS + 1), Math.exp(-1))).toBeGreaterThan(1);
  });

  it('would be noticed if packets did not wait for their slot', () => {
    expect(
      far(
        alone(1, ns => ns),
        Math.exp(-1),
      ),
    ).toBeGreaterThan(1);
  });
});
