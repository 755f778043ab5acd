import { NumericError } from '../errors.ts';

/**
 * Solves Ax = b for a small square A by Gaussian elimination with row exchanges (partial pivoting).
 *
 * @throws NumericError if A is singular.
 */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const rows = a.map((row, i) => [...row, b[i]]);
  for (let k = 0; k < n; k++) {
    const pivot = rows.slice(k).reduce((best, row) => (Math.abs(row[k]) > Math.abs(best[k]) ? row : best));
    if (!(Math.abs(pivot[k]) > 0)) throw new NumericError('singular', `solve: no pivot in column ${k}`);
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(k, 0, pivot);
    for (const row of rows.slice(k + 1)) {
      const factor = row[k] / pivot[k];
      for (let j = k; j <= n; j++) row[j] -= factor * pivot[j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--)
    x[k] = (rows[k][n] - x.reduce((known, value, j) => known + rows[k][j] * value, 0)) / rows[k][k];
  return x;
}
