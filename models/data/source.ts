import { NumericError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';

/** A numbered collection of pictures. Reading the same index twice gives the same values. */
export interface ImageSource {
  /** What the pictures are, for provenance: paths appear as the user typed them. */
  readonly name: string;
  readonly count: number;
  /** Picture `index` ∈ [0, count). It may be shared with other readers: copy it before changing it. */
  read(index: number): Promise<Image>;
}

/** Numbered pictures with a class each. */
export interface LabelledSource extends ImageSource {
  /** Class of picture `index`, an integer in [0, 10). */
  label(index: number): number;
}

/**
 * Checks an index against a source.
 *
 * @throws NumericError `image-index` unless `index` is an integer in [0, count).
 */
export function checkIndex(source: Pick<ImageSource, 'name' | 'count'>, index: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= source.count)
    throw new NumericError(
      'image-index',
      `${source.name}: picture ${index} does not exist, expected an integer from 0 to ${source.count - 1}`,
    );
}
