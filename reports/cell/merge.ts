/**
 * Merges rows that stand for the same thing: rows with equal keys become one if their values are equal too, and stay
 * apart otherwise. `merged` counts the rows behind each one that is left; the first one stands for them.
 */
export function mergeEqual<Row extends object>(
  rows: readonly Row[],
  keyOf: (row: Row) => unknown,
  contentOf: (row: Row) => unknown,
): (Row & { merged: number })[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap(group => {
    const values = new Set(group.map(row => JSON.stringify(contentOf(row))));
    return values.size === 1
      ? [{ ...group[0], merged: group.length }]
      : group.map(row => ({ ...row, merged: 1 }));
  });
}
