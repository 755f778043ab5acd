import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readResult } from '../reports/write.ts';
import { departures, type Quotable } from './departures.ts';
import { QUOTED_TABLES } from './quotedTables.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const RESULTS = join(ROOT, 'docs', 'results');

/** Every page that may quote a result. */
export const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md'))]
  .map(name => join(ROOT, name === 'README.md' ? name : join('docs', name)))
  .filter(path => readFileSync(path, 'utf8').includes('<!-- result: '));

/**
 * A page with the tables between its marks made anew from the results in docs/results:
 *
 *     <!-- result: omdma -->   what QUOTED_TABLES makes of docs/results/omdma.json   <!-- end of result -->
 *
 * @throws Error where a mark names no table
 */
export async function withQuotedTables(page: string): Promise<string> {
  const marks = /(<!-- result: ([\w-]+) -->\n)[\s\S]*?(<!-- end of result -->)/g;
  let made = '';
  let at = 0;
  for (const found of page.matchAll(marks)) {
    const [whole, start, name, end] = found;
    const table = QUOTED_TABLES[name];
    if (!table) throw new Error(`no table '${name}'; there are ${Object.keys(QUOTED_TABLES).join(', ')}`);
    const text = table(await committed(name));
    made += `${page.slice(at, found.index)}${start}${text}\n${end}`;
    at = found.index + whole.length;
  }
  return made + page.slice(at);
}

export async function committed(name: string): Promise<Quotable> {
  return quotable(join(RESULTS, `${name}.json`));
}

async function quotable(file: string): Promise<Quotable> {
  const result = await readResult(file);
  if (result.format === 'semlink-run-1' || result.format === 'semlink-comparison-1') return result;
  throw new Error(`${file} is a ${result.format}, of which no page quotes a table`);
}

/** `npm run docs:results -- [--check] [FOLDER …]`: see docs/results/README.md. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  for (const folder of positionals) {
    const result = await quotable(join(folder, 'result.json'));
    const { name } = result.scenario;
    if (values.check) {
      const lines = departures(await committed(name), result);
      const found = lines.length === 0 ? ['every PSNR inside its interval'] : lines;
      process.stdout.write(found.map(line => `${name}: ${line}\n`).join(''));
      if (lines.length > 0) process.exitCode = 1;
    } else {
      // Pictures stay out: they may be anybody's.
      writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify({ ...result, gallery: [] })}\n`);
    }
  }
  if (values.check) return;
  for (const path of PAGES) writeFileSync(path, await withQuotedTables(readFileSync(path, 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
