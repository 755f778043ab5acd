import type { BeamformingResult, BeamRow } from '../../sim/beamforming/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { plain } from '../numbers.ts';
import { pictureFigure } from '../sections/gallery.ts';
import { SCHEMES, schemeLook, stepsLabel } from './looks.ts';
import { placeLabel, shownSteps } from './select.ts';

/** Pictures of the first frame as every scheme delivers them, a row for each user. */
export function renderBeamGallery(result: BeamformingResult): Markup {
  const { gallery } = result.firstFrame;
  if (gallery.length === 0) return NOTHING;
  return html`<p>Pictures of the first frame as they were sent and as each scheme delivers them, ${placeLabel(result.base)}, ${stepsLabel(shownSteps(result))}; the
number is the PSNR against the original. A user without a beam sees what the decoder makes of nothing.</p>
${gallery.map(row => renderRow(result, row))}`;
}

function renderRow(
  { firstFrame: { objects, groups } }: BeamformingResult,
  { user, pictures }: BeamRow,
): Markup {
  const where = `User ${plain(user + 1)}, object ${plain(objects[user] + 1)}, group ${plain(groups[user] + 1)}`;
  return html`<div class="gallery-row many" role="group" aria-label="${where}">
<p>${where}</p>
${pictures.map(picture => pictureFigure({ ...picture, caption: captionLabel(picture.caption) }, where, 'picture'))}</div>
`;
}

function captionLabel(caption: string): string {
  const scheme = SCHEMES.find(name => name === caption);
  return scheme ? schemeLook(scheme).label : 'Original';
}
