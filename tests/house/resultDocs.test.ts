import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { departures } from '../../bench/departures.ts';
import { committed, PAGES, RESULTS, withQuotedTables } from '../../bench/resultDocs.ts';

const text = (path: string) => readFileSync(path, 'utf8');
const names = readdirSync(RESULTS)
  .filter(name => name.endsWith('.json'))
  .map(name => basename(name, '.json'));

describe.each(PAGES)('%s', path => {
  it('has the tables of docs/results (npm run docs:results writes them)', async () => {
    expect(await withQuotedTables(text(path))).toBe(text(path));
  });
});

describe.each(names)('docs/results/%s.json', name => {
  it('is quoted, names the command that repeats it, and holds no picture', async () => {
    const result = await committed(name);
    expect(PAGES.some(path => text(path).includes(`<!-- result: ${name}`))).toBe(true);
    expect(result.scenario.name).toBe(name);
    expect(result.provenance.command).toMatch(`npx semlink run ${name} --seed `);
    expect(result.gallery).toEqual([]);
    expect(JSON.stringify(result)).not.toMatch(/data:image|[A-Za-z0-9+/]{400}/);
  });

  it('is its own repetition', async () => {
    expect(departures(await committed(name), await committed(name))).toEqual([]);
  });
});

it('would notice a number that drifted', async () => {
  const page = text(PAGES[0]);
  const start = page.indexOf('<!-- result: ');
  const digit = start + page.slice(start).search(/\d\.\d\d/);
  const drifted = `${page.slice(0, digit)}${(Number(page[digit]) + 1) % 10}${page.slice(digit + 1)}`;
  expect(await withQuotedTables(drifted)).toBe(page);
  await expect(withQuotedTables('<!-- result: nothing -->\n<!-- end of result -->')).rejects.toThrow(
    "no table 'nothing'; there are omdma, users, single-user-comparison, kodak-style",
  );
});

it('names every PSNR that left its interval', async () => {
  const known = await committed('omdma');
  if (known.format !== 'semlink-run-1') throw new Error('omdma is a cell');
  const [first, second, ...others] = known.points;
  const { mean, high } = first.psnrDb;
  const moved = { ...first, psnrDb: { ...first.psnrDb, mean: high + 0.01 } };
  expect(departures(known, { ...known, points: [moved, second, ...others] })).toEqual([
    expect.stringMatching(
      `^omdma, 0 steps, 4 users, 0 dB: ${(high + 0.01).toFixed(2)} dB, was ${mean.toFixed(2)} dB \\(`,
    ),
  ]);
  expect(departures(known, { ...known, points: [first, ...others] })).toEqual([
    expect.stringMatching(
      `^omdma, ${second.point.denoiserSteps} steps, 4 users, ${second.point.snrDb} dB: missing, was `,
    ),
  ]);
  const there = { ...first, psnrDb: { ...first.psnrDb, mean: high } };
  expect(departures(known, { ...known, points: [there, second, ...others] })).toEqual([]);
});
