import type { ComparisonResult, ComparisonRow } from '../../sim/comparison/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { pictureFigure } from '../sections/gallery.ts';
import { captionLabel, placeLabel } from './ways.ts';

/** The original and what each way delivers, one row per condition. */
export function renderComparisonGallery({
  gallery,
  failureShows = 'the mean picture',
}: ComparisonResult): Markup {
  if (gallery.length === 0) return NOTHING;
  return html`<p>One picture, as it was sent and as each way delivers it; the number is the PSNR against the original. A file that does not
arrive is shown as ${failureShows}.</p>
${gallery.map(renderRow)}`;
}

function renderRow(row: ComparisonRow, index: number): Markup {
  const where = placeLabel(row);
  return html`<div class="gallery-row many" role="group" aria-label="Row ${index + 1}: ${where}">
<p>${where}</p>
${row.pictures.map(picture => pictureFigure({ ...picture, caption: captionLabel(picture.caption) }, `row ${index + 1}, ${where}`, 'picture'))}</div>
`;
}
