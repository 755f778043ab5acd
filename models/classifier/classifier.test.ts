import { describe, expect, it } from 'vitest';
import type { Image } from '../../kernels/image.ts';
import { chiSquareQuantile } from '../../kernels/statistics/chiSquare.ts';
import { collectWeights, layOut } from '../graph/weights.ts';
import { openSession } from '../runtime/session.ts';
import { lossGraph } from '../study/workload.ts';
import { geometryValues } from '../transformer/tokens.ts';
import { layOutWindows, WINDOW_TOKENS } from '../transformer/windows.ts';
import { labelledLeaves } from './kinds.ts';
import { CLASSES } from './network.ts';
import { classifierObjective } from './objective.ts';

const SIZE = { width: 8, heads: 2, blocks: 1 };

describe('classifierObjective', () => {
  const objective = classifierObjective(2, SIZE);
  const layout = layOut(collectWeights(objective));
  const grid = { rows: 8, cols: 8 };

  /** Loss of a network whose head says nothing but its bias, for the labels 3 and 7. */
  async function lossOf(bias: readonly number[]): Promise<number> {
    const weights = new Float32Array(layout.length);
    const { offset } = layout.weights.find(({ name }) => name === 'classifier.head.bias')!;
    weights.set(bias, offset);
    const target = new Float32Array(2 * CLASSES);
    target[3] = 1;
    target[CLASSES + 7] = 1;
    const { plainMask: _, ...geometry } = geometryValues(layOutWindows([grid, grid]));
    const session = await openSession(
      lossGraph({ name: 'classifier', objective, batch: () => Promise.reject(new Error('not drawn')) }),
      { device: 'cpu' },
    );
    const { loss } = await session.run({
      ...geometry,
      patches: { shape: [2 * WINDOW_TOKENS, 48], data: new Float32Array(2 * WINDOW_TOKENS * 48).fill(0.5) },
      target: { shape: [2, CLASSES], data: target },
      weights: { shape: [layout.length], data: weights },
    });
    await session.close();
    return loss.data[0] as number;
  }

  it('is ln 10 where every class is equally likely', async () => {
    expect(await lossOf(Array(CLASSES).fill(0))).toBeCloseTo(Math.log(10), 6);
  });

  it('is the mean of −ln p at the labels, also where p itself would round to 0', async () => {
    const bias = Array.from({ length: CLASSES }, (_, i) => (i === 3 ? 200 : i === 7 ? 20 : 0));
    expect(await lossOf(bias)).toBeCloseTo((0 + 180) / 2, 3);
    const mild = Array.from({ length: CLASSES }, (_, i) => i / 5);
    const normaliser = Math.log(mild.reduce((total, logit) => total + Math.exp(logit), 0));
    expect(await lossOf(mild)).toBeCloseTo(normaliser - (mild[3] + mild[7]) / 2, 5);
  });
});

describe('labelledLeaves', () => {
  const source = labelledLeaves({ count: 2000, seed: 5 });

  it('gives the same picture and label for the same index, others for another seed', async () => {
    const again = labelledLeaves({ count: 2000, seed: 5 });
    const other = labelledLeaves({ count: 2000, seed: 6 });
    expect(await again.read(7)).toEqual(await source.read(7));
    expect(again.label(7)).toBe(source.label(7));
    expect((await other.read(7)).data).not.toEqual((await source.read(7)).data);
    await expect(source.read(2000)).rejects.toThrow('picture 2000 does not exist');
    expect(() => source.label(-1)).toThrow('picture -1 does not exist');
  });

  it('draws every kind equally often', () => {
    const counts = new Array<number>(CLASSES).fill(0);
    for (let i = 0; i < source.count; i++) counts[source.label(i)]++;
    const expected = source.count / CLASSES;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(chiSquareQuantile(0.9999, CLASSES - 1));
  });

  it('has something to tell apart: colours between families, detail between sizes', async () => {
    const byKind = Array.from({ length: CLASSES }, () => ({ red: 0, detail: 0, count: 0 }));
    for (let i = 0; i < 300; i++) {
      const picture = await source.read(i);
      const kind = byKind[source.label(i)];
      kind.red += redOverGreen(picture);
      kind.detail += detail(picture);
      kind.count++;
    }
    const red = byKind.map(kind => kind.red / kind.count);
    const details = byKind.map(kind => kind.detail / kind.count);
    const [clay, moss] = [(red[0] + red[1]) / 2, (red[4] + red[5]) / 2];
    expect(clay).toBeGreaterThan(moss + 0.05);
    for (let family = 0; family < CLASSES; family += 2)
      expect(details[family]).toBeGreaterThan(1.1 * details[family + 1]);
  });
});

function redOverGreen({ data }: Image): number {
  let difference = 0;
  for (let i = 0; i < data.length; i += 3) difference += data[i] - data[i + 1];
  return difference / (data.length / 3);
}

/** Mean absolute difference of neighbours in a row. */
function detail({ data }: Image): number {
  let sum = 0;
  for (let i = 3; i < data.length; i++) sum += Math.abs(data[i] - data[i - 3]);
  return sum / data.length;
}
