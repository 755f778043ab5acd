import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventLoop } from './loop.ts';

describe('EventLoop', () => {
  it('runs events in the order of (time, sequence), whatever the order of scheduling', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 300 }), times => {
        const loop = new EventLoop();
        const ran: { timeNs: number; index: number }[] = [];
        for (const [index, timeNs] of times.entries())
          loop.schedule(timeNs, () => ran.push({ timeNs: loop.nowNs, index }));
        loop.run();
        const expected = times
          .map((timeNs, index) => ({ timeNs, index }))
          .sort((a, b) => a.timeNs - b.timeNs || a.index - b.index);
        expect(ran).toEqual(expected);
      }),
    );
  });

  it('runs exactly the events that were not cancelled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.boolean()), { maxLength: 200 }), events => {
        const loop = new EventLoop();
        const ran: number[] = [];
        const handles = events.map(([timeNs], index) => loop.schedule(timeNs, () => ran.push(index)));
        for (const [index, [, cancelled]] of events.entries())
          if (cancelled) expect(loop.cancel(handles[index])).toBe(true);
        loop.run();
        const expected = events.flatMap(([, cancelled], index) => (cancelled ? [] : [index]));
        expect([...ran].sort((a, b) => a - b)).toEqual(expected);
        for (const handle of handles) expect(loop.cancel(handle)).toBe(false);
      }),
    );
  });

  it('never turns back when events schedule events', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 60 }),
        delays => {
          const loop = new EventLoop();
          const clock: number[] = [];
          let next = 0;
          const step = () => {
            clock.push(loop.nowNs);
            for (const delay of delays[next++] ?? []) loop.schedule(loop.nowNs + delay, step);
          };
          loop.schedule(0, step);
          loop.run();
          expect(clock).toEqual([...clock].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('runs an event scheduled for the present instant after those already waiting for it', () => {
    const loop = new EventLoop();
    const ran: string[] = [];
    loop.schedule(5, () => {
      ran.push('first');
      loop.schedule(5, () => ran.push('third'));
    });
    loop.schedule(5, () => ran.push('second'));
    loop.run();
    expect(ran).toEqual(['first', 'second', 'third']);
  });

  it('lets an event cancel a later one of the same instant', () => {
    const loop = new EventLoop();
    const ran: string[] = [];
    loop.schedule(1, () => loop.cancel(doomed));
    const doomed = loop.schedule(1, () => ran.push('doomed'));
    loop.run();
    expect(ran).toEqual([]);
  });

  it('stops after the given instant and goes on from there', () => {
    const loop = new EventLoop();
    const ran: number[] = [];
    for (const timeNs of [10, 20, 21]) loop.schedule(timeNs, () => ran.push(timeNs));
    loop.run({ untilNs: 20 });
    expect(ran).toEqual([10, 20]);
    expect(loop.nowNs).toBe(20);
    loop.run();
    expect(ran).toEqual([10, 20, 21]);
  });

  it('keeps going after an event has thrown', () => {
    const loop = new EventLoop();
    let ran = false;
    loop.schedule(1, () => {
      throw new Error('event failed');
    });
    loop.schedule(2, () => {
      ran = true;
    });
    expect(() => loop.run()).toThrow('event failed');
    loop.run();
    expect(ran).toBe(true);
  });

  it('goes on after it was stopped by an event', () => {
    const loop = new EventLoop();
    const ran: number[] = [];
    loop.schedule(1, () => loop.stop());
    loop.schedule(1, () => ran.push(loop.nowNs));
    loop.run({ untilNs: 5 });
    expect([loop.nowNs, ran]).toEqual([1, []]);
    loop.run({ untilNs: 5 });
    expect([loop.nowNs, ran]).toEqual([5, [1]]);
  });

  it('forgets cancelled events whose time has not come', () => {
    const loop = new EventLoop();
    const ran: number[] = [];
    let most = 0;
    for (const timeNs of [7, 3, 5]) loop.schedule(timeNs, () => ran.push(timeNs));
    for (let i = 0; i < 1e5; i++) {
      loop.cancel(loop.schedule(1e12 + i, () => ran.push(Number.NaN)));
      most = Math.max(most, loop.held);
    }
    expect(most).toBe(6);
    expect(loop.pending).toBe(3);
    loop.run();
    expect(ran).toEqual([3, 5, 7]);
    expect(loop.nowNs).toBe(7);
  });

  it('has a fingerprint of what ran: when, in which order, of what kind', () => {
    const run = (kinds: readonly number[], cancelled = false) => {
      const loop = new EventLoop();
      const handles = kinds.map((kind, i) => loop.schedule(i, () => {}, kind));
      if (cancelled) loop.cancel(handles[1]);
      loop.run();
      return loop.fingerprint;
    };
    expect(run([1, 2, 3])).toBe(run([1, 2, 3]));
    expect(run([1, 2, 3])).not.toBe(run([1, 3, 2]));
    expect(run([1, 2, 3])).not.toBe(run([1, 2, 3], true));
  });

  it('refuses times that are in the past or not whole', () => {
    const loop = new EventLoop();
    loop.schedule(100, () => {});
    loop.run();
    expect(() => loop.schedule(99, () => {})).toThrow('99 ns lies before now, 100 ns');
    expect(() => loop.schedule(100.5, () => {})).toThrow('100.5 is not a whole number of nanoseconds');
    expect(() => loop.schedule(2 ** 53, () => {})).toThrow('not a whole number');
    expect(() => loop.schedule(Number.NaN, () => {})).toThrow('not a whole number');
    expect(() => loop.run({ untilNs: 50 })).toThrow('not a whole number from 100 ns on');
  });
});
