import type { RunResult } from '../../sim/cell/results.ts';
import { renderDocument, type Section } from '../document.ts';
import { startNumbering } from '../numbering.ts';
import { renderGallery } from '../sections/gallery.ts';
import { renderProvenance } from '../sections/provenance.ts';
import { theorySection } from '../verify/theory.ts';
import { renderCancellation } from './cancellation.ts';
import { renderDelivery } from './delivery.ts';
import { renderHead, renderVerdict } from './head.ts';
import { renderLatency } from './latency.ts';
import { renderQuality } from './quality.ts';
import { renderResidual } from './residual.ts';
import { renderSpread } from './spread.ts';

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
