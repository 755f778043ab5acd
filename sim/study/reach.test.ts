import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAt, leadOf, reachOf } from './reach.ts';

/** A curve through these held-out losses, one every ten steps of two seconds in all. */
const curve = (...losses: number[]) =>
  losses.map((heldOutLoss, i) => ({ step: 10 * i, seconds: 2 * i, trainingLoss: heldOutLoss, heldOutLoss }));

describe('firstAt', () => {
  it('reads the place off a straight line, and takes the first one', () => {
    expect(firstAt(curve(4, 2, 3, 1), 3)).toEqual({ step: 5, seconds: 1 });
    expect(firstAt(curve(4, 2, 3, 1), 4)).toEqual({ step: 0, seconds: 0 });
    expect(firstAt(curve(4, 2, 3, 1), 1)).toEqual({ step: 30, seconds: 6 });
    expect(firstAt(curve(4, 2, 3, 1), 0.5)).toBeUndefined();
  });

  it('lies where the straight line has the loss asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 2, maxLength: 8 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (losses, target) => {
          const crossing = firstAt(curve(...losses), target);
          const index = losses.findIndex(loss => loss <= target);
          expect(crossing === undefined).toBe(index < 0);
          if (!crossing || index === 0) return;
          const share = crossing.step / 10 - (index - 1);
          expect(losses[index - 1] + share * (losses[index] - losses[index - 1])).toBeCloseTo(target, 6);
          expect(crossing.seconds).toBeCloseTo(crossing.step / 5, 9);
        },
      ),
    );
  });
});

describe('reachOf', () => {
  const baseline = [curve(8, 4, 2), curve(8, 6, 4)];

  it('saves nothing against itself and half where the loss is there in half the steps', () => {
    expect(reachOf(baseline, baseline)).toMatchObject({
      reached: 2,
      seeds: 2,
      stepsSavedPercent: { mean: 0, low: 0, high: 0, count: 2 },
    });
    const fast = reachOf([curve(8, 2, 1), curve(8, 4, 1)], baseline);
    expect(fast.stepsSavedPercent).toEqual({ mean: 50, low: 50, high: 50, count: 2 });
    expect(fast.secondsSavedPercent!.mean).toBe(50);
  });

  it('counts from where the baseline itself was first that low', () => {
    const restless = [curve(8, 2, 4, 2), curve(8, 2, 4, 2)];
    expect(reachOf(restless, restless)).toMatchObject({ stepsSavedPercent: { mean: 0 } });
    expect(reachOf([curve(8, 4, 2, 1), curve(8, 4, 2, 1)], restless)).toMatchObject({
      stepsSavedPercent: { mean: -100 },
    });
  });

  it('counts time by itself', () => {
    const slow = [curve(8, 2, 1), curve(8, 4, 1)].map(points =>
      points.map(point => ({ ...point, seconds: 4 * point.seconds })),
    );
    expect(reachOf(slow, baseline)).toMatchObject({
      stepsSavedPercent: { mean: 50 },
      secondsSavedPercent: { mean: -100 },
    });
  });

  it('tells no saving where a seed does not get there', () => {
    expect(reachOf([curve(8, 2, 1), curve(8, 7, 5)], baseline)).toEqual({
      reached: 1,
      seeds: 2,
      stepsSavedPercent: null,
      secondsSavedPercent: null,
    });
  });
});

describe('leadOf', () => {
  const baseline = [curve(8, 4, 2), curve(8, 4, 2)];

  it('takes differences seed by seed', () => {
    const of = [curve(8, 2, 1), curve(2, 1, 1)];
    const against = [curve(8, 4, 2), curve(8, 2, 1)];
    expect(leadOf(of, against, baseline)).toEqual({ mean: 50, low: 50, high: 50, count: 2 });
    expect(leadOf(against, of, baseline)!.mean).toBe(-50);
  });

  it('tells none where one of them does not get there', () => {
    expect(leadOf([curve(8, 2), curve(8, 5)], baseline, baseline)).toBeNull();
  });
});
