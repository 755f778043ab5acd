import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import { rowShards } from './rows.ts';

it('rowShards covers all rows once, in order, with sizes that differ by at most one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(200), (workers, more) => {
      const rows = workers + more;
      const shards = rowShards(rows, workers, 'w');
      const sizes = shards.map(({ start, end }) => end - start);
      expect(shards).toHaveLength(workers);
      expect(shards[0].start).toBe(0);
      expect(shards.at(-1)!.end).toBe(rows);
      for (const [i, { start }] of shards.slice(1).entries()) expect(start).toBe(shards[i].end);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

it('rowShards refuses more workers than rows', () => {
  const refused = () => rowShards(3, 4, 'head.w');
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow('workers: 4 workers cannot share the 3 rows of head.w; use at most 3');
});
