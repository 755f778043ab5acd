import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import { normal } from '../../kernels/random/normal.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';

/** A correlation matrix from its upper triangle, row by row: (R01, R02, …, R12, …). */
export function correlationOf(users: number, upper: readonly number[]): Matrix {
  const data = new Float64Array(users * users);
  for (let k = 0, i = 0; k < users; k++) {
    data[k * users + k] = 1;
    for (let j = k + 1; j < users; j++) data[k * users + j] = data[j * users + k] = upper[i++];
  }
  return { rows: users, cols: users, data };
}

/** Every pair alike. */
export function equallyCorrelated(users: number, correlation: number): Matrix {
  return correlationOf(users, new Array<number>((users * (users - 1)) / 2).fill(correlation));
}

/** Correlations of random vectors in five dimensions that share a part of strength `common`. */
export function randomCorrelation(users: number, common: number, stream: RandomStream): Matrix {
  const shared = Array.from({ length: 5 }, () => normal(stream));
  const vectors = Array.from({ length: users }, () => shared.map(part => common * part + normal(stream)));
  const inner = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  return correlationOf(
    users,
    vectors.flatMap((a, k) =>
      vectors.slice(k + 1).map(b => inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b))),
    ),
  );
}
