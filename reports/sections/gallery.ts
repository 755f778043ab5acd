import type { GalleryPicture, GalleryRow, RunResult } from '../../sim/cell/results.ts';
import type { CaptionedPicture } from '../../sim/results.ts';
import { channelLabel } from '../cell/channels.ts';
import { placeLabel, schemeLabel } from '../cell/conditions.ts';
import { SCHEME_NAMES, SCHEMES } from '../cell/schemes.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { capitalised, fixed, plain } from '../numbers.ts';

type Caption = GalleryPicture['caption'];

/** In the order of the columns; a picture that was not sent as a latent takes the column of those without denoiser. */
const CAPTIONS: readonly Caption[] = ['original', 'without denoiser', 'with denoiser', 'wrong key'];

/** Pictures smaller than this are enlarged pixel by pixel, larger ones smoothly. */
const PIXELATED_BELOW = 128;

/** What each user received: a block per scheme, a row per user, the same columns in each. */
export function renderGallery({ gallery }: RunResult): Markup {
  if (gallery.length === 0) return NOTHING;
  const captions = CAPTIONS.filter(caption => gallery.some(row => pictureOf(row, caption)));
  const wrongKey = captions.includes('wrong key')
    ? ' “Wrong key” is what a receiver sees that undoes another permutation.'
    : '';
  const channels = [...new Set(gallery.map(({ channel }) => channel))];
  const blocks = channels.flatMap(channel =>
    SCHEME_NAMES.map(scheme => gallery.filter(row => row.channel === channel && row.scheme === scheme)),
  );
  const sharpness = gallery.some(isManySteps)
    ? ' Sharpness is the energy of the Laplacian relative to the original’s: below 1 is blur, above 1 more detail than there was.'
    : '';
  return html`<p>Pictures as sent and as received; the number is the PSNR against the original.${wrongKey}${sharpness}</p>
${blocks.filter(rows => rows.length > 0).map(rows => renderBlock(rows, captions))}`;
}

function renderBlock(rows: readonly GalleryRow[], captions: readonly Caption[]): Markup {
  const { channel, scheme } = rows[0];
  const { label, note } = SCHEMES[scheme];
  return html`<div class="gallery-block">
<h3>${label}${channel === undefined ? '' : ` over ${channelLabel(channel)}`}</h3>
<p class="note">${note}</p>
${rows.map(row => renderRow(row, captions))}</div>
`;
}

function renderRow(row: GalleryRow, captions: readonly Caption[]): Markup {
  if (isManySteps(row)) return renderManySteps(row);
  return html`<div class="gallery-row" role="group" aria-label="${rowName(row)}">
<p class="note">User ${plain(row.user)} of ${plain(row.users)} <span>at ${plain(row.snrDb)} dB</span></p>
${captions.map((caption, column) => renderPicture(row, caption, column + 1))}</div>
`;
}

/** Whether a row sets several numbers of denoiser steps side by side. */
function isManySteps({ pictures }: GalleryRow): boolean {
  return pictures.filter(({ caption }) => caption === 'with denoiser').length > 1;
}

function renderManySteps(row: GalleryRow): Markup {
  return html`<div class="gallery-row many" role="group" aria-label="${rowName(row)}">
<p class="note">User ${plain(row.user)} of ${plain(row.users)} at ${plain(row.snrDb)} dB</p>
${row.pictures.map(picture => pictureFigure({ ...picture, caption: stepsCaption(picture) }, rowName(row), 'picture'))}</div>
`;
}

function stepsCaption({ caption, denoiserSteps = 0 }: GalleryPicture): string {
  const steps = `${plain(denoiserSteps)} ${denoiserSteps === 1 ? 'step' : 'steps'}`;
  return caption === 'with denoiser' ? `Denoiser, ${steps}` : capitalised(caption);
}

function renderPicture(row: GalleryRow, caption: Caption, column: number): Markup {
  const picture = pictureOf(row, caption);
  return picture
    ? pictureFigure({ ...picture, caption: capitalised(picture.caption) }, rowName(row), `column-${column}`)
    : NOTHING;
}

/** One picture with its caption and PSNR; `where` tells it from the others of its caption. */
export function pictureFigure(
  { caption, dataUrl, width, height, psnrDb, sharpness }: CaptionedPicture,
  where: string,
  className: string,
): Markup {
  const quality = psnrDb === undefined ? '' : `${fixed(psnrDb, 2)} dB`;
  const detail = sharpness === undefined ? '' : `, sharpness ${fixed(sharpness, 2)}`;
  const alt = `${caption}, ${where}${quality ? `, PSNR ${quality}` : ''}`;
  const scaling = Math.max(width, height) < PIXELATED_BELOW ? 'pixelated' : 'smooth';
  return html`<figure class="${className}">
<img class="${scaling}" src="${dataUrl}" width="${width}" height="${height}" alt="${alt}">
<figcaption>${caption}${quality ? html` <b>${quality}</b>` : NOTHING}${detail}</figcaption>
</figure>
`;
}

function pictureOf(row: GalleryRow, caption: Caption): GalleryPicture | undefined {
  return row.pictures.find(
    picture =>
      picture.caption === caption || (caption === 'without denoiser' && picture.caption === 'received'),
  );
}

function rowName(row: GalleryRow): string {
  return `${schemeLabel(row)}, user ${plain(row.user)} of ${placeLabel(row)}`;
}
