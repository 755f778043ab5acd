import { expect, it } from 'vitest';
import { layOut } from '../graph/weights.ts';
import { denoiserTraining } from './denoiser.ts';
import { initialWeights } from './initial.ts';

it('starts a denoiser from a trained one as far as that goes, and leaves the rest to the seed', () => {
  const spec = (name: string) => ({ name, shape: [2, 2], start: { deviation: 1 }, hidden: false });
  const layout = layOut([spec('denoiser.embed'), spec('denoiser.out')]);
  const known = new Map([
    ['denoiser.embed', new Float32Array(4).fill(3)],
    ['denoiser.out', new Float32Array(5).fill(3)],
  ]);
  const codec = { weights: () => new Float32Array(4).fill(7), encoderSha256: '' };
  const start = denoiserTraining(1, codec, known).start!(layout);
  expect([...start.subarray(0, 4)]).toEqual([3, 3, 3, 3]);
  expect(start.subarray(4)).toEqual(initialWeights(layout, 1).subarray(4));
});
