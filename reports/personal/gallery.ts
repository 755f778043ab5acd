import type { PersonalResult } from '../../sim/personal/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { plain } from '../numbers.ts';
import { pictureFigure } from '../sections/gallery.ts';
import { ACCESSES, CODECS, wayLabel } from './looks.ts';

/** Pictures of the first frame as the shared ways deliver them, a row for each user. */
export function renderPersonalGallery({ gallery: { snrDb, rows }, content }: PersonalResult): Markup {
  if (rows.length === 0) return NOTHING;
  return html`<p>Pictures of the first frame as they were sent and as they arrive while all send at once at ${plain(snrDb)} dB; the number is the PSNR against the
original.</p>
${rows.map(({ user, pictures }) => {
  const where = `User ${plain(user + 1)}`;
  return html`<div class="gallery-row many" role="group" aria-label="${where}">
<p>${where} <span>${content[user]}</span></p>
${pictures.map(picture => pictureFigure({ ...picture, caption: captionLabel(picture.caption) }, where, 'picture'))}</div>
`;
})}`;
}

function captionLabel(caption: string): string {
  const ways = CODECS.flatMap(codec => ACCESSES.map(access => ({ codec, access })));
  const way = ways.find(({ codec, access }) => `${codec} ${access}` === caption);
  return way ? wayLabel(way) : 'Original';
}
