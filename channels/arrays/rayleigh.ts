import type { ComplexMatrix } from '../../kernels/linear/matrix.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';

/** A channel [rows, cols] of independent entries CN(0, 1): rich scattering around arrays of any spacing; E|h|² = 1 (Telatar 1999). */
export function rayleighMatrix(rows: number, cols: number, stream: RandomStream): ComplexMatrix {
  const { re, im } = complexNormal(stream, rows * cols);
  return { rows, cols, re: Float64Array.from(re), im: Float64Array.from(im) };
}
