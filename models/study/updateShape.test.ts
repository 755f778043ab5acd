import { describe, expect, it } from 'vitest';
import { layOut } from '../graph/weights.ts';
import { conditionNumber, LARGEST_RATIO, rowNormSpread, updateShape } from './updateShape.ts';

const matrix = (rows: number, cols: number, data: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(data),
});
const spec = (name: string, shape: readonly number[], hidden: boolean) => ({
  name,
  shape,
  start: 'zeros' as const,
  hidden,
});

describe('an update', () => {
  it('that is orthogonal has condition number 1 and equal rows', () => {
    const rotation = matrix(2, 2, [0.6, -0.8, 0.8, 0.6]);
    expect(conditionNumber(rotation)).toBeCloseTo(1, 12);
    expect(rowNormSpread(rotation)).toBeCloseTo(1, 12);
  });

  it('that stretches shows by how much, wide or tall', () => {
    expect(conditionNumber(matrix(2, 3, [4, 0, 0, 0, 0.5, 0]))).toBeCloseTo(8, 12);
    expect(conditionNumber(matrix(3, 2, [4, 0, 0, 0.5, 0, 0]))).toBeCloseTo(8, 12);
    expect(rowNormSpread(matrix(2, 2, [3, 4, 0, 1]))).toBeCloseTo(5, 12);
  });

  it('of rank 1 is as badly conditioned as can be told', () => {
    expect(conditionNumber(matrix(2, 2, [1, 2, 2, 4]))).toBe(LARGEST_RATIO);
    expect(rowNormSpread(matrix(2, 2, [1, 2, 0, 0]))).toBe(LARGEST_RATIO);
  });
});

describe('updateShape', () => {
  const layout = layOut([
    spec('first', [2, 2], true),
    spec('second', [2, 2], true),
    spec('wide', [2, 3], true),
    spec('bias', [4], false),
  ]);
  const before = Float32Array.from({ length: layout.length }, (_, i) => i / 4);
  const moved = (change: readonly number[]) => before.map((value, i) => value + (change[i] ?? 0));

  it('takes the medians over the hidden matrices that moved, and nothing else', () => {
    const after = moved([1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 8, 0, 9, 9, 9, 9]);
    expect(updateShape(layout, before, after)).toEqual({ conditionNumber: 8, rowNormSpread: 8, brakes: [] });
  });

  it('asks for the brake of every matrix that moved', () => {
    const after = moved([1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 8, 0]);
    const { brakes } = updateShape(layout, before, after, ({ data }) => 1 + data.length / 100);
    expect(brakes.map(({ entries, excess }) => [entries, Number(excess.toFixed(6))])).toEqual([
      [4, 0.04],
      [6, 0.06],
    ]);
  });

  it('calls a step that moved nothing even', () => {
    expect(updateShape(layout, before, before)).toEqual({ conditionNumber: 1, rowNormSpread: 1, brakes: [] });
  });
});
