import { describe, expect, it } from 'vitest';
import type { PictureSet, PsnrRow } from './card.ts';
import { fullerCurve, fullerTables, setTitle, tablesOf, withTables } from './measured.ts';

const set = (name: string, pictures: number, of = pictures): PictureSet => ({ name, pictures, of, seed: 1 });
const row = (name: string, psnrDb: number): PsnrRow => ({
  set: name,
  cbr: '1/6',
  snrDb: 10,
  denoiserSteps: 0,
  told: true,
  psnrDb,
  pictures: 3,
});
const { set: _, ...unnamed } = row('', 20);
const legacy = { pictures: 'the first 9980 pictures of test.bin', psnr: [{ ...unnamed, pictures: 9980 }] };
const known = withTables({ pictures: '', psnr: [] }, [set('a', 10), set('b', 5)], [row('a', 1), row('b', 2)]);

describe('tables on a card', () => {
  it('are named in words', () => {
    expect(setTitle(set('CIFAR-10 test', 9980))).toBe('CIFAR-10 test, 9,980 pictures');
    expect(setTitle(set('CIFAR-10 test', 64, 9980))).toBe('CIFAR-10 test, the first 64 of 9,980 pictures');
    expect(tablesOf(legacy)).toEqual([{ title: legacy.pictures, rows: legacy.psnr }]);
    expect(tablesOf(known).map(({ title }) => title)).toEqual(['a, 10 pictures', 'b, 5 pictures']);
    expect(tablesOf({ pictures: '', psnr: [] })).toEqual([]);
  });

  it('are replaced set by set, in their place', () => {
    const next = withTables(known, [set('c', 2), set('a', 12)], [row('c', 3), row('a', 4)]);
    expect(next.sets.map(({ name, pictures }) => [name, pictures])).toEqual([
      ['a', 12],
      ['b', 5],
      ['c', 2],
    ]);
    expect(next.psnr.map(({ psnrDb }) => psnrDb)).toEqual([4, 2, 3]);
    expect(next.pictures).toBe('a, 12 pictures; b, 5 pictures; c, 2 pictures');
    expect(withTables(legacy, [set('a', 1)], [row('a', 1)]).psnr).toHaveLength(1);
  });

  it('are not given up for fewer pictures', () => {
    expect(fullerTables(known, [set('a', 9), set('b', 5), set('c', 1)])).toEqual([
      'its table of a is over 10 pictures, the new one over 9',
    ]);
    expect(fullerTables(known, [set('a', 10)])).toEqual([]);
    expect(fullerTables(legacy, [set('a', 64), set('b', 18)])).toEqual([
      'its table is over 9980 pictures (the first 9980 pictures of test.bin), the new one over 64',
    ]);
    expect(fullerTables(legacy, [set('a', 9980), set('b', 18)])).toEqual([]);
  });

  it('keep a curve over more pictures', () => {
    const mse = [{ beta: 0.5, mse: 0.25, predicted: 0.25 }];
    const curveOn = (mseSet: PictureSet) => ({ ...known, mse, mseSet });
    expect(fullerCurve(curveOn(set('a', 10)), 9)).toEqual({ mse, mseSet: set('a', 10) });
    expect(fullerCurve(curveOn(set('a', 10)), 10)).toBeUndefined();
    expect(fullerCurve({ ...legacy, mse }, 511)).toEqual({ mse });
    expect(fullerCurve({ ...legacy, mse }, 512)).toBeUndefined();
    expect(fullerCurve({ pictures: '', psnr: [], mse: [] }, 2)).toBeUndefined();
  });
});
