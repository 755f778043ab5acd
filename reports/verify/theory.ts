import type { SectionResult, VerifyResult } from '../../sim/verify/results.ts';
import type { Section } from '../document.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { counted } from '../numbers.ts';
import { headColumn, renderTable } from '../table.ts';
import record from './record.json' with { type: 'json' };
import { checksOf, tally } from './verdict.ts';

/** The latest full verification of this version of semlink, written by `npm run verify:record`. */
export const VERIFICATION = record as VerifyResult;

/**
 * What the last full verification found, for the end of every report. It is of the version and the day that it names, not of
 * the run that the report shows.
 *
 * @param versions of the run that the report shows
 */
export function theorySection(
  versions: Readonly<Record<string, string>>,
  numbering: Numbering,
  verification = VERIFICATION,
): Section {
  return {
    id: 'theory',
    heading: 'Does this simulator keep to theory?',
    content: renderTheory(versions, numbering, verification),
  };
}

function renderTheory(
  versions: Readonly<Record<string, string>>,
  numbering: Numbering,
  verification: VerifyResult,
): Markup {
  const checks = checksOf(verification);
  const failed = checks.filter(({ holds }) => !holds).length;
  const { semlink } = verification.versions;
  const verdict = failed === 0 ? 'all of them hold' : `${failed} of them ${failed === 1 ? 'fails' : 'fail'}`;
  const other =
    versions.semlink === semlink
      ? NOTHING
      : html`<p>The result on this page is from semlink ${versions.semlink ?? 'of an unknown version'}, another one than was checked.</p>\n`;
  return html`<p>semlink ${semlink} was held against ${counted(checks.length, 'closed form')} of the textbooks on ${verification.date}, and ${verdict}:
error rates inside exact intervals from at least ${verification.leastErrors} errors, means within 3.29 standard errors. That was done once for the version, not in
this run. To repeat it on this machine:</p>
<pre class="command" role="region" tabindex="0" aria-label="Command that repeats the checks"><code>npx semlink verify --full</code></pre>
${other}${renderTable({
  caption: `${numbering.next('Table')}. Checks of semlink ${semlink} against closed forms, ${verification.date}`,
  columns: [
    headColumn<SectionResult>('Verdict', 'verdict', tally),
    headColumn<SectionResult>('What', 'section', ({ title }) => title),
  ],
  rows: verification.sections,
})}`;
}
