import { readFileSync } from 'node:fs';
import { fillNormal } from '../random/normal.ts';
import { randomStream } from '../random/stream.ts';
import { float64Algebra, type Matrix } from './float64.ts';
import type { Quintic } from './quintic.ts';

interface Stored {
  readonly shape: readonly [rows: number, cols: number];
  readonly data: readonly number[];
}

/** What the reference implementations made of one matrix. */
interface Case {
  readonly input: Stored;
  readonly ns5: Readonly<Record<string, Stored>>;
  readonly 'dion_ns_list5_eps1e-7': Stored;
  readonly 'dion_polar_express_eps1e-6': Stored;
  readonly amsel_polar_express_steps5: Stored;
  readonly singular_values: readonly number[];
  readonly polar_exact_truncated_to_rank: Stored;
  readonly qr_positive_diag?: { readonly Q: Stored; readonly R: Stored };
}

interface Golden {
  readonly matrices: Readonly<Record<string, Case>>;
  readonly polarExpress: {
    readonly 'amsel_default_l1e-3_n10_safety1e-2_cushion0.02': readonly Quintic[];
    readonly 'dion_safety1.02_list': readonly Quintic[];
    readonly optimal_quintic: Readonly<Record<string, Quintic>>;
    readonly compositions: Readonly<Record<string, readonly Quintic[]>>;
    readonly scalar_map: Readonly<Record<string, readonly number[]>>;
  };
}

export const golden: Golden = JSON.parse(
  readFileSync(new URL('../../tests/golden/orthogonalization.json', import.meta.url), 'utf8'),
);

export function matrix(rows: number, cols: number, values: ArrayLike<number>): Matrix {
  return { rows, cols, data: Float64Array.from(values) };
}

export function stored({ shape: [rows, cols], data }: Stored): Matrix {
  return matrix(rows, cols, data);
}

/** Independent standard normal entries. */
export function randomMatrix(rows: number, cols: number, seed: number): Matrix {
  const values = fillNormal(randomStream(seed, 'random-matrix'), new Float32Array(rows * cols));
  return matrix(rows, cols, values);
}

export function identity(n: number): Matrix {
  return float64Algebra.constant(matrix(0, 0, []), n, n, (row, col) => (row === col ? 1 : 0));
}

export function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Largest |x − y| relative to the largest |y| (or to `size`); infinite where shapes differ or a value is NaN. */
export function difference(x: Matrix, y: Matrix, size = largest(y.data)): number {
  if (x.rows !== y.rows || x.cols !== y.cols) return Infinity;
  const worst = largest(x.data.map((value, i) => value - y.data[i]));
  return Number.isNaN(worst) ? Infinity : worst === 0 ? 0 : worst / size;
}

/** Largest deviation of QᵀQ from the identity. */
export function lossOfOrthogonality(q: Matrix): number {
  const { multiply, transpose } = float64Algebra;
  return difference(multiply(transpose(q), q), identity(q.cols), 1);
}
