import { expect, it } from 'vitest';
import { mergeEqual } from './merge.ts';

const rows = [
  { scheme: 'tdma', snrDb: 0, latencyMs: 4 },
  { scheme: 'tdma', snrDb: 10, latencyMs: 4 },
  { scheme: 'omdma', snrDb: 0, latencyMs: 1 },
  { scheme: 'omdma', snrDb: 10, latencyMs: 2 },
];

it('merges rows of equal key and value and keeps the others apart', () => {
  const merged = mergeEqual(
    rows,
    row => row.scheme,
    row => row.latencyMs,
  );
  expect(merged.map(row => [row.scheme, row.latencyMs, row.merged])).toEqual([
    ['tdma', 4, 2],
    ['omdma', 1, 1],
    ['omdma', 2, 1],
  ]);
});
