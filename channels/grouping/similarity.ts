import { NumericError } from '../../kernels/errors.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';

/**
 * Cosine similarity ⟨x_k, x_j⟩/(‖x_k‖‖x_j‖) of every two vectors, [K, K], ones on the diagonal. Of latents of unit mean square it is
 * their correlation R_kj = ⟨z_k, z_j⟩/2n, which beamforming needs; of the vectors of a feature model it is a similarity by which
 * users may be grouped, but no correlation of what they send. It has no negative eigenvalue.
 *
 * @throws NumericError `similarity-shape` when there is no vector or they differ in length; `similarity-zero` for a vector without length
 */
export function cosineSimilarity(vectors: readonly ArrayLike<number>[]): Matrix {
  const users = vectors.length;
  if (users === 0) throw new NumericError('similarity-shape', 'cosineSimilarity: no vector');
  const odd = vectors.findIndex(vector => vector.length !== vectors[0].length);
  if (odd >= 0)
    throw new NumericError(
      'similarity-shape',
      `cosineSimilarity: vector 0 has ${vectors[0].length} entries, vector ${odd} ${vectors[odd].length}`,
    );
  const lengths = vectors.map(vector => Math.sqrt(inner(vector, vector)));
  const dead = lengths.findIndex(length => !(length > 0 && length < Number.POSITIVE_INFINITY));
  if (dead >= 0)
    throw new NumericError(
      'similarity-zero',
      `cosineSimilarity: vector ${dead} has the length ${lengths[dead]}`,
    );
  const data = new Float64Array(users * users);
  for (let k = 0; k < users; k++) {
    data[k * users + k] = 1;
    for (let j = 0; j < k; j++) {
      const cosine = inner(vectors[k], vectors[j]) / (lengths[k] * lengths[j]);
      data[k * users + j] = data[j * users + k] = Math.min(1, Math.max(-1, cosine));
    }
  }
  return { rows: users, cols: users, data };
}

function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
