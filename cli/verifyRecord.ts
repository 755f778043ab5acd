import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CheckResult, VerifyResult } from '../sim/verify/results.ts';
import { allHold, verify } from '../sim/verify/run.ts';
import { SECTIONS } from '../sim/verify/sections.ts';
import { short } from './verifyTable.ts';

/**
 * `npm run verify:record`: runs the full set and writes down what it found, for the reports of all runs
 * (reports/verify/record.json) and for the documentation (the tables of docs/verify.md). Writes nothing when a check fails.
 */
const RECORD = fileURLToPath(new URL('../reports/verify/record.json', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/verify.md', import.meta.url));
const MARK = '<!-- checks, written by npm run verify:record -->';

const result = await verify(SECTIONS, {
  set: 'full',
  onProgress: ({ done, checks, at }) => process.stderr.write(`${done + 1} of ${checks}: ${at}\n`),
});
if (!allHold(result)) {
  const failed = result.sections.flatMap(({ checks }) => checks).filter(({ holds }) => !holds);
  for (const { id, problem } of failed) process.stderr.write(`${id}: ${problem}\n`);
  process.exitCode = 1;
} else {
  writeFileSync(RECORD, `${JSON.stringify(result, null, 2)}\n`);
  const [before, , after] = readFileSync(PAGE, 'utf8').split(MARK);
  writeFileSync(PAGE, [before, `\n\n${tables(result)}\n\n`, after].join(MARK));
}

function tables({ sections, seed, versions, date, seconds }: VerifyResult): string {
  const count = sections.reduce((sum, { checks }) => sum + checks.length, 0);
  const made = `Full set, ${count} checks, all hold: semlink ${versions.semlink}, seed ${seed}, ${date}, ${seconds.toFixed(0)} s. Checks marked ● are in the quick set.`;
  const quick = new Set(
    SECTIONS.flatMap(({ checks }) => checks.filter(check => check.quick)).map(({ id }) => id),
  );
  const blocks = sections.map(
    ({ title, checks }) => `### ${title}

| check | | what | closed form | expected | measured | 99.9 % interval | from |
|---|---|---|---|---|---|---|---|
${checks.map(check => row(check, quick.has(check.id))).join('\n')}`,
  );
  return [made, ...blocks].join('\n\n');
}

function row(check: CheckResult, quick: boolean): string {
  const { id, title, formula, relation, expected, measured, low, high, from } = check;
  const cells = [
    `\`${id}\``,
    quick ? '●' : '',
    title,
    formula,
    `${{ equals: '', atLeast: '≥ ', atMost: '≤ ' }[relation]}${short(expected)}`,
    short(measured),
    from === 'exact' ? 'exact' : `${short(low)} … ${short(high)}`,
    from === 'exact' ? '' : from,
  ];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
