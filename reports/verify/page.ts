import type { CheckResult, SectionResult, VerifyResult } from '../../sim/verify/results.ts';
import { renderDocument, type Section } from '../document.ts';
import { html, type Markup } from '../html.ts';
import { type Numbering, startNumbering } from '../numbering.ts';
import { counted, fixed, significant } from '../numbers.ts';
import { type Column, downloadLink, headColumn, numberColumn, renderTable } from '../table.ts';
import { deviationFigure } from './deviationFigure.ts';
import { checksOf, tally, verifySentences } from './verdict.ts';

/** The page of a verification. */
export function renderVerifyReport(result: VerifyResult): string {
  return renderDocument({
    title: 'Does this simulator keep to theory?',
    head: renderHead(result),
    sections: sectionsOf(result),
  });
}

const SETS = { quick: 'quick set', full: 'full set', chosen: 'chosen checks' } as const;

function renderHead(result: VerifyResult): Markup {
  const { set, seed, versions, date, seconds } = result;
  return html`<header>
<p class="overline">semlink · <code>semlink verify</code></p>
<h1>Does this simulator keep to theory?</h1>
<p class="lead">Where a textbook has a closed form, the simulator has to give the same number.</p>
<p class="asked"><span class="visually-hidden">Ran: </span>${[
    `${SETS[set]}, ${counted(checksOf(result).length, 'check')}`,
    `seed ${seed}`,
    ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
    date,
    `${fixed(seconds, 0)} s`,
  ].join(' · ')}</p>
</header>`;
}

function sectionsOf(result: VerifyResult): Section[] {
  const numbering = startNumbering();
  const summary = html`<ul class="findings">
${verifySentences(result).map(sentence => html`<li>${sentence}</li>\n`)}</ul>
<div class="figures">${deviationFigure(result, numbering)}</div>`;
  return [
    { id: 'verdict', heading: 'In short', content: summary },
    ...result.sections.map(section => ({
      id: section.id,
      heading: section.title,
      content: renderSection(section, numbering),
    })),
  ];
}

function renderSection(section: SectionResult, numbering: Numbering): Markup {
  const table = {
    caption: `${numbering.next('Table')}. ${section.title}: ${tally(section)}`,
    columns: CHECK_COLUMNS,
    rows: section.checks,
  };
  return html`${renderTable(table)}
${downloadLink(table, `verify-${section.id}.csv`)}`;
}

const RELATIONS = { equals: '', atLeast: 'at least ', atMost: 'at most ' } as const;

/** Columns of a table of checks. */
const CHECK_COLUMNS: readonly Column<CheckResult>[] = [
  headColumn('Check', 'check', ({ id }) => id),
  headColumn('Closed form', 'formula', ({ formula }) => formula),
  {
    header: 'Expected',
    key: 'expected',
    kind: 'number',
    show: ({ relation, expected }) => `${RELATIONS[relation]}${significant(expected)}`,
    value: ({ expected }) => expected,
  },
  numberColumn('Measured', 'measured', ({ measured }) => measured, significant),
  {
    header: '99.9 % interval',
    key: 'interval',
    kind: 'number',
    show: ({ from, low, high }) =>
      from === 'exact' ? 'exact' : `[${significant(low)}, ${significant(high)}]`,
    value: ({ low, high }) => `${low} ${high}`,
  },
  headColumn('Verdict', 'verdict', ({ holds, problem }) => (holds ? 'holds' : `fails: ${problem}`)),
  {
    header: 'From',
    key: 'from',
    kind: 'number',
    show: ({ from }) => (from === 'exact' ? '' : from),
    value: ({ from }) => from,
  },
  headColumn('What is measured', 'title', ({ title }) => title),
  numberColumn(
    'Seconds',
    'seconds',
    ({ seconds }) => seconds,
    value => fixed(value, 2),
  ),
];
