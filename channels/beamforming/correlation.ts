import { configError } from '../../kernels/errors.ts';
import { symmetricEigen } from '../../kernels/linear/eigen.ts';
import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';

/** How far rounding may push an eigenvalue below 0, or a diagonal entry from 1. */
const TOLERANCE = 1e-9;

/**
 * Checks that R can be the correlation matrix of K latents: K × K, finite, symmetric, ones on the diagonal, no negative
 * eigenvalue. Returns it.
 *
 * @param path name of the setting that R came from, for the message
 * @throws ConfigError `correlation-shape`, `correlation-value`, `correlation-negative`
 */
export function requireCorrelation(correlation: Matrix, users: number, path: string): Matrix {
  requireSymmetric(correlation, users, path);
  const { data } = correlation;
  for (let k = 0; k < users; k++)
    if (Math.abs(data[k * users + k] - 1) > TOLERANCE)
      throw configError('correlation-value', `${path}[${k}][${k}]`, `${data[k * users + k]} is not 1`);
  const smallest = symmetricEigen(correlation).values[0];
  if (smallest < -TOLERANCE * users)
    throw configError(
      'correlation-negative',
      path,
      `the eigenvalue ${smallest.toPrecision(4)} is negative, no latents are correlated like that; projectCorrelation gives the matrix near to it that some are`,
    );
  return correlation;
}

/**
 * A correlation matrix near R: negative eigenvalues become 0, then rows and columns are scaled so that the diagonal is 1. A
 * valid R comes back as it is, but for rounding.
 *
 * @throws ConfigError `correlation-shape`, `correlation-value` when R is not symmetric, not finite or has a diagonal entry ≤ 0
 *
 * Source: Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 22(3), 2002, of which this is the first step:
 * near, not nearest.
 */
export function projectCorrelation(correlation: Matrix, path = 'correlation'): Matrix {
  const users = correlation.rows;
  requireSymmetric(correlation, users, path);
  const { values, vectors } = symmetricEigen(correlation);
  const { multiply, transpose, times, constant } = float64Algebra;
  const clipped = constant(vectors, 1, users, (_, k) => Math.max(0, values[k]));
  const { data } = multiply(times(vectors, clipped), transpose(vectors));
  const lengths = Array.from({ length: users }, (_, k) => Math.sqrt(data[k * users + k]));
  const dead = lengths.findIndex(length => !(length > 0));
  if (dead >= 0)
    throw configError(
      'correlation-value',
      `${path}[${dead}]`,
      'nothing of this user is left without the negative eigenvalues',
    );
  return constant(correlation, users, users, (r, c) => {
    if (r === c) return 1;
    const [i, j] = r < c ? [r, c] : [c, r];
    return data[i * users + j] / (lengths[r] * lengths[c]);
  });
}

function requireSymmetric({ rows, cols, data }: Matrix, users: number, path: string): void {
  if (rows !== users || cols !== users)
    throw configError('correlation-shape', path, `${rows} × ${cols} does not fit ${users} users`);
  for (let r = 0; r < users; r++)
    for (let c = 0; c < users; c++) {
      const [value, mirrored] = [data[r * users + c], data[c * users + r]];
      if (!Number.isFinite(value))
        throw configError('correlation-value', `${path}[${r}][${c}]`, `${value} is not a finite number`);
      if (value !== mirrored)
        throw configError(
          'correlation-value',
          `${path}[${r}][${c}]`,
          `${value} differs from [${c}][${r}], which is ${mirrored}`,
        );
    }
}

/**
 * Correlation of what users send: R_kj for two users of one group, who share a permutation; 0 for users of different groups,
 * whose permutations are independent; 1 on the diagonal.
 *
 * @param groups label of every user's group
 * @throws ConfigError `correlation-shape` when R does not fit the labels
 */
export function sentCorrelation(correlation: Matrix, groups: readonly number[]): Matrix {
  const users = groups.length;
  if (correlation.rows !== users || correlation.cols !== users)
    throw configError(
      'correlation-shape',
      'correlation',
      `${correlation.rows} × ${correlation.cols} does not fit ${users} users`,
    );
  return float64Algebra.constant(correlation, users, users, (k, j) =>
    groups[k] === groups[j] ? correlation.data[k * users + j] : 0,
  );
}

/** The correlation of users who all have their own permutation: the identity. */
export function independentUsers(users: number): Matrix {
  const data = new Float64Array(users * users);
  for (let k = 0; k < users; k++) data[k * users + k] = 1;
  return { rows: users, cols: users, data };
}
