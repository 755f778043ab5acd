import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imbalance, longestFirst, type MatrixShape, newtonSchulzFlops, roundRobin } from './owners.ts';

const side = fc.integer({ min: 1, max: 64 });
const matrices = fc.array(fc.record({ rows: side, cols: side }), { minLength: 1, maxLength: 30 });
const workers = fc.integer({ min: 1, max: 8 });

function loads(shapes: readonly MatrixShape[], owners: readonly number[], count: number): number[] {
  const load = new Array<number>(count).fill(0);
  for (const [i, shape] of shapes.entries()) load[owners[i]] += newtonSchulzFlops(shape);
  return load;
}

describe.each([
  ['longestFirst', longestFirst],
  ['roundRobin', roundRobin],
])('%s', (_, assign) => {
  it('gives every matrix one of the workers', () => {
    fc.assert(
      fc.property(matrices, workers, (shapes, count) => {
        const owners = assign(shapes, count);
        expect(owners).toHaveLength(shapes.length);
        for (const owner of owners) expect(Number.isInteger(owner) && owner >= 0 && owner < count).toBe(true);
      }),
    );
  });
});

/** Most work of a list schedule: no worker is busy beyond the mean plus the job that it took last (Graham, 1966). */
const withinListBound = (shapes: readonly MatrixShape[], owners: readonly number[], count: number) => {
  const load = loads(shapes, owners, count);
  const [mean, longest] = [
    load.reduce((a, b) => a + b) / count,
    Math.max(...shapes.map(shape => newtonSchulzFlops(shape))),
  ];
  return Math.max(...load) <= mean + longest * (1 - 1 / count) + 1e-6;
};

describe('longestFirst', () => {
  it('keeps the bound of list scheduling', () => {
    fc.assert(
      fc.property(matrices, workers, (shapes, count) =>
        withinListBound(shapes, longestFirst(shapes, count), count),
      ),
    );
  });

  it('which one owner for all would break', () => {
    const shapes = Array.from({ length: 6 }, () => ({ rows: 4, cols: 4 }));
    expect(withinListBound(shapes, [0, 0, 0, 0, 0, 0], 3)).toBe(false);
  });

  it('balances what dealing out in turn does not', () => {
    // The first matrix costs three times as much as each of the others.
    const shapes = [4, 1, 1, 1, 1].map(k => ({ rows: 8, cols: 8 * k }));
    const [ours, theirs] = [longestFirst(shapes, 2), roundRobin(shapes, 2)];
    expect(loads(shapes, ours, 2).map(load => load / newtonSchulzFlops(shapes[1]))).toEqual([4, 3]);
    expect(loads(shapes, theirs, 2).map(load => load / newtonSchulzFlops(shapes[1]))).toEqual([5, 2]);
    expect(imbalance(shapes, ours, 2)).toBeLessThan(imbalance(shapes, theirs, 2));
  });
});

it('newtonSchulzFlops counts the three products of every step', () => {
  expect(newtonSchulzFlops({ rows: 2, cols: 3 }, 1)).toBe(2 * 2 * 2 * 3 + 2 * 2 ** 3 + 2 * 2 * 2 * 3);
  expect(newtonSchulzFlops({ rows: 3, cols: 2 })).toBe(newtonSchulzFlops({ rows: 2, cols: 3 }));
});
