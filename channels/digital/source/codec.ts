import sharp, { type Sharp } from 'sharp';
import { configError, RuntimeFailure } from '../../../kernels/errors.ts';
import type { Pixels } from './pixels.ts';

export type SourceCodec = 'jpeg' | 'webp' | 'avif';
export const SOURCE_CODECS: readonly SourceCodec[] = ['jpeg', 'webp', 'avif'];

/** Qualities of all three codecs: whole numbers, 1 the smallest file. */
export const LOWEST_QUALITY = 1;
export const HIGHEST_QUALITY = 100;

/**
 * A picture as a file, each codec set for the highest PSNR that it reaches:
 *
 * - JPEG: baseline, 4:4:4, optimised Huffman tables, trellis quantisation (mozjpeg);
 * - WebP: lossy VP8, which is always 4:2:0, with iterative chroma subsampling, effort 6;
 * - AVIF: AV1 intra, 4:4:4, 8 bits, tuned for PSNR, effort 4. It stands in for BPG (HEVC intra), which sharp does not have.
 *
 * @param quality whole, 1…100
 * @throws ConfigError `source-codec` for another codec; RuntimeFailure `source-codec` when the codec refuses the picture
 */
export async function encodePixels(
  picture: Pixels,
  codec: SourceCodec,
  quality: number,
): Promise<Uint8Array> {
  const { width, height, bytes } = picture;
  const raw = sharp(bytes, { raw: { width, height, channels: 3 } });
  try {
    return await format(raw, codec, quality).toBuffer();
  } catch (cause) {
    throw failure(`${codec} cannot encode a ${height}×${width} picture`, cause);
  }
}

/** Decodes a file made by `encodePixels`. Throws RuntimeFailure `source-codec` when it is damaged. */
export async function decodePixels(file: Uint8Array): Promise<Pixels> {
  try {
    const { data, info } = await sharp(file, { failOn: 'error' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, bytes: data };
  } catch (cause) {
    throw failure('a received picture cannot be decoded', cause);
  }
}

/** Resamples a picture: area-true when it shrinks, cubic when it grows. */
export async function resize(picture: Pixels, width: number, height: number): Promise<Pixels> {
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const;
  const bytes = await sharp(picture.bytes, { raw })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return { width, height, bytes };
}

function format(raw: Sharp, codec: SourceCodec, quality: number): Sharp {
  switch (codec) {
    case 'jpeg':
      return raw.jpeg({
        quality,
        chromaSubsampling: '4:4:4',
        optimiseCoding: true,
        trellisQuantisation: true,
      });
    case 'webp':
      return raw.webp({ quality, effort: 6, smartSubsample: true });
    case 'avif':
      return raw.avif({ quality, effort: 4, chromaSubsampling: '4:4:4', tune: 'psnr' });
    default:
      throw configError(
        'source-codec',
        'codec',
        `no '${codec}', expected one of ${SOURCE_CODECS.join(', ')}`,
      );
  }
}

function failure(message: string, cause: unknown): unknown {
  if (cause instanceof Error && cause.name === 'ConfigError') return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RuntimeFailure('source-codec', `${message}: ${reason}`, { cause });
}
