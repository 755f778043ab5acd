import type { PersonalResult } from '../../sim/personal/results.ts';
import { renderDocument, type Section } from '../document.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { startNumbering } from '../numbering.ts';
import { counted, listed, plain } from '../numbers.ts';
import { renderProvenance } from '../sections/provenance.ts';
import { theorySection } from '../verify/theory.ts';
import { differenceFigure } from './differenceFigure.ts';
import { renderPersonalGallery } from './gallery.ts';
import { qualityFigure } from './qualityFigure.ts';
import { snrsOf } from './select.ts';
import { costSection, kinshipSection } from './tables.ts';
import { renderPersonalVerdict } from './verdictSection.ts';

/** The report of a comparison of universal and personal codecs. */
export function renderPersonal(result: PersonalResult): string {
  return renderDocument({
    title: result.scenario.title,
    head: renderHead(result),
    sections: sectionsOf(result),
  });
}

function sectionsOf(result: PersonalResult): Section[] {
  const numbering = startNumbering();
  return [
    { id: 'verdict', heading: 'In short', content: renderPersonalVerdict(result, numbering) },
    { id: 'quality', heading: 'Quality', content: qualityFigure(result, numbering) },
    { id: 'users', heading: 'User by user', content: differenceFigure(result, numbering) },
    { id: 'kinship', heading: 'How different the codecs are', content: kinshipSection(result, numbering) },
    { id: 'cost', heading: 'What it costs', content: costSection(result, numbering) },
    { id: 'gallery', heading: 'Gallery', content: renderPersonalGallery(result) },
    { id: 'provenance', heading: 'Provenance', content: renderProvenance(result, numbering) },
    theorySection(result.provenance.versions, numbering),
  ];
}

function renderHead(result: PersonalResult): Markup {
  const { scenario, provenance } = result;
  const { name, title, description, users } = scenario;
  const asked = [counted(users, 'user'), `${listed(snrsOf(result).map(plain))} dB`, provenance.images];
  return html`<header>
<p class="overline">semlink · universal and personal codecs <code>${name}</code></p>
<h1>${title}</h1>
${description ? html`<p class="lead">${description}</p>` : NOTHING}
<p class="asked"><span class="visually-hidden">Asked: </span>${asked.join(' · ')}</p>
</header>`;
}
