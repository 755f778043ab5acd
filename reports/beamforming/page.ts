import type { BeamformingResult } from '../../sim/beamforming/results.ts';
import { renderDocument, type Section } from '../document.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { startNumbering } from '../numbering.ts';
import { renderProvenance } from '../sections/provenance.ts';
import { theorySection } from '../verify/theory.ts';
import { beamFigure } from './beamFigure.ts';
import { distributionFigure } from './distributionFigure.ts';
import { renderBeamGallery } from './gallery.ts';
import { likenessSection } from './likenessSection.ts';
import { residualSection } from './residualTable.ts';
import { placeLabel } from './select.ts';
import { sweepFigures } from './sweepFigures.ts';
import { renderBeamformingVerdict } from './verdictSection.ts';

/** The report of a beamforming experiment. */
export function renderBeamforming(result: BeamformingResult): string {
  return renderDocument({
    title: result.scenario.title,
    head: renderHead(result),
    sections: sectionsOf(result),
  });
}

function sectionsOf(result: BeamformingResult): Section[] {
  const numbering = startNumbering();
  return [
    { id: 'verdict', heading: 'In short', content: renderBeamformingVerdict(result, numbering) },
    { id: 'likeness', heading: 'How alike the users are', content: likenessSection(result, numbering) },
    { id: 'beams', heading: 'Beams', content: beamFigure(result, numbering) },
    {
      id: 'distributions',
      heading: 'Who gets how much',
      content: distributionFigure(result, numbering),
    },
    { id: 'sweeps', heading: 'What changes it', content: sweepFigures(result, numbering) },
    { id: 'residual', heading: 'Residual', content: residualSection(result, numbering) },
    { id: 'gallery', heading: 'Gallery', content: renderBeamGallery(result) },
    { id: 'provenance', heading: 'Provenance', content: renderProvenance(result, numbering) },
    theorySection(result.provenance.versions, numbering),
  ];
}

function renderHead({ scenario, base, provenance }: BeamformingResult): Markup {
  const { name, title, description } = scenario;
  return html`<header>
<p class="overline">semlink · beamforming <code>${name}</code></p>
<h1>${title}</h1>
${description ? html`<p class="lead">${description}</p>` : NOTHING}
<p class="asked"><span class="visually-hidden">Asked: </span>${placeLabel(base)} · ${provenance.images}</p>
</header>`;
}
