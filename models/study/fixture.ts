import { fillNormal } from '../../kernels/random/normal.ts';
import { linear } from '../graph/matrix.ts';
import { mean, mul, sub } from '../graph/ops.ts';
import type { Workload } from './workload.ts';

/**
 * A workload that trains in milliseconds: a matrix [6, 4] and a bias-free head that imitate a fixed linear map. `poison` puts a NaN into the
 * batches of training from this call on.
 */
export function linearWorkload({ poison = Number.POSITIVE_INFINITY } = {}): Workload {
  let calls = 0;
  return {
    name: 'codec',
    objective(graph, weights) {
      const x = graph.input('x', [8, 4]);
      const y = graph.input('y', [8, 3]);
      const hidden = linear(x, weights('hidden', [6, 4], { deviation: 0.3 }, true), { transposed: true });
      const error = sub(linear(hidden, weights('head', [6, 3], { deviation: 0.3 })), y);
      return { loss: mean(mul(error, error)), readouts: {} };
    },
    async batch(part, stream) {
      if (part === 'training') calls++;
      const x = fillNormal(stream, new Float32Array(8 * 4));
      const y = Float32Array.from({ length: 8 * 3 }, (_, i) => x[Math.floor(i / 3) * 4 + (i % 3)]);
      if (calls >= poison) y[0] = Number.NaN;
      return { x: { shape: [8, 4], data: x }, y: { shape: [8, 3], data: y } };
    },
  };
}
