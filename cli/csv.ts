/**
 * Rows as CSV (RFC 4180) under the names of all of their fields; what a row does not have is left empty. Values are numbers or words without
 * commas.
 */
export function csv(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const lines = [names, ...rows.map(row => names.map(name => row[name] ?? ''))];
  return lines.map(line => `${line.join(',')}\r\n`).join('');
}
