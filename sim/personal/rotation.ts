import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { qr } from '../../kernels/orthogonalization/qr.ts';
import { normal } from '../../kernels/random/normal.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import type { Codec } from '../../models/codec/codec.ts';

/**
 * An orthogonal matrix Q [size, size], every one equally likely (Haar measure): the factor of a matrix of independent normal entries whose R has
 * a positive diagonal.
 *
 * Source: F. Mezzadri, "How to generate random matrices from the classical compact groups", Notices of the AMS 54(5), 2007.
 */
export function randomRotation(size: number, stream: RandomStream): Matrix {
  const data = Float64Array.from({ length: size * size }, () => normal(stream));
  return qr(float64Algebra, { rows: size, cols: size, data }).q;
}

/**
 * A codec whose latents nobody else understands: the first n channels of every token are turned by Q [n, n], z' = Qz, and turned back before
 * decoding. Powers and white noise stay what they are, so that to its owner it is as good as the codec itself. Of an estimate of z', mean and
 * share of z are Qᵀ·mean and Σ_j Q_ji² share_j.
 *
 * @param rotation Q, of the channels that are sent; channels beyond them stay as they are
 */
export function rotatedCodec(codec: Codec, rotation: Matrix): Codec {
  const { rows: size, data } = rotation;
  const turn = Float64Array.from(data);
  const back = float64Algebra.transpose(rotation).data;
  const backSquared = back.map(entry => entry * entry);
  return {
    ...codec,
    async encode(images) {
      const latents = await codec.encode(images);
      return latents.map(latent => ({
        ...latent,
        values: eachToken(latent.values, latent.channels, turn, size),
      }));
    },
    decode: estimates =>
      codec.decode(
        estimates.map(estimate => ({
          ...estimate,
          mean: eachToken(estimate.mean, estimate.channels, back, size),
          errorShare: eachToken(estimate.errorShare, estimate.channels, backSquared, size).map(share =>
            Math.min(1, share),
          ),
        })),
      ),
  };
}

/** The first `size` of every `channels` values times a matrix. */
function eachToken(values: Float32Array, channels: number, matrix: Float64Array, size: number): Float32Array {
  const out = values.slice();
  for (let start = 0; start < values.length; start += channels)
    for (let r = 0; r < size; r++) {
      let sum = 0;
      for (let c = 0; c < size; c++) sum += matrix[r * size + c] * values[start + c];
      out[start + r] = sum;
    }
  return out;
}
