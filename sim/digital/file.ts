import { channelUses } from '../../channels/digital/segmentation.ts';
import type { SourceCodec } from '../../channels/digital/source/codec.ts';
import { cut, mosaic } from '../../channels/digital/source/mosaic.ts';
import { type SourceCoder, type SourceSettings, sourceCoders } from '../../channels/digital/source/rate.ts';
import type { Image } from '../../kernels/image.ts';
import { type Score, scoreOf } from '../metrics/score.ts';

/** Pictures that share one file: one of them, or a mosaic of several that share its header and its channel uses and fail together. */
export interface DigitalFile {
  readonly pictures: readonly Image[];
  /** What the receiver shows when the file fails. */
  readonly fallback: Image;
  /** Coders that count the container or have it for nothing; both share all coding. */
  coder(headers: SourceSettings['headers']): SourceCoder;
  /** Complex channel uses of the file: as many as its pictures have together. */
  uses(cbr: number): number;
  /** The part of a received file that is picture `index`. */
  part(received: Image, index: number): Image;
  /** One for each picture. The same received file is not measured twice. */
  scores(received: Image): readonly Score[];
}

/**
 * @param pictures all of one size
 * @param fallback of that size
 * @throws NumericError `image-shape` when there is no picture or the sizes differ
 */
export function digitalFile(pictures: readonly Image[], codec: SourceCodec, fallback: Image): DigitalFile {
  const { picture, tiles } = mosaic(pictures);
  const part = (received: Image, index: number) => cut(received, tiles[index]);
  const known = new WeakMap<Image, readonly Score[]>();
  return {
    pictures,
    fallback: mosaic(pictures.map(() => fallback)).picture,
    coder: sourceCoders(picture, { codec, downscale: 1 }),
    uses: cbr => pictures.length * channelUses(pictures[0].width, pictures[0].height, cbr),
    part,
    scores(received) {
      const scores = known.get(received) ?? pictures.map((own, i) => scoreOf(own, part(received, i)));
      known.set(received, scores);
      return scores;
    },
  };
}
