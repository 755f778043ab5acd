import { NumericError } from './errors.ts';

/**
 * A colour picture: `data` holds height × width × 3 values, row-major, channels R, G, B interleaved,
 * each in [0, 1] (sRGB code value / 255).
 */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Allocates a black picture, or checks that `data` fits the size. */
export function image(width: number, height: number, data = new Float32Array(width * height * 3)): Image {
  if (data.length !== width * height * 3)
    throw new NumericError(
      'image-shape',
      `image: ${height}×${width}×3 needs ${width * height * 3} values, got ${data.length}`,
    );
  return { width, height, data };
}
