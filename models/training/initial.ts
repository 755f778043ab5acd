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

/** The flat weight vector before the first step of a run that builds on trained weights: `known` where it has one of the size, else random. */
export function startValues(
  layout: WeightLayout,
  seed: number,
  known: (name: string) => Float32Array | undefined,
): Float32Array {
  const flat = initialWeights(layout, seed);
  for (const { name, shape, offset } of layout.weights) {
    const values = known(name);
    if (values?.length === elementCount(shape)) flat.set(values, offset);
  }
  return flat;
}
