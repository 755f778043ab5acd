import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type AnyResult, readResult, writeReport } from '../reports/write.ts';

/**
 * Tests of a result's file: it is read back as it was written, and with a wrong field it is refused.
 *
 * @param page that the result makes
 * @param broken fields in place of the result's own, and what the message must say
 */
export function itKeepsItsFile<Result extends AnyResult>(
  result: Result,
  page: string,
  broken: readonly (readonly [Partial<Record<keyof Result, unknown>>, string])[],
): void {
  const folder = mkdtempSync(join(tmpdir(), 'semlink-result-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'result.json');
  const write = (value: unknown) => writeFileSync(file, JSON.stringify(value));

  it('is read back as it was written, and gives the same page', async () => {
    write(result);
    const read = await readResult(file);
    expect(read).toEqual(result);
    await writeReport(read, join(folder, 'report.html'));
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(page);
  });

  it('is refused with every field that is wrong', async () => {
    for (const [changes, message] of broken) {
      write({ ...result, ...changes });
      await expect(readResult(file)).rejects.toThrow(message);
    }
  });
}
