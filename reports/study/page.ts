import type { StudyResult } from '../../sim/study/results.ts';
import { renderDocument, type Section } from '../document.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { type Numbering, startNumbering } from '../numbering.ts';
import { counted, listed, plain } from '../numbers.ts';
import { renderProvenance } from '../sections/provenance.ts';
import { theorySection } from '../verify/theory.ts';
import { costFigure } from './costFigure.ts';
import { type Looks, looksOf } from './looks.ts';
import { lossFigure } from './lossFigures.ts';
import { summaryTable, triesTable } from './rates.ts';
import { reachFigure } from './reachFigures.ts';
import { updateFigure } from './updateFigures.ts';
import { verdictSentences } from './verdict.ts';

/** The report of an optimizer study. */
export function renderStudyReport(result: StudyResult): string {
  return renderDocument({
    title: result.scenario.title,
    head: renderHead(result),
    sections: sectionsOf(result),
  });
}

function sectionsOf(result: StudyResult): Section[] {
  const looks = looksOf(optimizersOf(result));
  const numbering = startNumbering();
  return [
    { id: 'verdict', heading: 'In short', content: renderVerdict(result, looks) },
    { id: 'loss', heading: 'Loss', content: eachWorkload(result, looks, numbering, lossFigure) },
    {
      id: 'numbers',
      heading: 'Numbers at the chosen rates',
      content: renderNumbers(result, looks, numbering),
    },
    { id: 'reach', heading: 'To AdamW’s final loss', content: renderReach(result, looks, numbering) },
    {
      id: 'updates',
      heading: 'Shape of the updates',
      content: eachWorkload(result, looks, numbering, updateFigure),
    },
    { id: 'cost', heading: 'Cost of an update', content: wrapped(costFigure(result, looks, numbering)) },
    { id: 'rates', heading: 'Learning rates', content: renderTries(result, looks, numbering) },
    { id: 'provenance', heading: 'Provenance', content: renderProvenance(result, numbering) },
    theorySection(result.provenance.versions, numbering),
  ];
}

function renderHead({ scenario, workloads, provenance }: StudyResult): Markup {
  const { description, steps, seeds } = scenario;
  const lead =
    typeof description === 'string' && description ? html`<p class="lead">${description}</p>` : NOTHING;
  return html`<header>
<p class="overline">semlink · optimizer study <code>${scenario.name}</code></p>
<h1>${scenario.title}</h1>
${lead}
<p class="asked"><span class="visually-hidden">Asked: </span>${[
    `${listed(workloads.map(({ workload }) => workload))}`,
    counted(Number(steps), 'step'),
    counted(Number(seeds), 'seed'),
    provenance.images,
  ].join(' · ')}</p>
</header>`;
}

function renderVerdict(result: StudyResult, looks: Looks): Markup {
  return html`<ul class="findings">
${verdictSentences(result, looks).map(sentence => html`<li>${sentence}</li>\n`)}</ul>
<p class="note">Intervals are Student’s t at 95 % over the seeds. All optimizers see the same start values and the same batches for a seed, get the same
number of steps, and are tried at the same number of learning rates. The largest network here has ${plain(
    Math.max(...result.workloads.map(({ parameters }) => parameters)),
  )} weights, the paper’s has 1.1 billion.</p>`;
}

function renderNumbers({ workloads }: StudyResult, looks: Looks, numbering: Numbering): Markup {
  return html`<p>State is what the optimizer keeps between steps, for all weights; time is the shortest over the seeds of the median step.</p>
${workloads.map(workload => summaryTable(workload, looks, numbering))}`;
}

function renderReach(result: StudyResult, looks: Looks, numbering: Numbering): Markup {
  const measured = result.workloads.filter(({ contestants }) => contestants.some(({ reach }) => reach));
  if (measured.length === 0) return NOTHING;
  return html`<p>The papers’ own measure: how soon an optimizer gets to the loss that AdamW ends with. Losses between two measurements are read off a
straight line.</p>
<div class="figures">${measured.map(workload => reachFigure(workload, looks, numbering))}</div>`;
}

function renderTries({ workloads }: StudyResult, looks: Looks, numbering: Numbering): Markup {
  return html`<p>Each optimizer was tried at the same multiples of its own default, on a seed that is used for nothing else.</p>
${triesTable(workloads, looks, numbering)}`;
}

function eachWorkload(
  { workloads }: StudyResult,
  looks: Looks,
  numbering: Numbering,
  figure: (workload: StudyResult['workloads'][number], looks: Looks, numbering: Numbering) => Markup,
): Markup {
  return wrapped(...workloads.map(workload => figure(workload, looks, numbering)));
}

function wrapped(...figures: readonly Markup[]): Markup {
  const shown = figures.filter(({ markup }) => markup !== '');
  return shown.length === 0 ? NOTHING : html`<div class="figures">${shown}</div>`;
}

function optimizersOf({ workloads, costs }: StudyResult): string[] {
  const all = workloads.flatMap(({ contestants }) => contestants.map(({ optimizer }) => optimizer));
  return [...new Set([...all, ...costs.map(({ optimizer }) => optimizer)])];
}
