import { describe, expect, it } from 'vitest';
import { openSession } from '../runtime/session.ts';
import { gradient } from './gradient.ts';
import { Graph, type Tensor } from './graph.ts';
import { add, mean, mul, scale } from './ops.ts';
import { collectWeights, layOut, viewsOf, type Weights } from './weights.ts';

/** mean(w² + 3w), where the two terms ask for w each on its own. */
function loss(weights: Weights): Tensor {
  const squared = mul(weights('w', [2, 1], 'zeros'), weights('w', [2, 1], 'zeros'));
  return mean(add(squared, scale(weights('w', [2, 1], 'zeros'), 3)));
}

describe('a weight that is asked for more than once', () => {
  const layout = layOut(collectWeights((_, weights) => loss(weights)));

  it('has one place', () => {
    expect(layout.weights.map(({ name, offset }) => ({ name, offset }))).toEqual([{ name: 'w', offset: 0 }]);
    expect(layout.length).toBe(2);
  });

  it('gathers its gradient from every use', async () => {
    const graph = new Graph('shared');
    const views = new Map<string, Tensor>();
    const value = loss(viewsOf(graph.input('flat', [2]), layout, views));
    graph.output('gradient', gradient(value, [views.get('w')!])[0]);
    const session = await openSession(graph.toBytes(), { device: 'cpu' });
    const results = await session.run({ flat: { shape: [2], data: Float32Array.of(1, -2) } });
    expect([...(results.gradient.data as Float32Array)]).toEqual([(2 + 3) / 2, (-4 + 3) / 2]);
    await session.close();
  });
});
