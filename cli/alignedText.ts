/** Rows of cells as text in columns, the first one flush left, the others flush right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows
    .map(row =>
      row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  '),
    )
    .join('\n');
}

/** "19.92 ± 0.80": the mean and half of its interval. */
export function spread({ mean, high }: { readonly mean: number; readonly high: number }, digits = 2): string {
  return `${mean.toFixed(digits)} ± ${(high - mean).toFixed(digits)}`;
}
