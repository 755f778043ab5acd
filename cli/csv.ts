/** Rows as CSV (RFC 4180) under the names of their fields, which all have alike. Values are numbers or words without commas. */
export function csv(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)];
  return lines.map(line => `${line.join(',')}\r\n`).join('');
}
