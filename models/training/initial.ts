import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { elementCount } from '../graph/graph.ts';
import type { WeightLayout } from '../graph/weights.ts';

/** The flat weight vector before the first step. Each weight has its own stream, so adding one does not change the others. */
export function initialWeights(layout: WeightLayout, seed: number): Float32Array {
  const flat = new Float32Array(layout.length);
  for (const { name, shape, start, offset } of layout.weights) {
    if (start === 'zeros') continue;
    const view = flat.subarray(offset, offset + elementCount(shape));
    fillNormal(randomStream(seed, 'weights', name), view);
    for (let i = 0; i < view.length; i++) view[i] *= start.deviation;
  }
  return flat;
}
