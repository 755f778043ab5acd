import sharp from 'sharp';
import { type Image, image } from '../../kernels/image.ts';
import { userKey } from '../../kernels/permutation.ts';
import { psnr } from '../metrics/psnr.ts';
import { sharpness } from '../metrics/sharpness.ts';
import type { Receiver } from '../receiver.ts';
import type { CaptionedPicture } from '../results.ts';
import { rounded } from '../rounding.ts';
import type { GalleryPicture, GalleryRow, Point } from './results.ts';
import { type Reception, readWithKey } from './schemes.ts';

/** Larger pictures are shown as the middle of this many pixels a side; their PSNR is that of the whole picture. */
const LARGEST_SIDE = 256;

/** What one user of a frame received. */
export interface Showcase {
  readonly place: Omit<Point, 'denoiserSteps'>;
  readonly seed: number;
  readonly reception: Reception;
  readonly original: Image;
  /** Steps of the pictures "with denoiser", each above 0; several are set side by side and get a figure of their sharpness. */
  readonly steps: readonly number[];
}

/**
 * The original and what the receiver makes of it: without and with denoiser, and, where entries were permuted, with the key
 * of a user who is not in the cell.
 */
export async function galleryRow(showcase: Showcase, receiver: Receiver): Promise<GalleryRow> {
  const { place, seed, reception, original, steps } = showcase;
  const pictures: Promise<GalleryPicture>[] = [toPicture('original', original)];
  const show = async (
    caption: GalleryPicture['caption'],
    estimate: Reception['estimate'],
    denoiserSteps: number,
  ) => {
    const turn = pictures.length;
    const finish = (received: Image) => {
      pictures[turn] = toPicture(caption, received, psnr(original, received)).then(picture =>
        steps.length > 1
          ? { ...picture, denoiserSteps, sharpness: rounded(sharpness(original, received)) }
          : picture,
      );
    };
    // Keeps the turn while others are shown.
    pictures.push(pictures[0]);
    await receiver.add({ estimate, steps: denoiserSteps, finish });
  };
  await show('without denoiser', reception.estimate, 0);
  for (const count of steps) await show('with denoiser', reception.estimate, count);
  if (reception.keyed) {
    const wrongKey = userKey(seed, place.users);
    await show('wrong key', readWithKey(reception, wrongKey), Math.max(0, ...steps));
  }
  await receiver.finish();
  return { ...place, user: reception.user + 1, pictures: await Promise.all(pictures) };
}

/** A picture under its caption, as PNG. Larger ones show their middle. */
export async function toPicture<Caption extends string>(
  caption: Caption,
  picture: Image,
  psnrDb?: number,
): Promise<CaptionedPicture<Caption>> {
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
