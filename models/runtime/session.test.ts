import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { add } from '../graph/ops.ts';
import { parseDevice } from './device.ts';
import { openSession } from './session.ts';

function doubling(): Uint8Array {
  const graph = new Graph('doubling');
  const x = graph.input('x', [2, 3], { freeRows: 'rows' });
  graph.output('y', add(x, x), { freeRows: 'rows' });
  return graph.toBytes();
}

describe('openSession', () => {
  it('runs a graph with any number of rows and says where', async () => {
    const session = await openSession(doubling(), { device: 'cpu' });
    const { y } = await session.run({ x: { shape: [1, 3], data: Float32Array.of(1, 2, 3) } });
    expect(y).toEqual({ shape: [1, 3], data: Float32Array.of(2, 4, 6) });
    expect(session.device).toBe('cpu');
    await session.close();
  });

  it('refuses bytes that are no model', async () => {
    await expect(openSession(Uint8Array.of(1, 2, 3), { device: 'cpu' })).rejects.toThrow(
      'onnxruntime could not load the model',
    );
  });
});

it('parseDevice names what is valid', () => {
  expect(parseDevice('cpu')).toBe('cpu');
  expect(() => parseDevice('tpu')).toThrow('"tpu" is not one of auto, cpu, cuda, webgpu');
});
