import type { ComparisonResult } from '../../sim/comparison/results.ts';
import { renderDocument, type Section } from '../document.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { startNumbering } from '../numbering.ts';
import { listed, plain } from '../numbers.ts';
import { renderProvenance } from '../sections/provenance.ts';
import { theorySection } from '../verify/theory.ts';
import { cliffFigure } from './cliffFigures.ts';
import { renderComparisonGallery } from './gallery.ts';
import { cbrsOf, snrsOf } from './grid.ts';
import { startNotes } from './notes.ts';
import type { QualityData } from './panels.ts';
import { rateFigures, snrFigures } from './qualityFigures.ts';
import { renderComparisonVerdict } from './verdictSection.ts';
import { codecLabel, packings } from './ways.ts';

/** The report of a comparison of the ways to send a picture over one link. */
export function renderComparison(result: ComparisonResult): string {
  return renderDocument({
    title: result.scenario.title,
    head: renderHead(result),
    sections: sectionsOf(result),
  });
}

function sectionsOf(result: ComparisonResult): Section[] {
  const numbering = startNumbering();
  const notes = startNotes();
  const perCodec = dataPerCodec(result);
  const verdict = renderComparisonVerdict(result, numbering);
  const snr = perCodec.flatMap(data => snrFigures(data, numbering, notes));
  const rate = perCodec.flatMap(data => rateFigures(data, numbering, notes));
  const cliffs = perCodec.flatMap(data => cliffFigure(data, numbering));
  return [
    { id: 'verdict', heading: 'In short', content: verdict },
    { id: 'snr', heading: 'Quality against SNR', content: figures(SNR_NOTE, snr) },
    { id: 'cbr', heading: 'Quality against the bandwidth ratio', content: figures(RATE_NOTE, rate) },
    { id: 'modulations', heading: 'Single modulations and code rates', content: figures(CLIFF_NOTE, cliffs) },
    { id: 'gallery', heading: 'Gallery', content: renderComparisonGallery(result) },
    { id: 'provenance', heading: 'Provenance', content: renderProvenance(result, numbering) },
    theorySection(result.provenance.versions, numbering),
  ];
}

const SNR_NOTE =
  'SNR is transmit power over noise power per complex channel use. All ways send the same pictures with the same channel uses and the same energy.';
const RATE_NOTE = 'The bandwidth ratio (cbr) is complex channel uses over 3 · height · width.';
const CLIFF_NOTE =
  'A packet arrives whole or not at all: below its cliff a file shows the mean picture, above it more SNR brings nothing.';

function figures(note: string, all: readonly Markup[]): Markup {
  return all.length === 0
    ? NOTHING
    : html`<p>${note}</p>
<div class="figures">${all}</div>`;
}

/** One set of figures per image codec, a single one where there is none. */
function dataPerCodec(result: ComparisonResult): QualityData[] {
  const all = packings(result.curves);
  const codecs = [...new Set(all.map(({ codec }) => codec))];
  if (codecs.length === 0) return [{ result, packings: [] }];
  return codecs.map(codec => ({ result, packings: all.filter(packing => packing.codec === codec) }));
}

function renderHead({ scenario, curves, provenance }: ComparisonResult): Markup {
  const { name, title, description } = scenario;
  const cbrs = cbrsOf(curves);
  const snrsDb = [...new Set(cbrs.flatMap(cbr => snrsOf(curves, cbr)))].sort((a, b) => a - b);
  const codecs = [...new Set(packings(curves).map(codecLabel))];
  const range =
    snrsDb.length > 4 ? `${plain(snrsDb[0])} to ${plain(snrsDb.at(-1)!)}` : listed(snrsDb.map(plain));
  const asked = [
    ...(cbrs.length > 0 ? [`cbr ${listed(cbrs)}`, `SNR ${range} dB`] : ['no finished points']),
    ...(codecs.length > 0 ? [listed(codecs)] : []),
    provenance.images,
  ];
  return html`<header>
<p class="overline">semlink · comparison <code>${name}</code></p>
<h1>${title}</h1>
${description ? html`<p class="lead">${description}</p>` : NOTHING}
<p class="asked"><span class="visually-hidden">Asked: </span>${asked.join(' · ')}</p>
</header>`;
}
