import type { LoadResult } from '../../sim/load/results.ts';
import { renderDocument, type Section } from '../document.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { type Numbering, startNumbering } from '../numbering.ts';
import { counted, plain } from '../numbers.ts';
import { renderProvenance } from '../sections/provenance.ts';
import { theorySection } from '../verify/theory.ts';
import { checkSection } from './checkSection.ts';
import { distributionFigure } from './distributions.ts';
import { loadFigures } from './loadFigures.ts';
import { accessLook, waysOf } from './looks.ts';
import { planeFigure } from './planeFigure.ts';
import { timelines } from './timeline.ts';
import { TIMELINE_SCRIPT } from './timelineScript.ts';
import { toldFigure } from './toldFigure.ts';
import { verdictSentences } from './verdict.ts';

/** The report of an experiment on load. */
export function renderLoad(result: LoadResult): string {
  return renderDocument({
    title: result.scenario.title,
    head: renderHead(result),
    sections: sectionsOf(result),
    script: TIMELINE_SCRIPT,
  });
}

function sectionsOf(result: LoadResult): Section[] {
  const numbering = startNumbering();
  return [
    { id: 'verdict', heading: 'In short', content: renderVerdict(result, numbering) },
    { id: 'loads', heading: 'Against the load', content: loadFigures(result, numbering) },
    { id: 'told', heading: 'What the networks are told', content: toldFigure(result, numbering) },
    { id: 'distributions', heading: 'Who gets how much', content: distributionFigure(result, numbering) },
    { id: 'check', heading: 'The receiver’s own judgement', content: checkSection(result, numbering) },
    { id: 'air', heading: 'A stretch of air', content: timelines(result, numbering) },
    { id: 'provenance', heading: 'Provenance', content: renderProvenance(result, numbering) },
    theorySection(result.provenance.versions, numbering),
  ];
}

function renderVerdict(result: LoadResult, numbering: Numbering): Markup {
  const accesses = [...new Set(waysOf(result).map(({ access }) => access))];
  const unsettled = result.points.filter(({ settled, psnrDb }) => psnrDb && !settled).length;
  return html`<ul class="findings">
${verdictSentences(result).map(sentence => html`<li>${sentence}</li>\n`)}</ul>
${planeFigure(result, numbering)}
<dl class="facts">
${accesses.map(access => html`<div><dt>${accessLook(access).look.label}</dt><dd>${accessLook(access).note}</dd></div>\n`)}</dl>
<p class="note">All run on the same pictures, noise and fades; more load brings the same arrivals closer together. Means leave out the first tenth of each run; intervals
are Student’s t at 95 % over 20 batches of what follows.${
    unsettled > 0
      ? ` At ${counted(unsettled, 'point')} of ${result.points.length} delay or PSNR still drifts behind that tenth, as it does where a queue keeps growing.`
      : ''
  }</p>`;
}

function renderHead({ scenario, provenance }: LoadResult): Markup {
  const { name, title, description, users, snrDb, bandwidthHz } = scenario;
  return html`<header>
<p class="overline">semlink · load <code>${name}</code></p>
<h1>${title}</h1>
${description ? html`<p class="lead">${description}</p>` : NOTHING}
<p class="asked"><span class="visually-hidden">Asked: </span>${counted(users, 'user')} · ${plain(snrDb)} dB · ${plain(bandwidthHz / 1e3)} kHz · ${provenance.images}</p>
</header>`;
}
