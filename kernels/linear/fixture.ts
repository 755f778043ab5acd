import { normal } from '../random/normal.ts';
import { randomStream } from '../random/stream.ts';
import { adjoint, type ComplexMatrix, complexMatrix, multiply } from './matrix.ts';

/** A matrix of independent CN(0, 1) entries, for tests. */
export function testMatrix(rows: number, cols: number, seed: number): ComplexMatrix {
  const stream = randomStream('linear', rows, cols, seed);
  return complexMatrix(rows, cols, () => ({
    re: normal(stream) * Math.SQRT1_2,
    im: normal(stream) * Math.SQRT1_2,
  }));
}

/** A unitary matrix: a product of reflections I − 2vvᴴ/‖v‖². */
export function testUnitary(n: number, seed: number): ComplexMatrix {
  const reflection = (part: number) => {
    const v = testMatrix(n, 1, seed * n + part);
    const length = v.re.reduce((sum, x, i) => sum + x * x + v.im[i] ** 2, 0);
    const outer = multiply(v, adjoint(v));
    return complexMatrix(n, n, (r, c) => ({
      re: (r === c ? 1 : 0) - (2 * outer.re[r * n + c]) / length,
      im: (-2 * outer.im[r * n + c]) / length,
    }));
  };
  return Array.from({ length: n }, (_, part) => reflection(part)).reduce(multiply);
}
