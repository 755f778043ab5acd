import { configError } from '../../../kernels/errors.ts';
import type { Image } from '../../../kernels/image.ts';
import {
  decodePixels,
  encodePixels,
  HIGHEST_QUALITY,
  LOWEST_QUALITY,
  resize,
  type SourceCodec,
} from './codec.ts';
import { joinFile, splitFile } from './container.ts';
import { fromPixels, toPixels } from './pixels.ts';

export interface SourceSettings {
  readonly codec: SourceCodec;
  /** Whether container bytes (see `splitFile`) are sent, or known to the receiver at no cost. */
  readonly headers: 'counted' | 'free';
  /** Whole factor ≥ 1 by which the picture is made smaller on both sides before it is coded. */
  readonly downscale: number;
}

/** A picture at one quality. */
export interface CodedPicture {
  readonly quality: number;
  /** What has to be sent. */
  readonly bytes: Uint8Array;
  /** What the receiver sees who got `bytes`. */
  decode(): Promise<Image>;
}

/** One picture at all qualities. Nothing is coded or decoded twice. */
export interface SourceCoder {
  /** At the highest quality found within the budget, or undefined when the lowest does not fit. */
  within(budgetBytes: number): Promise<CodedPicture | undefined>;
}

/**
 * Codes a picture for any budget: quality by bisection over 1…100, about seven trials for a fresh budget. The size is taken
 * to grow with quality; where it does not, what is found still fits.
 *
 * @throws ConfigError `source-downscale`; from coding: ConfigError and RuntimeFailure `source-codec`
 */
export function sourceCoder(picture: Image, settings: SourceSettings): SourceCoder {
  return sourceCoders(picture, settings)(settings.headers);
}

/** Coders of one picture that differ in what they count, and share every file that one of them makes. Throws as `sourceCoder`. */
export function sourceCoders(
  picture: Image,
  { codec, downscale }: Omit<SourceSettings, 'headers'>,
): (headers: SourceSettings['headers']) => SourceCoder {
  if (!Number.isInteger(downscale) || downscale < 1)
    throw configError('source-downscale', 'downscale', `${downscale} is not a whole number of at least 1`);
  const { width, height } = picture;
  const shrink = (side: number) => Math.max(1, Math.round(side / downscale));
  const full = toPixels(picture);
  const small = downscale === 1 ? Promise.resolve(full) : resize(full, shrink(width), shrink(height));

  const at = remembered(async (quality: number) => {
    const file = await encodePixels(await small, codec, quality);
    const parts = splitFile(file, codec);
    const decode = remembered(async () => {
      const pixels = await decodePixels(joinFile(parts));
      return fromPixels(downscale === 1 ? pixels : await resize(pixels, width, height));
    });
    return { quality, file, body: parts.body, decode: () => decode(0) };
  });

  return headers => ({
    async within(budgetBytes) {
      const coded = async (quality: number): Promise<CodedPicture> => {
        const { file, body, decode } = await at(quality);
        return { quality, bytes: headers === 'free' ? body : file, decode };
      };
      let best = await coded(LOWEST_QUALITY);
      if (best.bytes.length > budgetBytes) return undefined;
      let above = HIGHEST_QUALITY + 1;
      while (above - best.quality > 1) {
        const trial = await coded((best.quality + above) >> 1);
        if (trial.bytes.length <= budgetBytes) best = trial;
        else above = trial.quality;
      }
      return best;
    },
  });
}

/** The same function, that does nothing twice. */
function remembered<T>(work: (key: number) => Promise<T>): (key: number) => Promise<T> {
  const known = new Map<number, Promise<T>>();
  return key => {
    const result = known.get(key) ?? work(key);
    known.set(key, result);
    return result;
  };
}
