import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VERIFICATION } from '../../reports/verify/theory.ts';
import type { CheckResult } from '../../sim/verify/results.ts';
import { VERIFY_SEED, verify } from '../../sim/verify/run.ts';
import { SECTIONS } from '../../sim/verify/sections.ts';
import { quickChecks } from '../../sim/verify/select.ts';
import { versions } from '../../sim/versions.ts';

const recorded = VERIFICATION.sections.flatMap(({ checks }) => checks);
const withoutTime = ({ seconds: _, ...result }: CheckResult) => result;

it('the quick set holds, and finds what the record says', async () => {
  const { sections } = await verify(quickChecks(SECTIONS), { set: 'quick' });
  const checks = sections.flatMap(section => section.checks);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  const ids = new Set(checks.map(({ id }) => id));
  expect(checks.map(withoutTime)).toEqual(recorded.filter(({ id }) => ids.has(id)).map(withoutTime));
});

it('the record is of this version and of every check, as it is now', () => {
  expect(VERIFICATION).toMatchObject({
    format: 'semlink-verification-1',
    set: 'full',
    seed: VERIFY_SEED,
    versions: { semlink: versions().semlink },
  });
  const now = SECTIONS.flatMap(({ checks }) => checks);
  expect(recorded.map(({ id, title, formula, expected }) => ({ id, title, formula, expected }))).toEqual(
    now.map(({ id, title, formula, expected }) => ({ id, title, formula, expected })),
  );
  expect(recorded.every(({ holds }) => holds)).toBe(true);
});

it('the documentation lists the checks of the record', () => {
  const page = readFileSync(new URL('../../docs/verify.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, id]) => id);
  expect(rows).toEqual(recorded.map(({ id }) => id));
  expect(page).toContain(`seed ${VERIFICATION.seed}, ${VERIFICATION.date}`);
});
