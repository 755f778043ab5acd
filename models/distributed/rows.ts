import { configError } from '../../kernels/errors.ts';

/** Rows `start` … `end`−1 of a matrix, the part of one worker. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits `rows` rows into one contiguous range per worker; the sizes differ by at most one, the larger ones come first.
 *
 * @param matrix what is shared, for the message
 * @throws ConfigError when a worker would get no row
 */
export function rowShards(rows: number, workers: number, matrix: string): RowRange[] {
  if (workers > rows)
    throw configError(
      'workers-rows',
      'workers',
      `${workers} workers cannot share the ${rows} row${rows === 1 ? '' : 's'} of ${matrix}; use at most ${rows}`,
    );
  const [each, larger] = [Math.floor(rows / workers), rows % workers];
  const start = (worker: number) => worker * each + Math.min(worker, larger);
  return Array.from({ length: workers }, (_, worker) => ({ start: start(worker), end: start(worker + 1) }));
}
