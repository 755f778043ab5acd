import { type Image, image } from '../../../kernels/image.ts';

/** A picture of 8-bit sRGB values, the kind that image codecs take: height × width × 3, row-major, channels interleaved. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Values in [0, 1] to the nearest of 256 levels; values outside go to the ends. */
export function toPixels({ width, height, data }: Image): Pixels {
  return { width, height, bytes: Uint8Array.from(Uint8ClampedArray.from(data, value => 255 * value)) };
}

export function fromPixels({ width, height, bytes }: Pixels): Image {
  return image(
    width,
    height,
    Float32Array.from(bytes, value => value / 255),
  );
}
