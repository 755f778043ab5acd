import type { GalleryPicture, GalleryRow, RunResult } from '../../sim/results.ts';
import { placeLabel, schemeLabel } from '../conditions.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { fixed, plain } from '../numbers.ts';
import { SCHEMES } from '../schemes.ts';

const CAPTIONS = ['original', 'without denoiser', 'with denoiser', 'wrong key'] as const;

/** Pictures smaller than this are enlarged pixel by pixel, larger ones smoothly. */
const PIXELATED_BELOW = 128;

/** What each user received: a row per scheme and user, the same columns in each. */
export function renderGallery({ gallery }: RunResult): Markup {
  if (gallery.length === 0) return NOTHING;
  const used = CAPTIONS.filter(caption => gallery.some(row => pictureOf(row, caption)));
  return html`<p>One picture per user, as sent and as received. The number is the PSNR against the original.${
    used.includes('wrong key') ? ' “Wrong key” is what a receiver sees that undoes another permutation.' : ''
  }</p>
<div class="gallery">
${gallery.map(row => renderRow(row, used))}</div>`;
}

function renderRow(row: GalleryRow, used: readonly GalleryPicture['caption'][]): Markup {
  return html`<section class="gallery-row" aria-label="${rowName(row)}">
<h3>${schemeLabel(row)} <span class="quiet">user ${plain(row.user)} of ${placeLabel(row)}</span></h3>
<p class="quiet note">${SCHEMES[row.scheme].note}</p>
<div class="pictures" data-columns="${used.length}">
${used.map((caption, column) => renderPicture(row, caption, column + 1))}</div>
</section>
`;
}

function renderPicture(row: GalleryRow, caption: GalleryPicture['caption'], column: number): Markup {
  const picture = pictureOf(row, caption);
  if (!picture) return NOTHING;
  const { dataUrl, width, height, psnrDb } = picture;
  const quality = psnrDb === undefined ? '' : `${fixed(psnrDb, 2)} dB`;
  const alt = `${capitalised(caption)}, ${rowName(row)}${quality ? `, PSNR ${quality}` : ''}`;
  const className = Math.max(width, height) < PIXELATED_BELOW ? 'pixelated' : '';
  return html`<figure class="column-${column}">
<img class="${className}" src="${dataUrl}" width="${width}" height="${height}" alt="${alt}" loading="lazy">
<figcaption>${capitalised(caption)}${quality ? html`<br><b>${quality}</b>` : NOTHING}</figcaption>
</figure>
`;
}

function pictureOf(row: GalleryRow, caption: GalleryPicture['caption']): GalleryPicture | undefined {
  return row.pictures.find(picture => picture.caption === caption);
}

function rowName(row: GalleryRow): string {
  return `${schemeLabel(row)}, user ${plain(row.user)} of ${placeLabel(row)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
