import type { MatrixShape } from './owners.ts';
import { rowShards } from './rows.ts';

/** Bytes that a worker receives from others in one step to orthogonalize row-sharded matrices. */
export interface Traffic {
  /** Foreign rows of the momenta of the matrices that it owns. */
  readonly gathered: number;
  /** Its own rows of the orthogonalized matrices that others own. */
  readonly scattered: number;
}

/**
 * Traffic of each worker when matrices of R×C entries lie in row shards of r rows: the owner gathers (R − r)·C entries, each of the
 * others gets its r·C entries back.
 *
 * @param owners worker that orthogonalizes each matrix
 * @param entryBytes bytes of an entry on the way: 4 here, 2 in the NorMuon paper (bfloat16)
 */
export function orthogonalizationTraffic(
  matrices: readonly MatrixShape[],
  owners: readonly number[],
  workers: number,
  entryBytes: number,
): Traffic[] {
  const traffic = Array.from({ length: workers }, () => ({ gathered: 0, scattered: 0 }));
  for (const [i, { rows, cols }] of matrices.entries())
    rowShards(rows, workers, `a ${rows}×${cols} matrix`).forEach(({ start, end }, worker) => {
      const shard = end - start;
      if (owners[i] === worker) traffic[worker].gathered += (rows - shard) * cols * entryBytes;
      else traffic[worker].scattered += shard * cols * entryBytes;
    });
  return traffic;
}
