import sharp from 'sharp';
import { type Image, image } from '../kernels/image.ts';
import { userKey } from '../kernels/permutation.ts';
import { psnr } from './metrics/psnr.ts';
import type { Receiver } from './receiver.ts';
import type { GalleryPicture, GalleryRow, Point } from './results.ts';
import { rounded } from './rounding.ts';
import { type Reception, readWithKey } from './schemes.ts';

/** Larger pictures are shown as the middle of this many pixels a side; their PSNR is that of the whole picture. */
const LARGEST_SIDE = 256;

/** What one user of a frame received. */
export interface Showcase {
  readonly place: Omit<Point, 'denoiserSteps'>;
  readonly seed: number;
  readonly reception: Reception;
  readonly original: Image;
  /** Steps of the picture "with denoiser"; 0 leaves it out. */
  readonly steps: number;
}

/**
 * The original and what the receiver makes of it: without and with denoiser, and, where entries were permuted, with the key
 * of a user who is not in the cell.
 */
export async function galleryRow(showcase: Showcase, receiver: Receiver): Promise<GalleryRow> {
  const { place, seed, reception, original, steps } = showcase;
  const pictures: Promise<GalleryPicture>[] = [toPicture('original', original)];
  const show = (caption: GalleryPicture['caption'], estimate: Reception['estimate'], denoiserSteps: number) =>
    receiver.add({
      estimate,
      steps: denoiserSteps,
      finish: received => void pictures.push(toPicture(caption, received, psnr(original, received))),
    });
  await show('without denoiser', reception.estimate, 0);
  if (steps > 0) await show('with denoiser', reception.estimate, steps);
  if (reception.keyed) {
    const wrongKey = userKey(seed, place.users);
    await show('wrong key', readWithKey(reception, wrongKey), steps);
  }
  await receiver.finish();
  const order = ['original', 'without denoiser', 'with denoiser', 'wrong key'];
  const ready = await Promise.all(pictures);
  ready.sort((a, b) => order.indexOf(a.caption) - order.indexOf(b.caption));
  return { ...place, user: reception.user + 1, pictures: ready };
}

/** A picture under its caption, as PNG. Larger ones show their middle. */
export async function toPicture<Caption extends string>(
  caption: Caption,
  picture: Image,
  psnrDb?: number,
): Promise<Omit<GalleryPicture, 'caption'> & { readonly caption: Caption }> {
  const { width, height, data } = middle(picture);
  const bytes = Uint8Array.from(data, value => Math.round(255 * Math.min(1, Math.max(0, value))));
  const png = await sharp(bytes, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const about = { caption, dataUrl: `data:image/png;base64,${png.toString('base64')}`, width, height };
  return psnrDb === undefined ? about : { ...about, psnrDb: rounded(psnrDb) };
}

function middle(picture: Image): Image {
  const width = Math.min(picture.width, LARGEST_SIDE);
  const height = Math.min(picture.height, LARGEST_SIDE);
  const left = (picture.width - width) >> 1;
  const top = (picture.height - height) >> 1;
  const cut = image(width, height);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * 3;
    cut.data.set(picture.data.subarray(from, from + width * 3), y * width * 3);
  }
  return cut;
}
