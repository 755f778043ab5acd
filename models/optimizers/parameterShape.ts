import { configError } from '../../kernels/errors.ts';

/** A parameter as optimizers see it: a matrix [rows, cols], one row per output. */
export interface ParameterShape {
  /** Where the parameter is found, for messages. */
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  /** Height and width of the kernels of a convolution filter, whose rows hold them one behind the other. */
  readonly kernel?: readonly [height: number, width: number];
}

/** Sides of a state value. */
export interface MatrixShape {
  readonly rows: number;
  readonly cols: number;
}

/**
 * The matrix of a parameter: a filter [out, in, kh, kw] is flattened to [out, in·kh·kw], so that a row is one output channel; other
 * ranks above two likewise; a vector [n] is one row.
 */
export function parameterShape(name: string, shape: readonly number[]): ParameterShape {
  const size = shape.reduce((product, side) => product * side, 1);
  if (shape.length < 2) return { name, rows: 1, cols: size };
  const matrix = { name, rows: shape[0], cols: size / shape[0] };
  return shape.length === 4 ? { ...matrix, kernel: [shape[2], shape[3]] } : matrix;
}

/** @throws ConfigError for a single row or column: the orthogonal factor of a vector is the vector scaled. */
export function requireMatrix({ name, rows, cols }: ParameterShape): void {
  if (rows < 2 || cols < 2)
    throw configError(
      'optimizer-vector',
      name,
      `is a vector (${rows}×${cols}), which cannot be orthogonalized; give it to adamw or sgd, or mark it as not hidden`,
    );
}
