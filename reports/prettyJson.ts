/** JSON with two spaces of indentation and every list of plain values on one line. */
export function prettyJson(value: unknown): string {
  // A line break outside a string is always indentation: inside one, JSON writes it as \n.
  return JSON.stringify(value, null, 2).replace(/\[\n([^[\]{}]*)\n\s*\]/g, (_, items: string) => {
    const line = items
      .split('\n')
      .map(item => item.trim())
      .join(' ');
    return `[${line}]`;
  });
}
