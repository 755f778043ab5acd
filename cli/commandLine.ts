/** A command as one line for a POSIX shell: words with anything but plain characters are quoted. */
export function commandLine(words: readonly string[]): string {
  return words
    .map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
