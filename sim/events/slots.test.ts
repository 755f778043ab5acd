import { describe, expect, it } from 'vitest';
import { ActionSlots } from './slots.ts';

const nothing = () => {};

describe('ActionSlots', () => {
  it('tells a handle that is over from the one that took its place', () => {
    const slots = new ActionSlots();
    const first = slots.add(nothing, 0);
    const handle = slots.handleOf(first);
    slots.release(first);
    const second = slots.add(nothing, 0);
    expect(second).toBe(first);
    expect(slots.withdraw(handle)).toBe(false);
    expect(slots.withdraw(slots.handleOf(second))).toBe(true);
    expect(slots.withdraw(slots.handleOf(second))).toBe(false);
  });

  it('gives up a place whose uses are spent', () => {
    const slots = new ActionSlots(3);
    const handles = Array.from({ length: 10 }, () => {
      const slot = slots.add(nothing, 0);
      const handle = slots.handleOf(slot);
      slots.release(slot);
      return handle;
    });
    expect(new Set(handles).size).toBe(10);
    for (const handle of handles) expect(slots.withdraw(handle)).toBe(false);
  });

  it('would confuse handles if places were used for ever', () => {
    class Careless extends ActionSlots {
      override handleOf(slot: number): number {
        return super.handleOf(slot) % (2 * 2 ** 26);
      }
    }
    const slots = new Careless();
    const handles = Array.from({ length: 10 }, () => {
      const slot = slots.add(nothing, 0);
      const handle = slots.handleOf(slot);
      slots.release(slot);
      return handle;
    });
    expect(new Set(handles).size).toBe(2);
  });
});
