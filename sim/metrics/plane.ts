import type { Image } from '../../kernels/image.ts';

/** One channel of a picture, row-major. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float64Array;
}

/** The red, green and blue planes of a picture. */
export function colourPlanes({ width, height, data }: Image): Plane[] {
  return [0, 1, 2].map(channel => {
    const plane = new Float64Array(width * height);
    for (let i = 0; i < plane.length; i++) plane[i] = data[3 * i + channel];
    return { width, height, data: plane };
  });
}

/** Half the size, each pixel the mean of 2×2; an odd last row or column is repeated first. */
export function halve({ width, height, data }: Plane): Plane {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const out = new Float64Array(half.width * half.height);
  for (let y = 0; y < half.height; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < half.width; x++) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      out[y * half.width + x] =
        (data[upper + left] + data[upper + right] + data[lower + left] + data[lower + right]) / 4;
    }
  }
  return { ...half, data: out };
}

/**
 * Correlates with the same symmetric taps (an odd number of them) along both axes, where the window lies wholly inside:
 * the result is smaller by taps − 1 in width and height.
 */
export function filterInside({ width, height, data }: Plane, taps: Float64Array): Plane {
  const inner = { width: width - taps.length + 1, height: height - taps.length + 1 };
  const across = slide(data, taps, { stride: 1, rowLength: width, rows: height, count: inner.width });
  const down = { stride: inner.width, rowLength: inner.width, rows: inner.height, count: inner.width };
  return { ...inner, data: slide(across, taps, down) };
}

/** For each row and each of its first `count` places: Σ_t taps[t] · data[place + t·stride]. */
function slide(
  data: Float64Array,
  taps: Float64Array,
  { stride, rowLength, rows, count }: { stride: number; rowLength: number; rows: number; count: number },
): Float64Array {
  const out = new Float64Array(rows * count);
  const middle = (taps.length - 1) / 2;
  for (let row = 0; row < rows; row++)
    for (let x = 0; x < count; x++) {
      const centre = row * rowLength + x + middle * stride;
      let sum = taps[middle] * data[centre];
      for (let t = 1; t <= middle; t++)
        sum += taps[middle + t] * (data[centre - t * stride] + data[centre + t * stride]);
      out[row * count + x] = sum;
    }
  return out;
}
