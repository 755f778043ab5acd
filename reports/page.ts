import type { RunResult } from '../sim/cell/results.ts';
import { renderDocument, type Section } from './document.ts';
import { startNumbering } from './numbering.ts';
import { renderCancellation } from './sections/cancellation.ts';
import { renderDelivery } from './sections/delivery.ts';
import { renderGallery } from './sections/gallery.ts';
import { renderHead, renderVerdict } from './sections/head.ts';
import { renderLatency } from './sections/latency.ts';
import { renderProvenance } from './sections/provenance.ts';
import { renderQuality } from './sections/quality.ts';
import { renderResidual } from './sections/residual.ts';
import { renderSpread } from './sections/spread.ts';
import { theorySection } from './verify/theory.ts';

/** The report of a run. */
export function renderReport(result: RunResult): string {
  return renderDocument({
    title: result.scenario.title,
    head: renderHead(result),
    sections: sectionsOf(result),
  });
}

function sectionsOf(result: RunResult): Section[] {
  const numbering = startNumbering();
  return [
    { id: 'verdict', heading: 'In short', content: renderVerdict(result) },
    { id: 'quality', heading: 'Quality', content: renderQuality(result, numbering) },
    { id: 'spread', heading: 'From picture to picture', content: renderSpread(result, numbering) },
    { id: 'delivery', heading: 'Coded pictures', content: renderDelivery(result, numbering) },
    { id: 'cancellation', heading: 'Cancellation', content: renderCancellation(result, numbering) },
    { id: 'residual', heading: 'Residual', content: renderResidual(result, numbering) },
    { id: 'gallery', heading: 'Gallery', content: renderGallery(result) },
    { id: 'latency', heading: 'Latency', content: renderLatency(result, numbering) },
    { id: 'provenance', heading: 'Provenance', content: renderProvenance(result, numbering) },
    theorySection(result.provenance.versions, numbering),
  ];
}
