import { configError } from '../../kernels/errors.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';

/**
 * How alike two groups are, from the similarities of their members:
 * - `single`, the largest: without a size cap, groups are the users connected by similarities that reach the threshold;
 * - `average`: their mean;
 * - `complete`, the smallest: every two mates reach the threshold.
 */
export type Linkage = 'single' | 'average' | 'complete';

export interface GroupingSettings {
  readonly linkage: Linkage;
  /** Groups less alike than this are not joined. */
  readonly threshold: number;
  /** Most users in a group; no cap when left out. */
  readonly maxSize?: number;
}

/**
 * Groups users by similarity, bottom up: the two groups that are most alike are joined, as long as they reach the threshold and fit
 * the cap. Of equals, those with the lowest users come first, so the result is the same every time.
 *
 * @param similarity symmetric [K, K]
 * @returns label of every user's group, 0, 1, … in the order of their first users
 * @throws ConfigError `grouping`, with all problems
 *
 * Source: Lance, Williams 1967.
 */
export function groupBySimilarity(similarity: Matrix, settings: GroupingSettings): number[] {
  requireGrouping(similarity, settings);
  const { threshold, maxSize = similarity.rows } = settings;
  const groups = Array.from({ length: similarity.rows }, (_, user) => [user]);
  for (;;) {
    let best: { first: number; second: number; alike: number } | undefined;
    for (let first = 0; first < groups.length; first++)
      for (let second = first + 1; second < groups.length; second++) {
        if (groups[first].length + groups[second].length > maxSize) continue;
        const alike = likeness(similarity, groups[first], groups[second], settings.linkage);
        if (alike >= threshold && (best === undefined || alike > best.alike)) best = { first, second, alike };
      }
    if (best === undefined) break;
    // The first group holds the lower users, so that groups stay in the order of their first users.
    groups[best.first].push(...groups[best.second]);
    groups.splice(best.second, 1);
  }
  const labels = new Array<number>(similarity.rows);
  groups.forEach((members, label) => {
    for (const user of members) labels[user] = label;
  });
  return labels;
}

function likeness(
  { cols, data }: Matrix,
  a: readonly number[],
  b: readonly number[],
  linkage: Linkage,
): number {
  // In ascending order of users, so that rounding does not depend on the order of joining.
  const pairs = [...a]
    .sort((x, y) => x - y)
    .flatMap(k => [...b].sort((x, y) => x - y).map(j => data[k * cols + j]));
  if (linkage === 'single') return Math.max(...pairs);
  if (linkage === 'complete') return Math.min(...pairs);
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
}

function requireGrouping({ rows, cols, data }: Matrix, { threshold, maxSize }: GroupingSettings): void {
  if (rows !== cols || rows === 0)
    throw configError('grouping', 'similarity', `${rows} × ${cols} is not a square matrix of users`);
  const wrong = data.findIndex((value, i) => !(value === data[(i % cols) * cols + Math.floor(i / cols)]));
  if (wrong >= 0)
    throw configError(
      'grouping',
      `similarity[${Math.floor(wrong / cols)}][${wrong % cols}]`,
      `${data[wrong]} is not a number, or differs from its mirror image`,
    );
  if (Number.isNaN(threshold)) throw configError('grouping', 'threshold', `${threshold} is not a number`);
  if (maxSize !== undefined && !(Number.isInteger(maxSize) && maxSize >= 1))
    throw configError('grouping', 'maxSize', `${maxSize} is not a positive whole number`);
}
