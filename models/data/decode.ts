import { extname } from 'node:path';
import sharp from 'sharp';
import { type ConfigError, configError } from '../../kernels/errors.ts';
import { type Image, image } from '../../kernels/image.ts';
import { checkReadable, readInput } from './readInput.ts';

/** File name endings that are read as pictures, in any case. */
export const PICTURE_EXTENSIONS: readonly string[] = [
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.tif',
  '.tiff',
  '.gif',
  '.avif',
];

/** What `sharp` calls the formats behind those endings. Anything else it can open (SVG, PDF) is refused. */
const FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'tiff', 'gif', 'heif']);
const EXPECTED = 'a picture in PNG, JPEG, WebP, TIFF, GIF or AVIF format';

/** A decoded picture as 8-bit sRGB: height × width × 3 bytes, row-major, channels interleaved. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Whether the name of a file ends like a picture's. */
export function hasPictureExtension(file: string): boolean {
  return PICTURE_EXTENSIONS.includes(extname(file).toLowerCase());
}

/**
 * Decodes a picture file to 8-bit sRGB.
 *
 * - greyscale becomes equal R, G and B;
 * - of 16-bit values the upper 8 bits are kept;
 * - transparency is flattened on white: c·α + 255·(1 − α) on the code values;
 * - the EXIF orientation is applied, so width and height are those of the upright picture;
 * - CMYK and embedded ICC profiles are converted to sRGB;
 * - of an animation the first frame is read.
 *
 * @throws ConfigError `picture-invalid` naming the file if it is no picture, is cut off or is damaged;
 *   `input-missing`, `input-not-a-file`. RuntimeFailure `input-unreadable`.
 */
export async function decodePicture(file: string): Promise<Pixels> {
  const encoded = await readInput(file, EXPECTED);
  try {
    const picture = sharp(encoded, { failOn: 'error' });
    checkFormat((await picture.metadata()).format);
    const { data, info } = await picture
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, bytes: data };
  } catch (cause) {
    throw notAPicture(file, cause);
  }
}

/**
 * Checks that a file starts like a picture, without decoding it.
 *
 * @throws ConfigError `picture-invalid` naming the file, `input-missing`. RuntimeFailure `input-unreadable`.
 */
export async function checkPicture(file: string): Promise<void> {
  await checkReadable(file, EXPECTED);
  try {
    checkFormat((await sharp(file).metadata()).format);
  } catch (cause) {
    throw notAPicture(file, cause);
  }
}

/** Code values 0…255 as values in [0, 1]. */
export function toImage(pixels: Pixels): Image {
  const picture = image(pixels.width, pixels.height);
  const { data } = picture;
  for (let i = 0; i < data.length; i++) data[i] = pixels.bytes[i] / 255;
  return picture;
}

function checkFormat(format: string): void {
  if (!FORMATS.has(format)) throw new Error(`its content is ${format}`);
}

function notAPicture(file: string, cause: unknown): ConfigError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return configError('picture-invalid', file, `cannot be decoded (${reason}), expected ${EXPECTED}`, cause);
}
