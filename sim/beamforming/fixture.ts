import { normal } from '../../kernels/random/normal.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';

/** Latents of users of whom each two in a row share a part: R near to `correlation` within a pair, and near to 0 between pairs. */
export function pairedLatents(
  users: number,
  side: number,
  correlation: number,
  ...name: NamePart[]
): Latent[] {
  const entries = side * side * 16;
  const stream = randomStream('latents', ...name);
  const draw = () => Float32Array.from({ length: entries }, () => normal(stream));
  let shared = draw();
  return Array.from({ length: users }, (_, user) => {
    if (user % 2 === 0) shared = draw();
    const own = draw();
    const values = own.map(
      (value, i) => Math.sqrt(correlation) * shared[i] + Math.sqrt(1 - correlation) * value,
    );
    return { rows: side, cols: side, channels: 16, width: 4 * side, height: 4 * side, values };
  });
}
